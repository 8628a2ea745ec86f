using SendApi.Server.Ledger;

namespace SendApi.Tests.Sms;

/// <summary>Scheduled messages: another time for them, and what becomes of those whose time is over.</summary>
public sealed class RescheduleSmsTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_scheduled_message_leaves_at_its_new_time_and_its_validity_moves_with_it(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var sent = await app.Post("/v1/sms/send", """{"to": "+447700900000", "content": "Later", "send_at": "2026-03-09T15:00:00Z", "validity_seconds": 600}""");
        var id = sent.Data("id");

        var moved = await app.Patch($"/v1/sms/messages/{id}", """{"send_at": "2026-03-10T15:00:00Z"}""");

        Assert.Equal((200, "scheduled", "2026-03-10T15:00:00Z", "2026-03-10T15:10:00Z"), (moved.Status, moved.Data("status"), moved.Data("send_at"), moved.Data("valid_until")));
        app.Clock.Advance(TimeSpan.FromHours(2));
        await app.Until(await app.SendSms("+447700900000"), "delivered");
        Assert.Equal([id], (await app.Get("/v1/sms/messages?status=scheduled")).Json.GetProperty("data").EnumerateArray().Select(m => m.GetProperty("id").GetString()!));
        app.Clock.Advance(TimeSpan.FromHours(22.5));
        var done = await app.Until(id, "delivered");
        Assert.Equal(["accepted", "scheduled", "rescheduled", "attempt", "receipt"], done.Events.Select(e => e.GetProperty("type").GetString()!));

        var again = await app.Patch($"/v1/sms/messages/{id}", """{"send_at": "2026-03-12T15:00:00Z"}""");
        Assert.Equal((409, 4090), (again.Status, again.Code));
        Assert.Contains("delivered", again.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"send_at": "soon"}""")]
    [InlineData("""{"send_at": "2026-03-09T14:30:00Z"}""")]
    [InlineData("""{"send_at": "2027-03-10T14:30:00Z"}""")]
    public async Task A_time_that_cannot_be_is_4000(string body)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var id = (await app.Post("/v1/sms/send", """{"to": "+447700900000", "content": "Later", "send_at": "2026-03-09T15:00:00Z"}""")).Data("id");

        var reply = await app.Patch($"/v1/sms/messages/{id}", body);

        Assert.Equal((422, 4000), (reply.Status, reply.Code));
        Assert.Equal(["send_at"], reply.Fields.Distinct());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_message_whose_validity_is_over_fails_with_the_reason_and_gives_its_credit_back(string engine)
    {
        // Nobody sends here, so that it waits until it is too late.
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true, Worker = false });
        var account = await app.Account("shop", "Enterprise");
        var key = await app.Key("admin", isTest: false, account: account);
        await app.TopUp(account, 1_000_000);
        var id = (await app.Post("/v1/sms/send", """{"to": "+447700900100", "content": "Quick", "send_at": "2026-03-09T15:00:00Z", "validity_seconds": 60}""", key)).Data("id");
        app.Clock.Advance(TimeSpan.FromMinutes(32));

        await using var worker = await TestApp.Run(app.Location, o => o with { LiveToSimulator = true, Api = false, Clock = app.Clock });

        Assert.Contains("validity ended", (await app.Until(id, "failed", key)).Data("error"), StringComparison.Ordinal);
        Assert.Equal(1_000_000, (await app.Db.Read(s => Books.Balances(s, account), default))[Book.Available]);
    }
}
