namespace SendApi.Tests.Sms;

public sealed class CancelSmsTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_scheduled_message_can_be_canceled_and_never_leaves(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await Schedule(app);

        var canceled = await app.Post($"/v1/sms/messages/{id}/cancellation", null);

        Assert.Equal((200, "canceled"), (canceled.Status, canceled.Data("status")));
        app.Clock.Advance(TimeSpan.FromHours(2));
        await app.Until(await app.SendSms("+447700900000"), "delivered");
        var after = await app.Get($"/v1/sms/status/{id}");
        Assert.Equal("canceled", after.Data("status"));
        Assert.Equal(["accepted", "scheduled", "canceled"], after.Events.Select(e => e.GetProperty("type").GetString()!));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_message_that_has_left_cannot_be_canceled_and_4090_says_how_it_stands(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await app.SendSms("+447700900000");
        await app.Until(id, "delivered");

        var reply = await app.Post($"/v1/sms/messages/{id}/cancellation", null);

        Assert.Equal((409, 4090), (reply.Status, reply.Code));
        Assert.Contains("delivered", reply.Message);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Canceling_twice_is_4090_but_with_an_idempotency_key_the_same_answer(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var path = $"/v1/sms/messages/{await Schedule(app)}/cancellation";

        var first = await app.Post(path, null, idempotencyKey: "cancel-1");
        var again = await app.Post(path, null, idempotencyKey: "cancel-1");
        var other = await app.Post(path, null, idempotencyKey: "cancel-2");

        Assert.Equal((200, first.Text, "true"), (again.Status, again.Text, again.Headers["Idempotent-Replayed"]));
        Assert.Equal((409, 4090), (other.Status, other.Code));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_16_cancellations_at_once_one_wins(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var path = $"/v1/sms/messages/{await Schedule(app)}/cancellation";

        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => app.Post(path, null)));

        Assert.Single(replies, r => r.Status == 200);
        Assert.All(replies.Where(r => r.Status != 200), r => Assert.Equal((409, 4090), (r.Status, r.Code)));
    }

    private static async Task<string> Schedule(TestApp app) =>
        (await app.Post("/v1/sms/send", $$"""{"to": "+447700900000", "content": "Later", "send_at": "{{app.Clock.GetUtcNow().AddHours(1):yyyy-MM-dd'T'HH:mm:ss'Z'}}"}""")).Data("id");
}
