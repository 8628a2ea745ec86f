using SendApi.Tests.Events;

namespace SendApi.Tests.WhatsApp;

/// <summary>A number that WhatsApp has closed: it is told once, nothing is sent, and nobody knocks at the door.</summary>
public sealed class BanTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_ban_is_told_once_and_refuses_sends_until_another_phone_is_paired(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(engine);
        var session = await Sessions.Connected(app, more: $", \"webhook_url\": \"{receiver.Url}\"");
        var waiting = await Sessions.Sent(app, more: ", \"send_at\": \"2026-03-09T16:00:00Z\"");
        var brief = await Sessions.Sent(app, more: ", \"send_at\": \"2026-03-09T16:00:00Z\", \"validity_seconds\": 60");

        await Sessions.Simulate(app, session, "ban");
        await Sessions.Until(app, session, "banned");

        var refused = await app.Post("/v1/whatsapp/send", """{"to": "+447700900100", "content": "Hello"}""");
        Assert.Equal((4003, 422), (refused.Code, refused.Status));
        Assert.Contains("banned", refused.Message, StringComparison.Ordinal);
        // It fails to start for hours, and that is no news.
        for (var i = 0; i < 4; i++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(31));
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => app.Get($"/v1/whatsapp/sessions/{session}")));
        }

        Assert.Equal("banned", (await app.Get($"/v1/whatsapp/sessions/{session}")).Data("status"));
        await Sessions.MessageUntil(app, brief, "failed");
        Assert.Equal("accepted", (await app.Get($"/v1/whatsapp/messages/{waiting}")).Data("status"));
        await Sessions.Simulate(app, session, "log_out");
        await Sessions.Until(app, session, "disconnected");
        await Sessions.Simulate(app, session, "scan", ", \"phone_number\": \"+447700900050\"");
        await Sessions.MessageUntil(app, waiting, "delivered");
        await Eventually.IsTrue(() => Task.FromResult(receiver.All.Any(r => r.Event == "message.delivered")), () => string.Join(", ", receiver.Events), app.Clock);
        var banned = Assert.Single(receiver.All.DistinctBy(r => r.Id), r => r.Event == "session.banned");
        Assert.Equal("+447700900042", banned.Json.GetProperty("data").GetProperty("phone_number").GetString());
    }
}
