using Microsoft.Extensions.DependencyInjection;
using SendApi.Core.Sending;
using SendApi.Server.Delivery;

namespace SendApi.Tests.Delivery;

public sealed class DispatchTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task An_expired_lease_is_not_a_retry_but_uncertain_and_is_never_sent_again(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false });
        var id = await app.SendSms("+447700900000");
        Assert.Single(await Claim(app, "lease_dead", TimeSpan.FromSeconds(30)));
        Assert.Equal("sending", (await app.Get($"/v1/sms/status/{id}")).Data("status"));

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await using var worker = await TestApp.Run(app.Location, o => o with { Api = false, Clock = app.Clock });

        var done = await app.Until(id, "uncertain");
        Assert.Equal("unknown", done.Events[^1].GetProperty("outcome").GetString());
        await app.Until(await app.SendSms("+447700900000"), "delivered");
        Assert.Equal("uncertain", (await app.Get($"/v1/sms/status/{id}")).Data("status"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Two_claims_never_take_the_same_message(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false });
        for (var i = 0; i < 20; i++)
            await app.SendSms("+447700900000", $"Number {i}");

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Claim(app, $"lease_{n}", TimeSpan.FromMinutes(1), most: 5)));

        var taken = claims.SelectMany(c => c).Select(c => c.Lease.MessageId).ToList();
        Assert.Equal(20, taken.Count);
        Assert.Equal(20, taken.Distinct().Count());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_claim_takes_no_more_than_there_is_room_for_and_the_longest_due_first(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false });
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await app.SendSms("+447700900000", $"Number {i}"));
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var claimed = await Claim(app, "lease_1", TimeSpan.FromMinutes(1), most: 2);

        Assert.Equal(ids[..2], claimed.Select(c => c.Lease.MessageId));
        Assert.All(claimed, c => Assert.Equal(1, c.Lease.Attempt));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_lost_the_lease_writes_nothing(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await app.SendSms("+447700900000");
        var before = await app.Until(id, "delivered");

        var late = new Lease(id, app.AccountId, 1, 1, "lease_lost");
        await app.Services.GetRequiredService<Recorder>().Record(new Attempt(late, "simulator", new SendOutcome.Rejected("x", "too late"), app.Clock.GetUtcNow(), null));

        Assert.Equal(before.Data("events"), (await app.Get($"/v1/sms/status/{id}")).Data("events"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_message_whose_validity_ended_before_it_could_leave_fails_and_is_not_sent(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false });
        var id = (await app.Post("/v1/sms/send", """{"to": "+447700900000", "content": "Quick", "validity_seconds": 60}""")).Data("id");
        app.Clock.Advance(TimeSpan.FromSeconds(61));

        await using var worker = await TestApp.Run(app.Location, o => o with { Api = false, Clock = app.Clock });

        var done = await app.Until(id, "failed");
        Assert.Contains("validity ended", done.Data("error"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_live_message_waits_while_its_provider_is_away_and_fails_when_its_validity_is_over(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.AddProvider(port: 1);
        var id = (await app.Post("/v1/sms/send", """{"to": "+447700900000", "content": "Hi", "validity_seconds": 600}""", app.LiveKey)).Data("id");

        app.Clock.Advance(TimeSpan.FromSeconds(500));
        Assert.Equal("queued", (await app.Get($"/v1/sms/status/{id}", app.LiveKey)).Data("status"));

        app.Clock.Advance(TimeSpan.FromSeconds(101));
        Assert.Contains("validity ended", (await app.Until(id, "failed", app.LiveKey)).Data("error"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_receipt_that_comes_before_its_message_is_known_is_kept_and_matched(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Simulator = new() { ReceiptDelay = TimeSpan.FromDays(1) } });
        var recorder = app.Services.GetRequiredService<Recorder>();
        await recorder.Record(new Receipt("carrier", "early-1", ReceiptState.Delivered, null, null, "DELIVRD"));
        var id = await app.SendSms("+447700900000");
        await app.Until(id, "sent");

        await recorder.Record(await Takeover(app, id, new SendOutcome.Accepted(["early-1"])));

        Assert.Equal("delivered", (await app.Get($"/v1/sms/status/{id}")).Data("status"));
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM orphan_receipts"), default));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_late_or_contradictory_receipt_does_not_move_a_final_message(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await app.SendSms("+447700900000");
        var done = await app.Until(id, "delivered");
        var providerId = done.Events.Single(e => e.GetProperty("type").GetString() == "attempt").GetProperty("provider_ids")[0].GetString()!;

        // Later than the first one: a text may be accepted, sent and receipted within one moment of this clock.
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await app.Services.GetRequiredService<Recorder>().Record(new Receipt("simulator", providerId, ReceiptState.Undelivered, "9", null, "UNDELIV"));

        var after = await app.Get($"/v1/sms/status/{id}");
        Assert.Equal("delivered", after.Data("status"));
        Assert.Equal("UNDELIV", after.Events[^1].GetProperty("state").GetString());
    }

    private static Task<List<Claimed>> Claim(TestApp app, string token, TimeSpan lease, int most = 10)
    {
        var now = app.Clock.GetUtcNow();
        return app.Db.Write(s => Outbox.Claim(s, Queues.Test, most, token, now, now + lease), default);
    }

    /// <summary>Puts a message that was sent back under a lease, as if another provider were answering for it just now.</summary>
    private static async Task<Attempt> Takeover(TestApp app, string id, SendOutcome outcome)
    {
        var lease = new Lease(id, app.AccountId, 1, 2, "lease_again");
        await app.Db.Write(s => s.Execute("""
            INSERT INTO outbox (message_id, account_id, is_test, due_at, attempt, lease_token)
            VALUES (@MessageId, @AccountId, @World, @due, @Attempt, @Token)
            """, new { lease.MessageId, lease.AccountId, lease.World, due = long.MaxValue, lease.Attempt, lease.Token }), default);
        return new Attempt(lease, "carrier", outcome, app.Clock.GetUtcNow(), null);
    }
}
