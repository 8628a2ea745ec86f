using Microsoft.Extensions.Time.Testing;

namespace SendApi.Tests.WhatsApp;

/// <summary>A linked number that meets signs of a ban pauses by itself, says so, and goes on afterwards.</summary>
public sealed class PauseTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task After_five_refusals_in_a_row_it_pauses_says_why_and_goes_on(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var (session, waiting) = await Refused(app);

        var view = await app.Get($"/v1/whatsapp/sessions/{session}");
        Assert.Equal("connected", view.Data("status"));
        Assert.Contains("5 messages in a row were refused", view.Data("paused_reason"), StringComparison.Ordinal);
        var why = (await app.Get($"/v1/whatsapp/messages/{waiting}")).Json.GetProperty("data").GetProperty("waiting");
        Assert.StartsWith("Its number pauses: 5 messages", why.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(Paused(view), why.GetProperty("until").GetString());
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        await Sessions.MessageUntil(app, waiting, "delivered");
        Assert.Null(Paused(await app.Get($"/v1/whatsapp/sessions/{session}")));
    }

    [Fact]
    public async Task A_pause_goes_on_after_a_restart()
    {
        var location = await Stores.Fresh(Engines.Postgres);
        var first = await TestApp.Run(location with { Folder = Directory.CreateTempSubdirectory("sendapi-test-").FullName });
        var (session, waiting) = await Refused(first);
        var at = first.Clock.GetUtcNow();
        await first.DisposeAsync();

        await using var again = await TestApp.Run(location, o => o with { Clock = new FakeTimeProvider(at) });
        again.Clock.Advance(TimeSpan.FromMinutes(1));
        await Sessions.Until(again, session, "connected");
        Assert.NotNull(Paused(await again.Get($"/v1/whatsapp/sessions/{session}")));
        Assert.Equal("accepted", (await again.Get($"/v1/whatsapp/messages/{waiting}")).Data("status"));
        again.Clock.Advance(TimeSpan.FromMinutes(10));
        await Sessions.MessageUntil(again, waiting, "delivered");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task When_its_messages_reach_nobody_any_more_it_pauses(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Sessions.Connected(app);
        await Before(app, session);

        await Sessions.MessageUntil(app, await Sessions.Sent(app), "delivered");

        await Eventually.IsTrue(async () => Paused(await app.Get($"/v1/whatsapp/sessions/{session}")) is not null, clock: app.Clock);
        Assert.Contains("of its last 20 messages", (await app.Get($"/v1/whatsapp/sessions/{session}")).Data("paused_reason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_that_break_just_after_sends_are_a_sign()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var session = await Sessions.Connected(app);
        for (var i = 0; i < 3; i++)
        {
            await Sessions.MessageUntil(app, await Sessions.Sent(app, $"+44770090{i}100"), "delivered");
            await Sessions.Simulate(app, session, "log_out");
            await Sessions.Until(app, session, "disconnected");
            await Sessions.Simulate(app, session, "scan");
            await Sessions.Until(app, session, "connected");
        }

        await Eventually.IsTrue(async () => Paused(await app.Get($"/v1/whatsapp/sessions/{session}")) is not null, clock: app.Clock);
        Assert.Contains("lost 3 times", (await app.Get($"/v1/whatsapp/sessions/{session}")).Data("paused_reason"), StringComparison.Ordinal);
    }

    /// <summary>A session whose number pauses after five refusals, and a message that waits for it.</summary>
    private static async Task<(string Session, string Waiting)> Refused(TestApp app)
    {
        var session = await Sessions.Connected(app);
        for (var i = 0; i < 5; i++)
            await Sessions.MessageUntil(app, await Sessions.Sent(app, $"+44770090{i}002"), "failed");
        var waiting = await Sessions.Sent(app);
        await Eventually.IsTrue(async () => Paused(await app.Get($"/v1/whatsapp/sessions/{session}")) is not null, clock: app.Clock);
        return (session, waiting);
    }

    private static string? Paused(Reply session) => session.Json.GetProperty("data").TryGetProperty("paused_until", out var until) ? until.GetString() : null;

    /// <summary>What the number sent an hour ago: forty that arrived, then twenty of which nothing is heard.</summary>
    private static Task Before(TestApp app, string session)
    {
        var at = app.Clock.GetUtcNow().AddHours(-1);
        return app.Db.Write(async s =>
        {
            for (var i = 0; i < 60; i++)
                await s.Execute("""
                    INSERT INTO messages (account_id, is_test, id, key_id, recipient, sender, content, encoding, segments, status, created_at, updated_at, valid_until)
                    VALUES (@account, 1, @id, 'key', '+447700900100', @session, 'Hello', 0, 1, @status, @at, @at, @at)
                    """, new { account = app.AccountId, id = SendApi.Core.Ids.New("msg_", at.AddSeconds(i)), session, status = i < 40 ? 50L : 30L, at = at.AddSeconds(i).ToMicros() });
            return true;
        }, default);
    }
}
