using System.Text.Json;
using OtpNet;

namespace SendApi.Tests.People;

/// <summary>People of accounts, as tests need them: made over HTTP, like real ones.</summary>
internal static class Persons
{
    public const string Password = "correct horse battery", Current = "/v1/sign-ins/current", Totp = Current + "/totp";

    /// <summary>The token of a link for a person, who is made a member where he is none.</summary>
    public static async Task<string> Invite(TestApp app, string email, string role = "owner", string? key = null)
    {
        await app.Post("/v1/account/members", $$"""{"email": "{{email}}", "role": "{{role}}"}""", key ?? app.LiveKey);
        var invited = await app.Post($"/v1/account/members/{email}/invitation", null, key ?? app.LiveKey);
        Assert.True(invited.Status == 201, invited.Text);
        return invited.Data("token");
    }

    /// <summary>A person who has joined, with the answer that shows his keys.</summary>
    public static async Task<Reply> Join(TestApp app, string email, string role = "owner", string? key = null, string password = Password)
    {
        var joined = await SignUp(app, await Invite(app, email, role, key), password);
        Assert.True(joined.Status == 201, joined.Text);
        return joined;
    }

    public static Task<Reply> SignUp(TestApp app, string token, string password = Password, string? email = null) =>
        app.Post("/v1/sign-ups", JsonSerializer.Serialize(email is null ? new { token, password } : new { token, password, email } as object), key: "");

    public static Task<Reply> SignIn(TestApp app, string email, string password = Password, string? code = null, string? account = null) =>
        app.Post("/v1/sign-ins", JsonSerializer.Serialize(new { email, password, code, account_id = account }), key: "");

    /// <summary>Turns two-factor on for who has the key; the answer is the secret.</summary>
    public static async Task<string> TurnOnTotp(TestApp app, string key)
    {
        var secret = (await app.Post(Totp, null, key)).Data("secret");
        var confirmed = await app.Put(Totp, Body(Code(app, secret)), key);
        Assert.True(confirmed.Status == 200, confirmed.Text);
        return secret;
    }

    /// <summary>What an app shows now, or showed or will show some steps away.</summary>
    public static string Code(TestApp app, string secret, int steps = 0) =>
        new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(app.Clock.GetUtcNow().UtcDateTime.AddSeconds(30 * steps));

    public static string Body(string code) => $$"""{"code": "{{code}}"}""";

    /// <summary>A code that is none of those that would be taken.</summary>
    public static string WrongCode(TestApp app, string secret)
    {
        var right = Enumerable.Range(-1, 3).Select(i => Code(app, secret, i)).ToList();
        return Enumerable.Range(0, 4).Select(i => $"00000{i}").First(c => !right.Contains(c));
    }

    public static (int, int) Code(Reply reply) => (reply.Status, reply.Code);
}
