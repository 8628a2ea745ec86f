using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SendApi.Client;

namespace SendApi.Tests.Client;

/// <summary>How an application gets its client.</summary>
public sealed class SetupTests
{
    [Fact]
    public async Task An_application_gets_one_client_over_the_factory_s_connections()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var counted = new LostAnswers(lost: 1);
        var services = new ServiceCollection();
        services.AddSendApi(options =>
        {
            (options.BaseAddress, options.ApiKey) = (app.Http.BaseAddress, app.TestKey);
            options.Clock = new JumpingClock(options.TryTimeout);
        }).ConfigurePrimaryHttpMessageHandler(() => counted);
        await using var provider = services.BuildServiceProvider();

        var client = provider.GetRequiredService<SendApiClient>();
        var sent = await client.Sms.SendAsync("+447700900000", "Hello");

        Assert.Same(client, provider.GetRequiredService<SendApiClient>());
        Assert.Equal(2, counted.Requests);
        Assert.Equal(sent.Id, (await client.Sms.GetAsync(sent.Id)).Id);
    }

    [Fact]
    public async Task No_log_of_the_connections_shows_the_key_or_whom_was_looked_for()
    {
        await using var script = new Script(Script.Good());
        using var log = new KeptLog();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        services.AddSendApi(options => (options.BaseAddress, options.ApiKey, options.MaxRetries) = (script.Root, "sk_live_secret", 0));
        await using var provider = services.BuildServiceProvider();

        await Assert.ThrowsAsync<SendApiException>(() => provider.GetRequiredService<SendApiClient>().Sms.ListPageAsync(new SmsFilter { To = "+447700900000" }));

        Assert.Contains(log.Lines, line => line.Contains("/v1/sms/messages", StringComparison.Ordinal));
        Assert.All(log.Lines, line => Assert.DoesNotMatch("secret|447700900000", line));
    }

    [Fact]
    public void An_application_that_says_too_little_is_told_what_is_missing()
    {
        var services = new ServiceCollection();
        services.AddSendApi(options => options.ApiKey = "sk_test_x");
        using var provider = services.BuildServiceProvider();

        Assert.Contains("BaseAddress", Assert.Throws<ArgumentException>(provider.GetRequiredService<SendApiClient>).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_is_told_which_client_calls()
    {
        await using var script = new Script(Script.Good());

        await script.Send();

        Assert.StartsWith("SendApi.Client/", Script.Header(script.Requests[0], "User-Agent"), StringComparison.Ordinal);
    }

    /// <summary>Everything that is logged, however fine.</summary>
    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
