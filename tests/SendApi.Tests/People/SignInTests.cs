using SendApi.Core;
using static SendApi.Tests.People.Persons;

namespace SendApi.Tests.People;

/// <summary>Signing in: what a person gets by it, and who gets nothing.</summary>
public sealed class SignInTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_person_signs_in_sees_himself_with_either_key_and_signs_out_of_both(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Join(app, "Ada@Example.com");
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        var signedIn = await SignIn(app, "ADA@example.com");

        Assert.True(signedIn.Status == 201, signedIn.Text);
        Assert.Equal("no-store", signedIn.Headers["Cache-Control"]);
        Assert.True(Ids.IsId(Ids.SignIn, signedIn.Data("id")));
        Assert.Equal(("sign_in", "ada@example.com", "owner", app.AccountId, "default", "True", "False"),
            (signedIn.Data("object"), signedIn.Data("email"), signedIn.Data("role"), signedIn.Data("account_id"), signedIn.Data("account_name"), signedIn.Data("is_operator"), signedIn.Data("has_totp")));
        Assert.Equal("2026-03-10T02:30:01Z", signedIn.Data("expires_at"));
        Assert.Equal($$"""[{"id":"{{app.AccountId}}","name":"default","role":"owner"}]""", signedIn.Data("accounts"));
        var (live, test) = (signedIn.Data("live_key"), signedIn.Data("test_key"));
        Assert.Equal((true, true), (live.StartsWith(KeySecret.LivePrefix, StringComparison.Ordinal), test.StartsWith(KeySecret.TestPrefix, StringComparison.Ordinal)));

        foreach (var key in (string[])[live, test])
        {
            var current = await app.Get(Current, key);
            Assert.Equal((200, signedIn.Data("id"), "ada@example.com", "2026-03-10T02:30:01Z"), (current.Status, current.Data("id"), current.Data("email"), current.Data("expires_at")));
            Assert.DoesNotContain("_key", current.Text, StringComparison.Ordinal);
        }

        await app.SendSms("+447700900100", key: test);
        Assert.Equal(403, (await app.Post("/v1/account/members", """{"email": "bob@example.com", "role": "viewer"}""", test)).Status);
        Assert.Equal(201, (await app.Post("/v1/account/members", """{"email": "bob@example.com", "role": "viewer"}""", live)).Status);

        var other = await SignIn(app, "ada@example.com");
        var ended = await app.Delete(Current, test);
        Assert.Equal((200, signedIn.Data("id"), "True"), (ended.Status, ended.Data("id"), ended.Data("deleted")));
        Assert.Equal((401, 4012), Code(await app.Get(Current, live)));
        Assert.Equal((401, 4012), Code(await app.Get("/v1/sms/messages", test)));
        Assert.Equal(200, (await app.Get(Current, other.Data("test_key"))).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_sign_in_lasts_twelve_hours_and_is_forgotten_a_day_later(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var key = (await Join(app, "ada@example.com")).Data("live_key");

        app.Clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await app.Get(Current, key)).Status);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((401, 4013), Code(await app.Get(Current, key)));

        app.Clock.Advance(TimeSpan.FromDays(1));
        await Eventually.IsTrue(async () =>
        {
            // A round that was under way while the day went by comes again after a minute.
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            return await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM sign_in_keys"), default) == 0;
        });
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((401, 4011), Code(await app.Get(Current, key)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Whoever_is_wrong_about_anything_is_told_the_same(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var shop = await app.Account("shop");
        await Join(app, "ada@example.com");
        await app.Post("/v1/account/members", """{"email": "bob@example.com", "role": "owner"}""", app.LiveKey);

        Reply[] refused =
        [
            await SignIn(app, "ada@example.com", "correct horse batterY"),
            await SignIn(app, "nobody@example.com"),
            await SignIn(app, "bob@example.com"),
            await SignIn(app, "ada@example.com", account: shop),
            await SignIn(app, "ada@example.com", account: "acct_x"),
        ];

        Assert.All(refused, r => Assert.Equal((401, 4011, refused[0].Message), (r.Status, r.Code, r.Message)));
        Assert.All(refused, r => Assert.Equal("Bearer", r.Headers["WWW-Authenticate"]));
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM sign_in_keys WHERE created_at > @start", new { start = TestApp.Start.ToMicros() }), default));
    }

    [Theory]
    [InlineData("{}", "email", "password")]
    [InlineData("""{"email": "ada", "password": "x"}""", "email")]
    [InlineData("""{"email": "ada@example.com", "password": ""}""", "password")]
    public async Task What_is_no_attempt_at_all_names_its_fields(string body, params string[] fields)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var refused = await app.Post("/v1/sign-ins", body, key: "");

        Assert.Equal((422, 4000), Code(refused));
        Assert.Equal(fields, refused.Fields);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_suspended_account_is_4031_for_who_is_right_and_4011_for_who_is_wrong(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var shop = await app.Account("shop");
        var key = await app.Key("admin", isTest: false, account: shop);
        await Join(app, "ada@example.com", key: key);
        var token = await Invite(app, "bob@example.com", key: key);
        await app.Db.Write(s => s.Execute("UPDATE accounts SET suspended_at = 1 WHERE id = @shop", new { shop }), default);

        // Right ones are no wrong attempts, so there is no wait after them.
        for (var i = 0; i < 6; i++)
            Assert.Equal((403, 4031), Code(await SignIn(app, "ada@example.com")));
        Assert.Equal((401, 4011), Code(await SignIn(app, "ada@example.com", "wrong")));
        Assert.Equal((403, 4031), Code(await SignUp(app, token)));
        await app.Db.Write(s => s.Execute("UPDATE accounts SET suspended_at = NULL WHERE id = @shop", new { shop }), default);
        Assert.Equal(201, (await SignUp(app, token)).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_several_accounts_the_first_joined_is_taken_or_the_one_that_is_named(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var shop = await app.Account("shop");
        await Join(app, "ada@example.com", "viewer");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await Join(app, "ada@example.com", "owner", await app.Key("admin", isTest: false, account: shop));

        var (first, second) = (await SignIn(app, "ada@example.com"), await SignIn(app, "ada@example.com", account: shop));

        Assert.Equal((app.AccountId, "viewer", "True"), (first.Data("account_id"), first.Data("role"), first.Data("is_operator")));
        Assert.Equal((shop, "shop", "owner", "False"), (second.Data("account_id"), second.Data("account_name"), second.Data("role"), second.Data("is_operator")));
        Assert.Equal(first.Data("accounts"), second.Data("accounts"));
        Assert.Equal(shop, (await app.Get("/v1/account", second.Data("live_key"))).Data("id"));
        Assert.Equal((403, 4030), Code(await app.Get("/v1/admin/accounts", second.Data("live_key"))));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_role_opens_what_it_says_and_another_one_is_in_force_within_a_second(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Join(app, "owner@example.com");
        var key = (await Join(app, "ada@example.com", "viewer")).Data("test_key");

        Assert.Equal("200 403 403", await Tries(app, key));
        Assert.Equal(200, (await app.Get("/v1/account", key)).Status);
        await Become(app, "developer");
        Assert.Equal("200 201 403", await Tries(app, key));
        await Become(app, "admin");
        Assert.Equal("200 201 200", await Tries(app, key));
        await Become(app, "owner");
        Assert.Equal("200 201 200", await Tries(app, key));
        Assert.Equal("owner", (await app.Get(Current, key)).Data("role"));
        await Become(app, "viewer");
        Assert.Equal("200 403 403", await Tries(app, key));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_is_removed_is_out_within_a_second_and_stays_out_when_he_is_added_again(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Join(app, "owner@example.com");
        var token = await Invite(app, "ada@example.com", "admin");
        var key = (await SignUp(app, token)).Data("live_key");
        Assert.Equal(200, (await app.Get("/v1/account", key)).Status);

        await app.Delete("/v1/account/members/ada@example.com", app.LiveKey);
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((401, 4012), Code(await app.Get("/v1/account", key)));
        Assert.Equal((401, 4011), Code(await SignIn(app, "ada@example.com")));
        await app.Post("/v1/account/members", """{"email": "ada@example.com", "role": "admin"}""", app.LiveKey);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((401, 4012), Code(await app.Get("/v1/account", key)));
        Assert.Equal((401, 4011), Code(await SignIn(app, "ada@example.com")));
    }

    [Fact]
    public async Task An_api_key_belongs_to_no_sign_in()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        Reply[] refused =
        [
            await app.Get(Current, app.LiveKey),
            await app.Delete(Current, app.LiveKey),
            await app.Post(Current + "/password", """{"current_password": "correct horse battery", "new_password": "a staple in the dark"}""", app.LiveKey),
            await app.Post(Totp, null, app.LiveKey),
            await app.Put(Totp, Body("123456"), app.LiveKey),
            await app.Post(Totp + "/removal", Body("123456"), app.LiveKey),
        ];

        Assert.All(refused, r => Assert.Equal((404, 4044), Code(r)));
    }

    [Fact]
    public void A_role_that_nobody_knows_opens_nothing() => Assert.Empty(MemberRoles.ScopesOf("king"));

    private static async Task Become(TestApp app, string role)
    {
        Assert.Equal(200, (await app.Patch("/v1/account/members/ada@example.com", $$"""{"role": "{{role}}"}""", app.LiveKey)).Status);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>Looks, sends and does what takes an admin.</summary>
    private static async Task<string> Tries(TestApp app, string key) => string.Join(' ', (int[])
    [
        (await app.Get("/v1/sms/messages", key)).Status,
        (await app.Post("/v1/sms/send", """{"to": "+447700900100", "content": "Hello"}""", key)).Status,
        (await app.Get("/v1/account/members", key)).Status,
    ]);
}
