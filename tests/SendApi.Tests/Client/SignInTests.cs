using SendApi.Client;
using SendApi.Tests.People;

namespace SendApi.Tests.Client;

/// <summary>The client and the whole server: people sign in with a client that has no key.</summary>
public sealed class SignInTests
{
    [Fact]
    public async Task A_person_is_invited_joins_signs_in_and_out()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        using var admin = Clients.Of(app, app.LiveKey);
        using var nobody = new SendApiClient(new SendApiOptions { BaseAddress = app.Http.BaseAddress });
        await admin.Accounts.AddMemberAsync(new AddMemberRequest { Email = "ada@example.com", Role = MemberRole.Admin });

        var once = new RequestOptions { IdempotencyKey = "invite-ada" };
        var link = await admin.Accounts.InviteMemberAsync("ada@example.com", once);
        Assert.Null((await admin.Accounts.InviteMemberAsync("ada@example.com", once)).Token);
        await nobody.SignIns.SignUpAsync(new SignUpRequest { Token = link.Token!, Password = Persons.Password });
        var made = await nobody.SignIns.CreateAsync(new SignInRequest { Email = "ada@example.com", Password = Persons.Password });

        using var client = Clients.Of(app, made.LiveKey);
        Assert.Equal((made.Id, MemberRole.Admin, "default"), ((await client.SignIns.GetCurrentAsync()).Id, made.Role, made.AccountName));
        var secret = await client.SignIns.BeginTotpAsync();
        Assert.True((await client.SignIns.ConfirmTotpAsync(new TotpCodeRequest { Code = Persons.Code(app, secret.Secret) })).HasTotp);
        Assert.False((await client.SignIns.RemoveTotpAsync(new TotpCodeRequest { Code = Persons.Code(app, secret.Secret, 1) })).HasTotp);
        await client.SignIns.ChangePasswordAsync(new ChangePasswordRequest { CurrentPassword = Persons.Password, NewPassword = "a staple in the dark" });
        Assert.True((await client.SignIns.EndAsync()).Deleted);
        Assert.Equal(SendApiErrors.RevokedApiKey, (await Clients.Refused(() => client.SignIns.GetCurrentAsync())).Code);
        Assert.Equal(SendApiErrors.MissingApiKey, (await Clients.Refused(() => nobody.SignIns.GetCurrentAsync())).Code);
        Assert.DoesNotContain("sk_", $"{made}{link}{secret}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_of_a_client_is_not_sent_where_none_is_needed_and_a_limit_is_not_waited_out()
    {
        await using var script = new Script(Script.Refusal(429, 4029, 1));

        var refused = await Clients.Refused(() => script.Client.SignIns.CreateAsync(new SignInRequest { Email = "ada@example.com", Password = "x" }));

        Assert.Equal((SendApiErrors.RateLimitExceeded, 1), (refused.Code, refused.Attempts));
        Assert.DoesNotContain("Authorization", Assert.Single(script.Requests), StringComparison.OrdinalIgnoreCase);
    }
}
