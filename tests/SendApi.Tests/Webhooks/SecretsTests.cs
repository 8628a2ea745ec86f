using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using SendApi.Core.Webhooks;
using SendApi.Tests.Events;

namespace SendApi.Tests.Webhooks;

/// <summary>What deliveries are signed with: shown once, never again, and changed without losing a delivery.</summary>
public sealed class SecretsTests
{
    private const string Hooks = "/v1/webhooks";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_secret_is_shown_once_and_stands_nowhere_else(string engine)
    {
        var log = new Heard();
        await using var app = await TestApp.Run(engine, o => o with { Configure = builder => builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log) });
        const string body = """{"url": "http://127.0.0.1:9/hooks", "events": ["sms.*"]}""";

        var made = await app.Post(Hooks, body, idempotencyKey: "make");
        var path = made.Headers["Location"];
        var rotated = await app.Post($"{path}/rotation", null, idempotencyKey: "rotate");
        var callbacks = await app.Post($"{Hooks}/callbacks/rotation", null, idempotencyKey: "callbacks");
        await app.Post($"{path}/test", null);
        Assert.NotEmpty(log.Lines);

        string[] secrets = [made.Data("secret"), rotated.Data("secret"), callbacks.Data("secret")];
        Assert.All(secrets, s => Assert.True(WebhookSecret.IsWellFormed(s)));
        Assert.Equal(3, secrets.Distinct().Count());
        Reply[] later =
        [
            await app.Post(Hooks, body, idempotencyKey: "make"), await app.Post($"{path}/rotation", null, idempotencyKey: "rotate"),
            await app.Post($"{Hooks}/callbacks/rotation", null, idempotencyKey: "callbacks"),
            await app.Get(Hooks), await app.Get(path), await app.Put(path, "{}"), await app.Get($"{Hooks}/callbacks"), await app.Get($"{path}/deliveries"),
        ];
        Assert.All(later, r => Assert.InRange(r.Status, 200, 201));
        Assert.All(later, r => Assert.DoesNotContain(WebhookSecret.Prefix, r.Text, StringComparison.Ordinal));
        Assert.All(later[..3], r => Assert.Equal((201, "true"), (r.Status, r.Headers["Idempotent-Replayed"])));

        var stored = await app.Db.Read(s => s.Query<string>("""
            SELECT secret FROM webhooks UNION ALL SELECT previous_secret FROM webhooks UNION ALL SELECT secret FROM callback_secrets
            UNION ALL SELECT previous_secret FROM callback_secrets UNION ALL SELECT body FROM idempotency UNION ALL SELECT data FROM events UNION ALL SELECT log FROM webhook_deliveries
            """), default);
        Assert.All(stored.Concat(log.Lines), text => Assert.All(secrets, secret => Assert.DoesNotContain(secret[WebhookSecret.Prefix.Length..], text, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task After_a_rotation_deliveries_are_signed_with_both_secrets_for_a_day()
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(Engines.Sqlite);
        var (webhook, first) = await Events.Hooks.Add(app, receiver.Url);

        var rotated = await app.Post($"{Hooks}/{webhook}/rotation", null);
        Assert.Equal((201, $"{Hooks}/{webhook}", "2026-03-10T14:30:00Z"), (rotated.Status, rotated.Headers["Location"], rotated.Data("previous_secret_expires_at")));
        await app.Post($"{Hooks}/{webhook}/test", null);
        await Events.Hooks.Until(app, receiver, 1);
        Assert.Equal($"{Signed(receiver.All[0], rotated.Data("secret"))} {Signed(receiver.All[0], first)}", receiver.All[0].Headers["webhook-signature"]);

        app.Clock.Advance(TimeSpan.FromHours(24));
        await app.Post($"{Hooks}/{webhook}/test", null);
        await Events.Hooks.Until(app, receiver, 2);
        Assert.Equal(Signed(receiver.All[1], rotated.Data("secret")), receiver.All[1].Headers["webhook-signature"]);
        Assert.Equal("", (await app.Get($"{Hooks}/{webhook}")).Data("previous_secret_expires_at"));
        Assert.Equal(4044, (await app.Post($"{Hooks}/{webhook[..^1]}{(webhook[^1] == '0' ? '1' : '0')}/rotation", null)).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Callbacks_are_signed_with_the_secret_that_was_asked_for_and_for_a_day_with_the_one_before(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(engine);
        var body = $$"""{"to": "+447700900000", "content": "Hello", "callback_url": "{{receiver.Url}}/mine"}""";
        Assert.Equal("", (await app.Get($"{Hooks}/callbacks")).Data("created_at"));

        var (first, live) = (await app.Post($"{Hooks}/callbacks/rotation", null), await app.Post($"{Hooks}/callbacks/rotation", null, app.LiveKey));
        Assert.Equal((201, $"{Hooks}/callbacks", "True", "False"), (first.Status, first.Headers["Location"], first.Data("is_test"), live.Data("is_test")));
        await app.Post("/v1/sms/send", body);
        await Events.Hooks.Until(app, receiver, 2);
        var again = await app.Post($"{Hooks}/callbacks/rotation", null);
        await app.Post("/v1/sms/send", body);
        await Events.Hooks.Until(app, receiver, 4);

        var (between, last) = (receiver.All[0], receiver.All[2]);
        var derived = WebhookSecret.Of(Secrets.Open(app.Location.Folder).Derive($"callbacks {app.AccountId} 1"));
        Assert.Equal($"{Signed(between, first.Data("secret"))} {Signed(between, derived)}", between.Headers["webhook-signature"]);
        Assert.Equal($"{Signed(last, again.Data("secret"))} {Signed(last, first.Data("secret"))}", last.Headers["webhook-signature"]);
    }

    private static string Signed(Received received, string secret)
    {
        var key = Convert.FromBase64String(secret[WebhookSecret.Prefix.Length..]);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{received.Headers["webhook-id"]}.{received.Headers["webhook-timestamp"]}."), .. received.Body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed));
    }

    /// <summary>Keeps every line that is logged.</summary>
    private sealed class Heard : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
