using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SendApi.Core;
using SendApi.Server.Accounts;
using SendApi.Server.Delivery;
using SendApi.Server.Keys;
using SendApi.Server.Ledger;
using SendApi.Server.Outbound;
using SendApi.Server.Providers;
using SendApi.Server.Suppressions;
using SendApi.Server.Wiring;
using SendApi.Simulator.Smsc;

namespace SendApi.Tests;

/// <summary>The whole server on a store of its own, spoken to over real HTTP, with a clock the test turns.</summary>
public sealed class TestApp : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 9, 14, 30, 0, TimeSpan.Zero);

    private readonly WebApplication _app;

    private TestApp(WebApplication app, FakeTimeProvider clock, StoreLocation location)
    {
        _app = app;
        Clock = clock;
        Location = location;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public FakeTimeProvider Clock { get; }

    public StoreLocation Location { get; }

    public HttpClient Http { get; }

    public Db Db => _app.Services.GetRequiredService<Db>();

    public IServiceProvider Services => _app.Services;

    public string AccountId { get; private set; } = "";

    /// <summary>A live and a test key of the default account with every scope.</summary>
    public string LiveKey { get; private set; } = "";

    public string TestKey { get; private set; } = "";

    /// <summary>Starts a server. Its simulator answers at once; <paramref name="change"/> has the last word on the options.</summary>
    public static async Task<TestApp> Run(string engine, Func<ServeOptions, ServeOptions>? change = null) =>
        await Run(await Stores.Fresh(engine), change);

    public static async Task<TestApp> Run(StoreLocation location, Func<ServeOptions, ServeOptions>? change = null)
    {
        var options = new ServeOptions(location, ["http://127.0.0.1:0"])
        {
            Clock = new FakeTimeProvider(Start),
            Simulator = new SmscOptions { ReceiptDelay = TimeSpan.Zero },
            AllowedNetworks = OutboundOptions.Loopback,
            Configure = Quiet,
        };
        options = change?.Invoke(options) ?? options;
        var app = ServerHost.Build(options);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var test = new TestApp(app, (FakeTimeProvider)options.Clock, location);
        await test.MakeKeys();
        return test;
    }

    /// <summary>A new key of the default account or of another one.</summary>
    public async Task<string> Key(string scopes, bool isTest = true, DateTimeOffset? expires = null, string? account = null) =>
        (await Db.Write(s => KeyRows.Create(s, new NewKey(account ?? AccountId, "a key", scopes.Split(','), isTest, expires), Clock.GetUtcNow()), default)).Secret;

    /// <summary>A new account on a plan.</summary>
    public async Task<string> Account(string name, string plan = "Unlimited") =>
        (await Db.Write(s => AccountRows.Create(s, name, plan, Clock.GetUtcNow()), default))!.Id;

    /// <summary>Puts millionths of credit on an account.</summary>
    public Task TopUp(string account, long millionths) =>
        Db.Write(s => Credit.Book(s, new Payment(account, millionths, Ids.New("pay_", Clock.GetUtcNow()), null), Clock.GetUtcNow()), default);

    /// <summary>Changes a plan; in force after a moment of the clock.</summary>
    public async Task SetPlan(string plan, string assignment)
    {
        await Db.Write(s => s.Execute($"UPDATE plans SET {assignment} WHERE name = @plan", new { plan }), default);
        Clock.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>Puts a recipient on the suppression list, by default of the test world.</summary>
    public Task Suppress(string address, string channel = "sms", long world = 1, string? account = null) => Db.Write(s => SuppressionRows.Add(s,
    [
        new SuppressionRow
        {
            AccountId = account ?? AccountId, IsTest = world, Address = address, Channel = channel, Id = Ids.New(Ids.Suppression, Clock.GetUtcNow()),
            Reason = "stop", Source = "api", CreatedAt = Clock.GetUtcNow().ToMicros(),
        },
    ]), default);

    /// <summary>Adds an SMPP provider on loopback and waits until the worker follows it.</summary>
    public async Task AddProvider(int port, string name = "carrier", params (string Name, string Value)[] more)
    {
        await AddProviderToStore(port, name, more);
        await Eventually.IsTrue(() => Task.FromResult(Services.GetRequiredService<Links>().Live.Any(l => l.Value.Name == name)), clock: Clock);
    }

    /// <summary>Adds an SMPP provider on loopback and waits for nobody.</summary>
    public Task AddProviderToStore(int port, string name = "carrier", params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string> { ["host"] = "127.0.0.1", ["port"] = $"{port}", ["system_id"] = "test", ["password"] = "secret" };
        foreach (var (setting, value) in more)
            settings[setting] = value;
        return AddProviderToStore("smpp", name, settings);
    }

    /// <summary>Adds a provider of any kind and waits for nobody.</summary>
    public Task AddProviderToStore(string kind, string name, Dictionary<string, string> settings)
    {
        var text = Secrets.Open(Location.Folder).Seal(Server.ApiJson.Text(settings));
        return Db.Write(s => ProviderRows.Add(s, name, kind, text, Clock.GetUtcNow()), default);
    }

    public Task<Reply> Get(string path, string? key = null) => Send(new HttpRequestMessage(HttpMethod.Get, path), key ?? TestKey);

    public Task<Reply> Post(string path, string? json, string? key = null, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return Send(request, key ?? TestKey);
    }

    public Task<Reply> Patch(string path, string json, string? key = null) =>
        Send(new HttpRequestMessage(HttpMethod.Patch, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") }, key ?? TestKey);

    public Task<Reply> Put(string path, string json, string? key = null) =>
        Send(new HttpRequestMessage(HttpMethod.Put, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") }, key ?? TestKey);

    public Task<Reply> Delete(string path, string? key = null) => Send(new HttpRequestMessage(HttpMethod.Delete, path), key ?? TestKey);

    /// <summary>Sends as given; the empty key sends no Authorization header.</summary>
    public async Task<Reply> Send(HttpRequestMessage request, string key = "")
    {
        if (key.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Reply.Read(response);
    }

    /// <summary>Sends a text with the test key and gives its id.</summary>
    public async Task<string> SendSms(string to, string content = "Hello", string? key = null)
    {
        var reply = await Post("/v1/sms/send", $$"""{"to": "{{to}}", "content": "{{content}}"}""", key);
        Assert.True(reply.Status == 201, reply.Text);
        return reply.Data("id");
    }

    /// <summary>Waits until a message has a status, letting a little time of the clock pass at each look.</summary>
    public async Task<Reply> Until(string id, string status, string? key = null)
    {
        Reply? last = null;
        await Eventually.IsTrue(async () => (last = await Get($"/v1/sms/status/{id}", key)).Data("status") == status, () => last?.Text ?? "", Clock);
        return last!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        // A stop waits on the clock, so the clock must go on.
        var stop = _app.StopAsync(CancellationToken.None);
        while (!stop.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(stop, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System));
        }

        await stop;
        await _app.DisposeAsync();
        if (Directory.Exists(Location.Folder))
            Directory.Delete(Location.Folder, recursive: true);
    }

    /// <summary>A last word on the options that changes one setting, for <see cref="ServeOptions.Configure"/>.</summary>
    public static Action<WebApplicationBuilder> Setting(string name, string value) => builder =>
    {
        Quiet(builder);
        builder.Configuration[name] = value;
    };

    /// <summary>The same for a server whose chance is always the middle.</summary>
    public static void WithoutChance(WebApplicationBuilder builder)
    {
        Quiet(builder);
        builder.Services.AddSingleton<Func<double>>(() => 0.5);
    }

    /// <summary>Without a log, and with passwords that cost little: there are many in tests.</summary>
    private static void Quiet(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Services.PostConfigure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1_000);
    }

    private async Task MakeKeys()
    {
        AccountId = (await Db.Write(s => AccountRows.Find(s, AccountRows.DefaultName, Clock.GetUtcNow()), default))!.Id;
        LiveKey = await Key("admin", isTest: false);
        TestKey = await Key("admin");
    }
}
