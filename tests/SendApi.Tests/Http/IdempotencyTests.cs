namespace SendApi.Tests.Http;

public sealed class IdempotencyTests
{
    private const string Send = "/v1/sms/send", Body = """{"to": "+447700900000", "content": "Hi"}""";

    [Theory, ClassData(typeof(Engines))]
    public async Task The_same_request_again_gets_the_stored_answer_and_nothing_runs(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var first = await app.Post(Send, Body, idempotencyKey: "order-1001");
        var again = await app.Post(Send, Body, idempotencyKey: "order-1001");

        Assert.Equal((201, first.Text), (again.Status, again.Text));
        Assert.Equal(first.Headers["Location"], again.Headers["Location"]);
        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
        Assert.False(first.Headers.ContainsKey("Idempotent-Replayed"));
        Assert.NotEqual(first.Headers["X-Request-Id"], again.Headers["X-Request-Id"]);
        Assert.Equal("1", await Total(app));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Another_body_or_path_under_the_same_key_is_4091(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = (await app.Post(Send, Body, idempotencyKey: "order-1001")).Data("id");

        var other = await app.Post(Send, Body.Replace("Hi", "Ho"), idempotencyKey: "order-1001");
        var elsewhere = await app.Post($"/v1/sms/messages/{id}/cancellation", null, idempotencyKey: "order-1001");

        Assert.Equal((409, 4091), (other.Status, other.Code));
        Assert.Equal((409, 4091), (elsewhere.Status, elsewhere.Code));
        Assert.Equal("1", await Total(app));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_64_at_once_with_one_key_one_is_accepted_and_the_rest_are_told_so(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var replies = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => app.Post(Send, Body, idempotencyKey: "order-1001")));

        Assert.Single(replies.Where(r => r.Status == 201).Select(r => r.Data("id")).Distinct());
        Assert.Single(replies, r => r.Status == 201 && !r.Headers.ContainsKey("Idempotent-Replayed"));
        Assert.All(replies.Where(r => r.Status != 201), r => Assert.Equal((409, 4092), (r.Status, r.Code)));
        Assert.Equal("1", await Total(app));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task While_the_first_is_running_a_second_is_4092_and_afterwards_gets_its_answer(string engine)
    {
        await using var app = await TestApp.Run(engine);
        Task<Reply>? first = null;
        await using (await StoreLock.Take(app))
        {
            Reply? second = null;
            await Eventually.IsTrue(async () =>
            {
                // Should the second one have come to the server before it, the first was told 4092: then it begins anew.
                first = first is null or { IsCompleted: true } ? app.Post(Send, Body, idempotencyKey: "order-1001") : first;
                second = await app.Post(Send, "{}", idempotencyKey: "order-1001");
                return second.Status == 409 && !first.IsCompleted;
            });
            Assert.Equal((4092, "1"), (second!.Code, second.Headers["Retry-After"]));
            Assert.Equal(1, second.Error.GetProperty("retry_after").GetInt32());
        }

        Assert.Equal(201, (await first!).Status);
        Assert.Equal((await first).Text, (await app.Post(Send, Body, idempotencyKey: "order-1001")).Text);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Two_nodes_on_one_store_accept_it_once(string engine)
    {
        await using var one = await TestApp.Run(engine);
        await using var two = await TestApp.Run(one.Location);

        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? one : two).Post(Send, Body, one.TestKey, $"order-{i / 4}")));

        Assert.Equal(4, replies.Where(r => r.Status == 201).Select(r => r.Data("id")).Distinct().Count());
        Assert.Equal("4", await Total(one));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task After_24_hours_the_key_is_free_again(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var first = await app.Post(Send, Body, idempotencyKey: "order-1001");

        app.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(first.Text, (await app.Post(Send, Body, idempotencyKey: "order-1001")).Text);
        app.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.NotEqual(first.Data("id"), (await app.Post(Send, Body, idempotencyKey: "order-1001")).Data("id"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_refusal_is_not_stored(string engine)
    {
        await using var app = await TestApp.Run(engine);

        Assert.Equal(422, (await app.Post(Send, """{"to": "+447700900000"}""", idempotencyKey: "order-1001")).Status);
        Assert.Equal(201, (await app.Post(Send, Body, idempotencyKey: "order-1001")).Status);
    }

    [Fact]
    public async Task Two_keys_of_one_account_do_not_share_idempotency_keys()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var one = await app.Post(Send, Body, idempotencyKey: "order-1001");
        var other = await app.Post(Send, Body, await app.Key("admin"), "order-1001");

        Assert.NotEqual(one.Data("id"), other.Data("id"));
    }

    [Theory]
    [InlineData(255, 201)]
    [InlineData(256, 422)]
    public async Task An_idempotency_key_has_at_most_255_characters(int length, int status)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Post(Send, Body, idempotencyKey: new string('k', length));

        Assert.Equal(status, reply.Status);
        if (status == 422)
            Assert.Equal(["Idempotency-Key"], reply.Fields);
    }

    private static async Task<string> Total(TestApp app) => (await app.Get("/v1/sms/messages")).Json.GetProperty("meta").GetProperty("total").ToString();
}
