namespace SendApi.Tests.Verify;

/// <summary>Verifications found by what their texts failed with.</summary>
public sealed class ListByErrorTests
{
    private const string List = "/v1/verify/history";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_code_whose_text_failed_is_found_by_its_error(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var lost = await Codes.Ask(app, "+447700900002");
        var text = await app.Until(lost.Data("message_id"), "failed");
        await app.Until((await Codes.Ask(app)).Data("message_id"), "delivered");
        var code = text.Json.GetProperty("data").GetProperty("error").GetProperty("code");

        var found = await app.Get($"{List}?error_code={code}");

        Assert.Equal([lost.Data("id")], Ids(found));
        Assert.Equal(1, found.Json.GetProperty("meta").GetProperty("total").GetInt32());
        Assert.Empty(Ids(await app.Get($"{List}?error_code={code}&status=verified")));
        Assert.Empty(Ids(await app.Get($"{List}?error_code=4022")));
        Assert.Empty(Ids(await app.Get($"{List}?error_code={code}", await app.Key("verify:read", account: await app.Account("other")))));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_rare_error_among_many_is_found_by_following_the_cursor(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var lost = await Codes.Ask(app, "+447700900002");
        var code = (await app.Until(lost.Data("message_id"), "failed")).Json.GetProperty("data").GetProperty("error").GetProperty("code");
        // The same row many times over, newer than the one that failed, with a text that is not there.
        await app.Db.Write(async s =>
        {
            for (var i = 0; i <= SendApi.Server.Delivery.MessageRows.LookedThrough; i++)
                await s.Execute("""
                    INSERT INTO verifications (account_id, is_test, id, key_id, recipient, channel, locale, code_hash, status, message_id, created_at, expires_at)
                    SELECT account_id, is_test, @id, key_id, recipient, channel, locale, code_hash, 40, 'none', created_at, expires_at FROM verifications WHERE id = @old
                    """, new { id = SendApi.Core.Ids.New(SendApi.Core.Ids.Verification, app.Clock.GetUtcNow().AddSeconds(1)), old = lost.Data("id") });
            return true;
        }, default);

        var first = await app.Get($"{List}?error_code={code}");
        var second = await app.Get($"{List}?error_code={code}&cursor={first.Json.GetProperty("meta").GetProperty("next_cursor").GetString()}");

        Assert.Empty(Ids(first));
        Assert.Equal([lost.Data("id")], Ids(second));
    }

    [Fact]
    public async Task An_error_that_is_not_in_the_catalogue_is_4000_with_its_field()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Get($"{List}?error_code=many");

        Assert.Equal((422, 4000, "error_code"), (reply.Status, reply.Code, Assert.Single(reply.Fields)));
    }

    private static string[] Ids(Reply reply) => [.. reply.Json.GetProperty("data").EnumerateArray().Select(v => v.GetProperty("id").GetString()!)];
}
