using SendApi.Server.Events;

namespace SendApi.Tests.Events;

public sealed class WrongClockTests
{
    [Fact]
    public async Task A_clock_that_was_ahead_and_is_put_right_keeps_no_retry_waiting_for_as_long()
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(Engines.Sqlite);
        var (webhook, _) = await Hooks.Add(app, receiver.Url, "sms.sent");
        var ahead = TimeSpan.FromMinutes(10);
        app.Clock.Advance(ahead);
        await app.SendSms("+447700900000");
        await Hooks.Until(app, webhook, DeliveryStatus.Delivered);

        app.Clock.AdjustTime(app.Clock.GetUtcNow() - ahead);
        receiver.AnswersWith(500);
        await app.SendSms("+447700900000");
        await Hooks.Until(app, receiver, 2);
        await Eventually.IsTrue(async () => (await Hooks.Deliveries(app, webhook)).Exists(d => d is { ShownStatus: DeliveryStatus.Pending, Attempts: 1 }), clock: app.Clock);
        receiver.AnswersWith(204);
        app.Clock.Advance(TimeSpan.FromSeconds(6));

        await Hooks.Until(app, webhook, DeliveryStatus.Delivered, 2);
    }
}
