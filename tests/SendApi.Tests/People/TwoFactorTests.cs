using static SendApi.Tests.People.Persons;

namespace SendApi.Tests.People;

public sealed class TwoFactorTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_secret_is_in_force_when_a_code_of_it_was_given_and_then_signing_in_takes_one(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var key = (await Join(app, "ada@example.com")).Data("live_key");

        var begun = await app.Post(Totp, null, key);
        var secret = begun.Data("secret");
        Assert.Equal((201, $"otpauth://totp/SendAPI:ada%40example.com?secret={secret}&issuer=SendAPI"), (begun.Status, begun.Data("uri")));
        Assert.StartsWith("data:image/png;base64,iVBORw0KGgo", begun.Data("qr_code"), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, await app.Db.Read(s => s.First<string>("SELECT totp_next FROM people"), default), StringComparison.Ordinal);
        Assert.Equal(201, (await SignIn(app, "ada@example.com")).Status);

        var wrong = await app.Put(Totp, Body(WrongCode(app, secret)), key);
        Assert.Equal((422, 4000), Code(wrong));
        Assert.Equal(["code"], wrong.Fields);
        Assert.Equal(["code"], (await app.Put(Totp, "{}", key)).Fields);
        var confirmed = await app.Put(Totp, Body(Code(app, secret)), key);
        Assert.Equal((200, "True"), (confirmed.Status, confirmed.Data("has_totp")));

        app.Clock.Advance(TimeSpan.FromSeconds(30));
        var missing = await SignIn(app, "ada@example.com");
        Assert.Equal((422, 4000), Code(missing));
        Assert.Equal(["code"], missing.Fields);
        Assert.Equal((401, 4011), Code(await SignIn(app, "ada@example.com", "wrong")));
        Assert.Equal((401, 4011), Code(await SignIn(app, "ada@example.com", "wrong", Code(app, secret))));
        Assert.Equal((401, 4011), Code(await SignIn(app, "ada@example.com", code: WrongCode(app, secret))));
        var signedIn = await SignIn(app, "ada@example.com", code: Code(app, secret));
        Assert.Equal((201, "True"), (signedIn.Status, signedIn.Data("has_totp")));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Each_code_is_taken_once_and_none_before_one_that_was_taken(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var secret = await TurnOnTotp(app, (await Join(app, "ada@example.com")).Data("live_key"));

        Assert.Equal((401, 4011), Code(await SignIn(app, "ada@example.com", code: Code(app, secret))));
        Assert.Equal(201, (await SignIn(app, "ada@example.com", code: Code(app, secret, 1))).Status);
        Assert.Equal((401, 4011), Code(await SignIn(app, "ada@example.com", code: Code(app, secret, 1))));
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((401, 4011), Code(await SignIn(app, "ada@example.com", code: Code(app, secret, -2))));

        var code = Code(app, secret, -1);
        var replies = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => SignIn(app, "ada@example.com", code: code)));
        Assert.Equal([201, 401], replies.Select(r => r.Status).Order());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_leaves_the_code_out_made_no_wrong_attempt_and_frees_nobody_from_a_wait(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var secret = await TurnOnTotp(app, (await Join(app, "ada@example.com")).Data("live_key"));
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        for (var i = 0; i < 6; i++)
            Assert.Equal((422, 4000), Code(await SignIn(app, "ada@example.com")));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal((401, 4011), Code(await SignIn(app, "ada@example.com", code: WrongCode(app, secret))));
            Assert.Equal(i < 4 ? (422, 4000) : (429, 4029), Code(await SignIn(app, "ada@example.com")));
        }

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((422, 4000), Code(await SignIn(app, "ada@example.com")));
        Assert.Equal((401, 4011), Code(await SignIn(app, "ada@example.com", code: WrongCode(app, secret))));
        Assert.Equal("120", (await SignIn(app, "ada@example.com", code: Code(app, secret))).Headers["Retry-After"]);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_is_removed_by_a_code_that_was_not_used_yet(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var key = (await Join(app, "ada@example.com")).Data("live_key");
        Assert.Equal((409, 4090), Code(await app.Put(Totp, Body("123456"), key)));
        Assert.Equal((409, 4090), Code(await app.Post(Totp + "/removal", Body("123456"), key)));
        var secret = await TurnOnTotp(app, key);
        Assert.Equal((409, 4090), Code(await app.Post(Totp, null, key)));
        Assert.Equal((409, 4090), Code(await app.Put(Totp, Body(Code(app, secret, 1)), key)));

        foreach (var code in (string[])[Code(app, secret), WrongCode(app, secret)])
        {
            var refused = await app.Post(Totp + "/removal", Body(code), key);
            Assert.Equal((422, 4000), Code(refused));
            Assert.Equal(["code"], refused.Fields);
        }

        Assert.Equal(["code"], (await app.Post(Totp + "/removal", "{}", key)).Fields);
        var removed = await app.Post(Totp + "/removal", Body(Code(app, secret, 1)), key);
        Assert.Equal((200, "False"), (removed.Status, removed.Data("has_totp")));
        Assert.Equal(201, (await SignIn(app, "ada@example.com")).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Codes_cannot_be_guessed_from_within_a_sign_in_either(bool inForce)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var key = (await Join(app, "ada@example.com")).Data("live_key");
        var secret = inForce ? await TurnOnTotp(app, key) : (await app.Post(Totp, null, key)).Data("secret");
        Task<Reply> Try(string code) => inForce ? app.Post(Totp + "/removal", Body(code), key) : app.Put(Totp, Body(code), key);

        for (var i = 0; i < 5; i++)
            Assert.Equal((422, 4000), Code(await Try(WrongCode(app, secret))));

        Assert.Equal((429, 4029), Code(await Try(Code(app, secret, 1))));
    }
}
