using System.Text.Json;

namespace SendApi.Tests.Processes;

public sealed class AccountCommandTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task An_account_has_a_name_of_its_own_a_plan_and_keys_that_see_nobody_elses_messages(string engine)
    {
        await using var server = await Installation.Fresh(engine);

        var id = await server.Must("accounts", "create", "--name", "shop", "--plan", "starter");
        Assert.Matches("^acct_[0-9A-Z]+$", id);
        Faults.Say(await server.Run("accounts", "create", "--name", "shop"), 1, "'shop' already");
        var listed = JsonDocument.Parse(await server.Must("accounts", "list", "--json")).RootElement.EnumerateArray().ToList();
        Assert.Equal([("default", "Unlimited"), ("shop", "Starter")],
            listed.Select(a => (a.GetProperty("name").GetString()!, a.GetProperty("plan").GetString()!)).Order());

        await server.Start();
        var (ours, theirs) = (await server.Key("--test"), await server.Key("--test", "--account", "shop"));
        Assert.Equal(201, (await server.SendSms(ours, "Ours")).Status);
        Assert.Empty(await ListedMessage.All(server, theirs));
        Assert.Equal("60", (await server.Get("/v1/sms/messages", theirs)).Headers["X-RateLimit-Limit"]);
    }

    [Theory]
    [InlineData(1, "'Gold' Starter, Growth,", "--name", "shop", "--plan", "Gold")]
    [InlineData(1, "1 to 100 characters", "--name", "")]
    [InlineData(2, "--name")]
    public async Task An_account_that_cannot_be_made_says_what_would_do(int code, string says, params string[] options)
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);

        Faults.Say(await server.Run(["accounts", "create", .. options]), code, says);
    }
}
