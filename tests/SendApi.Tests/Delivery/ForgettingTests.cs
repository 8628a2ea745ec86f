using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Ledger;

namespace SendApi.Tests.Delivery;

/// <summary>What is old and over goes, and nothing else.</summary>
public sealed class ForgettingTests
{
    private const int Filler = 450;

    [Theory, ClassData(typeof(Engines))]
    public async Task Old_messages_that_are_over_go_with_their_timelines_and_the_ledger_stays_right(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true });
        var shop = await app.Account("shop", "Enterprise");
        var key = await app.Key("admin", isTest: false, account: shop);
        await app.TopUp(shop, 1_000_000);
        var old = await app.SendSms("+447700900000", key: key);
        await app.Until(old, "delivered", key);
        await Fill(app, shop);
        var waiting = (await app.Post("/v1/sms/send", """{"to": "+447700900000", "content": "Later", "send_at": "2026-03-20T14:30:00Z"}""", key)).Data("id");
        app.Clock.Advance(TimeSpan.FromHours(1));
        var young = await app.SendSms("+447700900000", key: key);
        await app.Until(young, "delivered", key);

        await Forget(app, TestApp.Start.AddDays(30).AddMinutes(30));
        Assert.Equal((Filler + 3, 1), (await Count(app, "messages"), await Count(app, "provider_messages")));
        await Forget(app, TestApp.Start.AddDays(400).AddMinutes(30));

        foreach (var (id, status) in new[] { (old, 404), (waiting, 200), (young, 200) })
            Assert.Equal(status, (await app.Get($"/v1/sms/status/{id}", key)).Status);
        Assert.Equal(2, await Count(app, "messages"));
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT count(*) FROM message_events WHERE message_id <> @young", new { young }), default));
        var report = await app.Db.Snapshot(s => Audit.Run(s, _ => { }), default);
        Assert.Equal((null, 6), (report.Difference, report.Entries));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Zero_keeps_everything(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.Until(await app.SendSms("+447700900000"), "delivered");

        await Forget(app, TestApp.Start.AddDays(4_000), new RetentionOptions { Messages = TimeSpan.Zero, Receipts = TimeSpan.Zero });

        Assert.Equal((1, 1), (await Count(app, "messages"), await Count(app, "provider_messages")));
    }

    [Fact]
    public void Receipts_are_not_waited_for_longer_than_their_messages_are_kept()
    {
        var now = TestApp.Start;

        Assert.Equal(now.AddDays(-6), new RetentionOptions { Messages = TimeSpan.FromDays(7) }.ReceiptsBefore(now));
        Assert.Equal(now.AddDays(-30), new RetentionOptions { Messages = TimeSpan.Zero }.ReceiptsBefore(now));
        Assert.Single(new RetentionOptions { Messages = TimeSpan.FromHours(1) }.Validate(new(now)));
    }

    /// <summary>More old messages than go in one portion, each with an event.</summary>
    private static Task<bool> Fill(TestApp app, string account) => app.Db.Write(async s =>
    {
        for (var i = 0; i < Filler; i++)
        {
            var (id, at) = (Ids.New(Ids.Sms, TestApp.Start), TestApp.Start.ToMicros());
            await s.Execute("""
                INSERT INTO messages (account_id, is_test, id, key_id, recipient, content, encoding, segments, status, created_at, updated_at, valid_until)
                VALUES (@account, 0, @id, 'key_0', '+447700900000', 'Old', 0, 1, 40, @at, @at, @at)
                """, new { account, id, at });
            await s.Execute("INSERT INTO message_events (account_id, message_id, id, at, type, data) VALUES (@account, @id, 'evt_0', @at, 'attempt', '{}')", new { account, id, at });
        }

        return true;
    }, default);

    private static async Task Forget(TestApp app, DateTimeOffset now, RetentionOptions? options = null)
    {
        var clock = new FakeTimeProvider(now);
        using var forgetting = new Forgetting(app.Db, clock, Options.Create(options ?? new RetentionOptions()), NullLogger<Forgetting>.Instance);
        var round = forgetting.Forget(TestContext.Current.CancellationToken);
        await Eventually.IsTrue(() => Task.FromResult(round.IsCompleted), clock: clock);
        await round;
    }

    private static Task<long> Count(TestApp app, string table) => app.Db.Read(s => s.Number($"SELECT count(*) FROM {table}"), default);
}
