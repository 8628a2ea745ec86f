namespace SendApi.Tests.People;

public sealed class MembersTests
{
    private const string Members = "/v1/account/members";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_member_is_added_listed_changed_and_removed_in_his_own_account_only(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var other = await app.Key("admin", isTest: false, account: await app.Account("shop"));

        var added = await app.Post(Members, """{"email": "Ada@Example.com", "role": "owner"}""", app.LiveKey);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await app.Post(Members, """{"email": "bob+x/y@example.com", "role": "viewer"}""", app.LiveKey, "add-bob");
        Assert.Equal((201, "ada@example.com", "account.member", "ada@example.com", "owner"), (added.Status, added.Data("id"), added.Data("object"), added.Data("email"), added.Data("role")));
        Assert.Equal(second.Text, (await app.Post(Members, """{"email": "bob+x/y@example.com", "role": "viewer"}""", app.LiveKey, "add-bob")).Text);
        Assert.Equal(["ada@example.com owner", "bob+x/y@example.com viewer"], await List(app, app.LiveKey));
        Assert.Empty(await List(app, other));

        var bob = second.Headers["Location"];
        Assert.Equal("developer", (await app.Patch(bob, """{"role": "developer"}""", app.LiveKey)).Data("role"));
        Assert.Equal((404, 4044), Code(await app.Patch(bob, """{"role": "developer"}""", other)));
        Assert.Equal((404, 4044), Code(await app.Delete(bob, other)));
        var removed = await app.Delete(bob, app.LiveKey);
        Assert.Equal((200, "bob+x/y@example.com", "True"), (removed.Status, removed.Data("id"), removed.Data("deleted")));
        Assert.Equal((404, 4044), Code(await app.Delete(bob, app.LiveKey)));
        Assert.Equal(["ada@example.com owner"], await List(app, app.LiveKey));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_last_owner_can_be_neither_removed_nor_demoted_and_nobody_is_in_twice(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.Post(Members, """{"email": "ada@example.com", "role": "owner"}""", app.LiveKey);
        var path = Members + "/ADA%40example.com";

        Assert.Equal((409, 4090), Code(await app.Post(Members, """{"email": "ADA@example.com", "role": "viewer"}""", app.LiveKey)));
        var demoted = await app.Patch(path, """{"role": "admin"}""", app.LiveKey);
        Assert.Equal((409, 4090, "ada@example.com is the account's last owner. Make somebody else an owner first."), (demoted.Status, demoted.Code, demoted.Message));
        Assert.Equal((409, 4090), Code(await app.Delete(path, app.LiveKey)));
        Assert.Equal(200, (await app.Patch(path, """{"role": "owner"}""", app.LiveKey)).Status);

        await app.Post(Members, """{"email": "bob@example.com", "role": "owner"}""", app.LiveKey);
        Assert.Equal(200, (await app.Patch(path, """{"role": "admin"}""", app.LiveKey)).Status);
        Assert.Equal(["ada@example.com admin", "bob@example.com owner"], await List(app, app.LiveKey));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_two_owners_who_are_removed_at_once_one_stays(string engine)
    {
        await using var app = await TestApp.Run(engine);
        for (var round = 0; round < 5; round++)
        {
            await app.Post(Members, """{"email": "ada@example.com", "role": "owner"}""", app.LiveKey);
            await app.Post(Members, """{"email": "bob@example.com", "role": "owner"}""", app.LiveKey);

            var replies = await Task.WhenAll(app.Delete(Members + "/ada@example.com", app.LiveKey), app.Patch(Members + "/bob@example.com", """{"role": "viewer"}""", app.LiveKey));

            Assert.Equal([200, 409], replies.Select(r => r.Status).Order());
            Assert.Single(await List(app, app.LiveKey), m => m.EndsWith("owner", StringComparison.Ordinal));
            await app.Db.Write(s => s.Execute("DELETE FROM account_members"), default);
        }
    }

    [Fact]
    public async Task Test_keys_look_at_members_and_change_none_and_the_101st_is_4090()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        for (var i = 0; i < 100; i++)
            Assert.Equal(201, (await app.Post(Members, $$"""{"email": "m{{i}}@example.com", "role": "viewer"}""", app.LiveKey)).Status);

        Assert.Equal((409, 4090), Code(await app.Post(Members, """{"email": "one.more@example.com", "role": "viewer"}""", app.LiveKey)));
        Assert.Equal(100, (await List(app, app.TestKey)).Length);
        Assert.Equal((403, 4030), Code(await app.Post(Members, """{"email": "ada@example.com", "role": "owner"}""", app.TestKey)));
        Assert.Equal((403, 4030), Code(await app.Patch(Members + "/m1@example.com", """{"role": "owner"}""", app.TestKey)));
        Assert.Equal((403, 4030), Code(await app.Delete(Members + "/m1@example.com", app.TestKey)));
    }

    [Theory]
    [InlineData("{}", "email", "role")]
    [InlineData("""{"email": "ada@example.com", "role": "king"}""", "role")]
    [InlineData("""{"email": "ada", "role": "owner"}""", "email")]
    [InlineData("""{"email": "ada@", "role": "owner"}""", "email")]
    [InlineData("""{"email": "ada@ex@ample.com", "role": "owner"}""", "email")]
    public async Task A_member_that_is_wrong_is_not_added(string body, params string[] fields)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var refused = await app.Post(Members, body, app.LiveKey);

        Assert.Equal((422, 4000), Code(refused));
        Assert.Equal(fields, refused.Fields);
        Assert.Empty(await List(app, app.LiveKey));
    }

    private static (int, int) Code(Reply reply) => (reply.Status, reply.Code);

    private static async Task<string[]> List(TestApp app, string key) =>
        [.. (await app.Get(Members, key)).Json.GetProperty("data").EnumerateArray().Select(m => $"{m.GetProperty("email")} {m.GetProperty("role")}")];
}
