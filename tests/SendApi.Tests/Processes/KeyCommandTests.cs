using System.Globalization;
using System.Text.Json;

namespace SendApi.Tests.Processes;

public sealed class KeyCommandTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_new_key_works_at_once_beside_a_running_server_and_a_revoked_one_no_more_within_a_second(string engine)
    {
        await using var server = await Installation.Fresh(engine);
        await server.Start();

        var made = await server.Run("keys", "create", "--name", "billing", "--scopes", "sms:read,sms:write", "--test");
        Assert.Equal((0, ""), (made.Code, made.Error));
        Assert.Matches("^sk_test_[A-Za-z0-9]+$", made.Output);
        Assert.Equal(201, (await server.SendSms(made.Output, "Hello")).Status);

        Assert.StartsWith("Revoked billing (key_", await server.Must("keys", "revoke", made.Output), StringComparison.Ordinal);
        Reply? last = null;
        await Eventually.IsTrue(async () => (last = await server.Get("/v1/sms/messages", made.Output)).Status == 401,
            () => last!.Text, patience: TimeSpan.FromSeconds(1));
        Assert.Equal(4012, last!.Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_key_is_shown_once_and_kept_nowhere(string engine)
    {
        await using var server = await Installation.Fresh(engine);

        var made = JsonDocument.Parse(await server.Key("--json")).RootElement;
        var (id, key) = (made.GetProperty("id").GetString()!, made.GetProperty("key").GetString()!);

        var listed = JsonDocument.Parse(await server.Must("keys", "list", "--json")).RootElement.EnumerateArray().Single();
        Assert.Equal(id, listed.GetProperty("id").GetString());
        Assert.Equal("live, active", listed.GetProperty("state").GetString());
        Assert.StartsWith(listed.GetProperty("prefix").GetString()!, key, StringComparison.Ordinal);
        var table = await server.Must("keys", "list");
        Assert.Contains(id, table, StringComparison.Ordinal);
        Assert.DoesNotContain(key, table + listed, StringComparison.Ordinal);
        await StoredBytes.AreWithout(server.Location, key);
    }

    [Theory]
    [InlineData("1m", 60)]
    [InlineData("12h", 43_200)]
    [InlineData("30d", 2_592_000)]
    [InlineData("1y", 31_536_000)]
    public async Task A_key_expires_when_it_was_told_to(string span, int seconds)
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);

        await server.Key("--expires", span);

        var listed = JsonDocument.Parse(await server.Must("keys", "list", "--json")).RootElement.EnumerateArray().Single();
        Assert.Equal(seconds, (Time(listed, "expires_at") - Time(listed, "created_at")).TotalSeconds);
    }

    [Theory]
    [InlineData(1, "sms:fly' Scopes: sms:read, sms:write", "--name", "x", "--scopes", "sms:read,sms:fly")]
    [InlineData(1, "at least one scope Scopes: sms:read,", "--name", "x", "--scopes", "")]
    [InlineData(1, "1 to 100 characters", "--name", " ", "--scopes", "admin")]
    [InlineData(1, "soon' such as 30d", "--name", "x", "--scopes", "admin", "--expires", "soon")]
    [InlineData(1, "0d' such as 30d", "--name", "x", "--scopes", "admin", "--expires", "0d")]
    [InlineData(1, "200y' at most 100 years", "--name", "x", "--scopes", "admin", "--expires", "200y")]
    [InlineData(1, "nobody' sendapi accounts list", "--name", "x", "--scopes", "admin", "--account", "nobody")]
    [InlineData(1, "10.0.0.1/8' 10.0.0.0/8", "--name", "x", "--scopes", "admin", "--networks", "127.0.0.1,10.0.0.1/8")]
    [InlineData(1, "-1' US dollars", "--name", "x", "--scopes", "admin", "--spend-limit=-1")]
    [InlineData(1, "recipient limit 0 or more", "--name", "x", "--scopes", "admin", "--recipient-limit=-1")]
    [InlineData(2, "--scopes", "--name", "x")]
    [InlineData(2, "--name", "--scopes", "admin")]
    [InlineData(2, "--colour", "--name", "x", "--scopes", "admin", "--colour")]
    public async Task A_key_that_cannot_be_made_says_what_would_do(int code, string says, params string[] options)
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);

        var refused = await server.Run(["keys", "create", .. options]);

        Faults.Say(refused, code, says);
        Assert.DoesNotContain("sk_live_", refused.Output, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_rotated_key_has_a_successor_with_the_same_limits_and_works_on_for_the_overlap(string engine)
    {
        await using var server = await Installation.Fresh(engine);
        await server.Start();
        var old = await server.Key("--test", "--networks", "127.0.0.1, ::1", "--spend-limit", "25", "--recipient-limit", "100");
        Assert.Equal(200, (await server.Get("/v1/sms/messages", old)).Status);

        var successor = await server.Must("keys", "rotate", old, "--overlap", "2h");

        Assert.Matches("^sk_test_[A-Za-z0-9]+$", successor);
        Assert.Equal((200, 200), ((await server.Get("/v1/sms/messages", old)).Status, (await server.Get("/v1/sms/messages", successor)).Status));
        Faults.Say(await server.Run("keys", "rotate", old), 1, "rotated already key_");
        Assert.Equal(0, await server.Stop());
        var listed = JsonDocument.Parse(await server.Must("keys", "list", "--json")).RootElement.EnumerateArray().ToList();
        foreach (var name in (string[])["name", "scopes", "networks", "spend_limit", "recipient_limit"])
            Assert.Equal(listed[0].GetProperty(name).GetString(), listed[1].GetProperty(name).GetString());
        Assert.Equal("127.0.0.1/32 ::1/128", listed[0].GetProperty("networks").GetString());
        Assert.True(Time(listed[0], "last_used_at") >= Time(listed[0], "created_at"));
        Assert.InRange((Time(listed[0], "expires_at") - Time(listed[1], "created_at")).TotalSeconds, 7_199, 7_201);
    }

    [Fact]
    public async Task A_name_that_fits_two_keys_revokes_neither()
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);
        var (first, second) = (await server.Key(), await server.Key());

        Faults.Say(await server.Run("keys", "revoke", "a key"), 1, "2 keys fit key_");
        Faults.Say(await server.Run("keys", "revoke", "no such key", "--json"), 1, "error sendapi keys list");

        await server.Must("keys", "revoke", first);
        Assert.Equal(["live, revoked", "live, active"], JsonDocument.Parse(await server.Must("keys", "list", "--json")).RootElement.EnumerateArray()
            .Select(k => k.GetProperty("state").GetString()!));
        Assert.NotEqual(first, second);
    }

    private static DateTimeOffset Time(JsonElement row, string name) => DateTimeOffset.Parse(row.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
