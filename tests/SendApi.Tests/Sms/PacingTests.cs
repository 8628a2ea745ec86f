using Microsoft.Extensions.DependencyInjection;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Tests.Processes;

namespace SendApi.Tests.Sms;

public sealed class PacingTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Texts_of_a_slow_sender_get_their_times_one_after_the_other_and_leave_then(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Configure = TestApp.Setting("Pacing:Senders:+15550001111", "0.5") });
        var first = await Send(app, "+15550001111");
        var second = await Send(app, "+15550001111");
        var third = await Send(app, "+15550001111");

        Assert.Equal("queued", (await app.Get($"/v1/sms/status/{second.Data("id")}")).Data("status"));
        Assert.False(first.Json.GetProperty("data").TryGetProperty("estimated_send_at", out _));
        Assert.Equal(("2026-03-09T14:30:02Z", "2026-03-09T14:30:04Z"), (second.Data("estimated_send_at"), third.Data("estimated_send_at")));
        await app.Until(first.Data("id"), "delivered");
        // Others do not wait with it, and neither does its own one-time code.
        await app.Until((await Send(app, "Shop")).Data("id"), "delivered");
        Assert.False((await Send(app, "+15550001111", "otp")).Json.GetProperty("data").TryGetProperty("estimated_send_at", out _));

        app.Clock.Advance(TimeSpan.FromSeconds(4));
        await app.Until(third.Data("id"), "delivered");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_answer_tells_when_a_text_will_leave_that_waits_behind_others(string engine)
    {
        await using var carrier = await Carrier.Open();
        await using var app = await TestApp.Run(engine);
        await app.AddProvider(carrier.Port, more: ("throttle_per_second", "1"));
        for (var i = 0; i < 40; i++)
            await app.SendSms($"+44770090{1_000 + i}", "Hello", app.LiveKey);

        var (forecast, queue) = (app.Services.GetRequiredService<Forecast>(), app.Services.GetRequiredService<Links>().Live.Single().Key);
        await Eventually.IsTrue(() => Task.FromResult(forecast.Of(queue, TrafficClass.Transactional) is not null), clock: app.Clock);
        var sent = await app.Post("/v1/sms/send", """{"to": "+447700900100", "content": "Hello"}""", app.LiveKey);

        Assert.InRange(sent.Json.GetProperty("data").GetProperty("estimated_send_at").GetDateTimeOffset() - app.Clock.GetUtcNow(), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
    }

    private static Task<Reply> Send(TestApp app, string sender, string traffic = "transactional") =>
        app.Post("/v1/sms/send", $$"""{"to": "+447700900000", "content": "Hello", "from": "{{sender}}", "traffic_class": "{{traffic}}"}""");
}
