using SendApi.Server.People;
using static SendApi.Tests.People.Persons;

namespace SendApi.Tests.People;

/// <summary>Links by which people join: each works once, and opens no other account than its own.</summary>
public sealed class LinkTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task An_invitation_is_shown_once_and_whoever_takes_it_up_is_signed_in(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.Post("/v1/account/members", """{"email": "ada+x/y@example.com", "role": "developer"}""", app.LiveKey);
        const string Path = "/v1/account/members/ada%2Bx%2Fy@example.com/invitation";

        var invited = await app.Post(Path, null, app.LiveKey, "invite-ada");
        var again = await app.Post(Path, null, app.LiveKey, "invite-ada");

        Assert.Equal((201, "ada+x/y@example.com", $"/dashboard/join?token={invited.Data("token")}", "2026-03-12T14:30:00Z"),
            (invited.Status, invited.Data("email"), invited.Data("path"), invited.Data("expires_at")));
        Assert.Equal((201, "true"), (again.Status, again.Headers["Idempotent-Replayed"]));
        Assert.DoesNotContain("token", again.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(invited.Data("token"), await app.Db.Read(s => s.First<string>("SELECT hash FROM people_links"), default), StringComparison.Ordinal);

        var joined = await SignUp(app, invited.Data("token"));
        Assert.Equal((201, "ada+x/y@example.com", "developer", "sign_in"), (joined.Status, joined.Data("email"), joined.Data("role"), joined.Data("object")));
        Assert.Equal(200, (await app.Get(Current, joined.Data("live_key"))).Status);
        var member = (await app.Get("/v1/account/members", app.LiveKey)).Json.GetProperty("data")[0];
        Assert.Equal(TestApp.Start, member.GetProperty("joined_at").GetDateTimeOffset());
        Assert.Equal((404, 4044), Code(await SignUp(app, invited.Data("token"))));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_two_who_have_one_link_one_gets_in(string engine)
    {
        await using var app = await TestApp.Run(engine);
        for (var round = 0; round < 5; round++)
        {
            var token = await Invite(app, $"p{round}@example.com");

            var replies = await Task.WhenAll(SignUp(app, token, "the first password"), SignUp(app, token, "the second password"));

            Assert.Equal([201, 404], replies.Select(r => r.Status).Order());
            var winner = replies[0].Status == 201 ? "the first password" : "the second password";
            Assert.Equal(201, (await SignIn(app, $"p{round}@example.com", winner)).Status);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_link_ends_after_72_hours_by_a_newer_one_and_with_the_membership(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Join(app, "owner@example.com");
        var old = await Invite(app, "ada@example.com");
        var newer = await Invite(app, "ada@example.com");
        var removed = await Invite(app, "bob@example.com");
        await app.Delete("/v1/account/members/bob@example.com", app.LiveKey);

        foreach (var token in (string[])[old, removed, "x"])
        {
            var refused = await SignUp(app, token);
            Assert.Equal((404, 4044), Code(refused));
            Assert.Equal(["token"], refused.Fields);
            Assert.Contains("sendapi members link", refused.Message, StringComparison.Ordinal);
        }

        app.Clock.Advance(TimeSpan.FromHours(72));
        Assert.Equal((404, 4044), Code(await SignUp(app, newer)));
        await Eventually.IsTrue(async () => await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM people_links"), default) == 0, clock: app.Clock);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_wrong_with_a_sign_up_names_its_field_and_leaves_the_link_good(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var token = await Invite(app, "ada@example.com");

        Assert.Equal(["token", "password"], (await app.Post("/v1/sign-ups", "{}", key: "")).Fields);
        Assert.Equal(["password"], (await SignUp(app, token, "short")).Fields);
        Assert.Equal(["password"], (await SignUp(app, token, "ada@example.com")).Fields);
        Assert.Equal(["email"], (await SignUp(app, token, email: "bob@example.com")).Fields);
        Assert.Equal(201, (await SignUp(app, token, email: "ADA@example.com")).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task For_who_joined_already_it_sets_another_password_removes_two_factor_and_ends_his_sign_ins(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var key = (await Join(app, "ada@example.com")).Data("live_key");
        await TurnOnTotp(app, key);
        for (var i = 0; i < 5; i++)
            await SignIn(app, "ada@example.com", "wrong");

        var joined = await Join(app, "ada@example.com", password: "a staple in the dark");

        Assert.Equal("False", joined.Data("has_totp"));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((401, 4012), Code(await app.Get(Current, key)));
        Assert.Equal((401, 4011), Code(await SignIn(app, "ada@example.com")));
        Assert.Equal(201, (await SignIn(app, "ada@example.com", "a staple in the dark")).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Another_accounts_admin_can_neither_set_a_persons_password_nor_enter_where_she_is_at_home(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var home = await app.Account("home");
        var key = (await Join(app, "ada@example.com", key: await app.Key("admin", isTest: false, account: home))).Data("live_key");
        await TurnOnTotp(app, key);
        var thief = await app.Key("admin", isTest: false, account: await app.Account("thief"));
        var token = await Invite(app, "ada@example.com", key: thief);

        Assert.Equal((401, 4011), Code(await SignUp(app, token, "a password of the thief")));
        Assert.Equal((401, 4011), Code(await SignIn(app, "ada@example.com", "a password of the thief")));
        Assert.Equal(200, (await app.Get(Current, key)).Status);

        // She herself may join, and stays who she is.
        var joined = await SignUp(app, token);
        Assert.Equal((201, "thief", "True"), (joined.Status, joined.Data("account_name"), joined.Data("has_totp")));
        Assert.Equal(200, (await app.Get(Current, key)).Status);
        Assert.Equal((404, 4044), Code(await SignUp(app, token)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_was_only_added_enters_nowhere_even_with_a_password_of_another_account(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Join(app, "new.hire@example.com", key: await app.Key("admin", isTest: false, account: await app.Account("squatter")));
        var home = await app.Account("home");
        await app.Post("/v1/account/members", """{"email": "new.hire@example.com", "role": "admin"}""", await app.Key("admin", isTest: false, account: home));

        Assert.Equal((401, 4011), Code(await SignIn(app, "new.hire@example.com", account: home)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_operators_links_set_every_password(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var home = await app.Account("home");
        await Join(app, "ada@example.com", key: await app.Key("admin", isTest: false, account: home));

        await Join(app, "ada@example.com", password: "a staple in the dark");

        Assert.Equal((401, 4011), Code(await SignIn(app, "ada@example.com", account: home)));
        Assert.Equal(201, (await SignIn(app, "ada@example.com", "a staple in the dark", account: home)).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_link_of_the_first_start_makes_one_owner_and_there_is_none_after_him(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var old = await Welcome(app);
        var token = await Welcome(app);
        Assert.Equal((404, 4044), Code(await SignUp(app, old!, email: "ada@example.com")));
        Assert.Equal(["email"], (await SignUp(app, token!)).Fields);
        Assert.Equal(["email"], (await SignUp(app, token!, email: "ada")).Fields);

        var replies = await Task.WhenAll(SignUp(app, token!, email: "ada@example.com"), SignUp(app, token!, email: "bob@example.com"));

        Assert.Equal([201, 404], replies.Select(r => r.Status).Order());
        var owner = replies.Single(r => r.Status == 201);
        Assert.Equal(("owner", "True", app.AccountId), (owner.Data("role"), owner.Data("is_operator"), owner.Data("account_id")));
        Assert.Single((await app.Get("/v1/account/members", owner.Data("live_key"))).Json.GetProperty("data").EnumerateArray());
        Assert.Null(await Welcome(app));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_link_of_the_first_start_ends_after_a_day_and_when_an_owner_came_by_another_way(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var token = await Welcome(app);
        app.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal((404, 4044), Code(await SignUp(app, token!, email: "ada@example.com")));

        token = await Welcome(app);
        await Join(app, "owner@example.com");
        Assert.Equal((404, 4044), Code(await SignUp(app, token!, email: "ada@example.com")));
    }

    [Fact]
    public async Task Only_a_live_admin_key_invites_and_only_members_of_its_own_account()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        await app.Post("/v1/account/members", """{"email": "ada@example.com", "role": "owner"}""", app.LiveKey);
        const string Path = "/v1/account/members/ada@example.com/invitation";

        Assert.Equal((403, 4030), Code(await app.Post(Path, null, app.TestKey)));
        Assert.Equal((403, 4030), Code(await app.Post(Path, null, await app.Key("account:read,sms:write", isTest: false))));
        Assert.Equal((404, 4044), Code(await app.Post(Path, null, await app.Key("admin", isTest: false, account: await app.Account("shop")))));
        Assert.Equal((404, 4044), Code(await app.Post("/v1/account/members/nobody@example.com/invitation", null, app.LiveKey)));
        Assert.Equal((422, 4000), Code(await app.Post(Path, null, app.LiveKey, new string('x', 256))));
    }

    private static async Task<string?> Welcome(TestApp app) =>
        (await app.Db.Write(s => FirstStart.Welcome(s, app.Clock.GetUtcNow()), default))?.Split("token=")[1];
}
