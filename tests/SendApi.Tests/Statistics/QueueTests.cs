using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SendApi.Server.Statistics;
using SendApi.Tests.WhatsApp;

namespace SendApi.Tests.Statistics;

/// <summary>What waits, and why.</summary>
public sealed class QueueTests
{
    private const string Path = "/v1/account/queue";

    [Theory, ClassData(typeof(Engines))]
    public async Task What_waits_and_what_is_scheduled_are_told_apart(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false });
        await app.SendSms("+447700900100");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.SendSms("+447700900100");
        foreach (var day in new[] { "12", "11" })
            await app.Post("/v1/sms/send", $$"""{"to": "+447700900100", "content": "Later", "send_at": "2026-03-{{day}}T00:00:00Z"}""");

        Assert.Equal(
            """{"object":"queue","waiting":2,"scheduled":2,"at_least":false,"oldest_at":"2026-03-09T14:30:00Z","reasons":[{"reason":"scheduled","count":2,"until":"2026-03-11T00:00:00Z"},{"reason":"turn","count":2,"until":null}]}""",
            (await app.Get(Path)).Json.GetProperty("data").GetRawText());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_account_for_which_nothing_waits_has_no_reasons_whatever_waits_for_others(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false });
        await app.SendSms("+447700900100");
        var stranger = await app.Key("account:read", account: await app.Account("other"));

        foreach (var key in new[] { app.LiveKey, stranger })
            Assert.Equal("""{"object":"queue","waiting":0,"scheduled":0,"at_least":false,"oldest_at":null,"reasons":[]}""", (await app.Get(Path, key)).Json.GetProperty("data").GetRawText());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_carrier_that_is_down_is_the_reason(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.AddProvider(port: 1);
        await app.SendSms("+447700900100", key: app.LiveKey);

        await Reason(app, "provider_down", app.LiveKey);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_sender_that_may_only_send_so_fast_is_the_reason(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false, Configure = TestApp.Setting("Pacing:Senders:Acme", "0.1") });
        for (var i = 0; i < 3; i++)
            await app.Post("/v1/sms/send", """{"to": "+447700900100", "content": "Hello", "sender_id": "Acme"}""");

        var pace = await Reason(app, "pace");

        Assert.Equal((2, "2026-03-09T14:30:10Z"), (pace.GetProperty("count").GetInt32(), pace.GetProperty("until").GetString()));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_session_whose_phone_is_gone_is_the_reason_and_so_is_the_pace_of_its_number(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Sessions.Made(app);
        var today = SendApi.Core.WhatsApp.SessionPace.DayOf(app.Clock.GetUtcNow());
        await app.Db.Write(s => s.Execute("UPDATE whatsapp_sessions SET day = @today, sent_today = 50", new { today }), default);
        await Sessions.Simulate(app, session, "scan");
        await Sessions.Until(app, session, "connected");
        await Sessions.Sent(app);

        Assert.Equal("2026-03-10T00:00:00Z", (await Reason(app, "pace")).GetProperty("until").GetString());
        await Sessions.Simulate(app, session, "log_out");
        await Sessions.Until(app, session, "disconnected");
        Assert.Equal(1, (await Reason(app, "session_not_connected")).GetProperty("count").GetInt32());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Beyond_the_bound_there_are_at_least_so_many(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false, Configure = b => b.Services.AddSingleton(new StatisticsBounds { Waiting = 2 }) });
        for (var i = 0; i < 3; i++)
            await app.SendSms("+447700900100");

        var data = (await app.Get(Path)).Json.GetProperty("data");

        Assert.Equal((2, true), (data.GetProperty("waiting").GetInt32(), data.GetProperty("at_least").GetBoolean()));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_queue_that_was_not_looked_through_to_its_end_says_so(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false, Configure = b => b.Services.AddSingleton(new StatisticsBounds { Queued = 2 }) });
        for (var i = 0; i < 3; i++)
            await app.SendSms("+447700900100");

        Assert.True((await app.Get(Path, app.LiveKey)).Json.GetProperty("data").GetProperty("at_least").GetBoolean());
    }

    [Fact]
    public async Task It_needs_the_scope_of_the_account()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        Assert.Equal(4030, (await app.Get(Path, await app.Key("sms:read"))).Code);
    }

    /// <summary>Waits until something is there for this reason.</summary>
    private static async Task<JsonElement> Reason(TestApp app, string reason, string? key = null)
    {
        (Reply? last, JsonElement? found) = (null, null);
        await Eventually.IsTrue(async () =>
        {
            app.Clock.Advance(TimeSpan.FromMilliseconds(500));
            last = await app.Get(Path, key);
            found = last.Json.GetProperty("data").GetProperty("reasons").EnumerateArray().Where(r => r.GetProperty("reason").GetString() == reason).Cast<JsonElement?>().FirstOrDefault();
            return found is not null;
        }, () => last?.Text ?? "", app.Clock);
        return found!.Value;
    }
}
