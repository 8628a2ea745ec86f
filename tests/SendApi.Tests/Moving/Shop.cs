using SendApi.Core;
using SendApi.Server.Suppressions;
using SendApi.Tests.Events;

namespace SendApi.Tests.Moving;

/// <summary>An account with one of everything, and how it looks from outside.</summary>
public sealed class Shop
{
    private const int MostSent = 500;

    private readonly TestApp _app;
    private readonly string _key;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<string> _sent = [];
    private (string Path, string Data)[] _before = [];

    private Shop(TestApp app, string key) => (_app, _key) = (app, key);

    public static async Task<Shop> Open(TestApp app)
    {
        var account = await app.Account("shop", "Enterprise");
        var shop = new Shop(app, await app.Key("admin", isTest: false, account: account));
        await app.TopUp(account, 90_000_000);
        await Suppress(app, 2_500);
        await app.AddProvider(1);
        var (hook, _) = await Hooks.Add(app, "https://127.0.0.1:1/hook", "sms.failed");
        var delivered = await app.SendSms("+447700900000", """Grüße \"\n\\ \u0001🙂""");
        await app.Until(delivered, "delivered");
        string[] paths = [$"/v1/sms/status/{delivered}", $"/v1/webhooks/{hook}", "/v1/suppressions?limit=100"];
        shop._before = await Task.WhenAll(paths.Select(async path => (path, Data(await app.Get(path)))));
        shop._sent.Add(await app.SendSms("+447700900000", key: shop._key));
        return shop;
    }

    public static Task Suppress(TestApp app, int many) => app.Db.Write(s => SuppressionRows.Add(s, [.. Enumerable.Range(0, many).Select(i => new SuppressionRow
    {
        AccountId = app.AccountId, IsTest = 1, Address = $"+4477{i:D8}", Channel = "sms", Id = Ids.New(Ids.Suppression, app.Clock.GetUtcNow()),
        Reason = "stop", Source = "api", CreatedAt = app.Clock.GetUtcNow().ToMicros(),
    })]), default);

    /// <summary>Sends one text after the other until it is told to stop.</summary>
    public async Task KeepSending()
    {
        await Task.Yield();
        for (var sent = 0; sent < MostSent && !_stopping.IsCancellationRequested; sent++)
            await _app.SendSms("+447700900000", key: _key);
    }

    public async Task Stop(Task sending)
    {
        await _stopping.CancelAsync();
        await sending;
        _stopping.Dispose();
    }

    /// <summary>The keys, messages, timelines, webhooks, suppressions and sealed settings, on another server.</summary>
    public async Task IsAllThere(TestApp again)
    {
        foreach (var (path, data) in _before)
            Assert.Equal(data, Data(await again.Get(path, _app.TestKey)));
        foreach (var id in _sent)
            Assert.Equal(200, (await again.Get($"/v1/sms/status/{id}", _key)).Status);

        var settings = (await again.Db.Read(s => s.Query<string>("SELECT settings FROM providers"), default)).Single();
        Assert.Contains("127.0.0.1", Secrets.Open(again.Location.Folder).Unseal(settings), StringComparison.Ordinal);
        Assert.Equal(1, await again.Db.Read(s => s.Number("SELECT count(*) FROM usage_counters WHERE kind = 'sms' AND used > 0"), default));
    }

    private static string Data(Reply reply) => reply.Json.GetProperty("data").ToString();
}
