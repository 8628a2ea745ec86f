namespace SendApi.Tests.WhatsApp;

/// <summary>Messages found by what they failed with.</summary>
public sealed class ListByErrorTests
{
    private const string List = "/v1/whatsapp/messages";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_failed_message_is_found_by_its_error_and_what_people_wrote_is_not(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Sessions.Connected(app);
        var failed = await Sessions.Sent(app, "+447700900002");
        await Sessions.MessageUntil(app, failed, "failed");
        await Sessions.MessageUntil(app, await Sessions.Sent(app), "delivered");
        await Clouds.Wrote(app, session);

        Assert.Equal([failed], Ids(await app.Get($"{List}?error_code=5001")));
        Assert.Equal([failed], Ids(await app.Get($"{List}?error_code=5001&status=failed")));
        Assert.Empty(Ids(await app.Get($"{List}?error_code=5001&status=delivered")));
        Assert.Empty(Ids(await app.Get($"{List}?error_code=4022")));
    }

    [Fact]
    public async Task An_error_that_is_not_in_the_catalogue_is_4000_with_its_field()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Get($"{List}?error_code=1");

        Assert.Equal((422, 4000, "error_code"), (reply.Status, reply.Code, Assert.Single(reply.Fields)));
    }

    private static string[] Ids(Reply reply) => [.. reply.Json.GetProperty("data").EnumerateArray().Select(m => m.GetProperty("id").GetString()!)];
}
