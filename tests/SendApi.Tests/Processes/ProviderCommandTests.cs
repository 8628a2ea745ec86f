using System.Text.Json;
using SendApi.Bench.Processes;
using SendApi.Simulator.Smsc;

namespace SendApi.Tests.Processes;

public sealed class ProviderCommandTests
{
    private const string Password = "sesame-93157";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_provider_is_added_tried_listed_and_removed_and_its_password_is_never_in_the_clear(string engine)
    {
        await using var carrier = await Carrier.Open(new SmscOptions { SystemId = "test", Password = Password });
        await using var server = await Installation.Fresh(engine);

        var added = await server.Run(Add("carrier", $"port={carrier.Port}"));
        Assert.Equal((0, "Added carrier as the default route. Try it with: sendapi providers test carrier"), (added.Code, added.Output));
        Assert.Contains("the carrier calls itself 'sendapi-smsc'", await server.Must("providers", "test", "carrier"), StringComparison.Ordinal);
        Assert.Equal(1, carrier.Unbinds);
        Faults.Say(await server.Run(Add("carrier", "port=2775")), 1, "'carrier' already");

        var listed = JsonDocument.Parse(await server.Must("providers", "list", "--json")).RootElement.EnumerateArray().Single();
        Assert.Equal(("carrier", "smpp", "yes"),
            (listed.GetProperty("name").GetString(), listed.GetProperty("kind").GetString(), listed.GetProperty("default").GetString()));
        await StoredBytes.AreWithout(server.Location, Password);
        Assert.DoesNotContain(Password, await server.Must("providers", "list"), StringComparison.Ordinal);

        Assert.Equal("Removed carrier.", await server.Must("providers", "remove", "carrier"));
        Faults.Say(await server.Run("providers", "remove", "carrier"), 1, "no provider 'carrier' sendapi providers list");
        Assert.Equal("[]", await server.Must("providers", "list", "--json"));
    }

    [Fact]
    public async Task A_provider_that_cannot_be_reached_says_at_which_step()
    {
        await using var carrier = await Carrier.Open(new SmscOptions { SystemId = "test", Password = "another" });
        await using var server = await Installation.Fresh(Engines.Sqlite);
        await server.Must(Add("closed", $"port={Workbench.FreePort()}"));
        await server.Must(Add("strict", $"port={carrier.Port}"));
        await server.Must(Add("lost", "host=no-such-host.invalid"));

        Faults.Say(await server.Run("providers", "test", "closed"), 1, "Failed at connecting: connection refused");
        Faults.Say(await server.Run("providers", "test", "strict"), 1, "Failed at bind refused: ESME_RINVPASWD");
        Faults.Say(await server.Run("providers", "test", "lost"), 1, "Failed at connecting: 'no-such-host.invalid'");
        Faults.Say(await server.Run("providers", "test", "nobody"), 1, "'nobody' sendapi providers list");
    }

    [Theory]
    [InlineData(1, "smpp 'host'", "--name", "x", "--set", "system_id=a", "--set", "password=b")]
    [InlineData(1, "'password'", "--name", "x", "--set", "host=h", "--set", "system_id=a")]
    [InlineData(1, "'colour' host, port,", "--name", "x", "--set", "host=h", "--set", "system_id=a", "--set", "password=b", "--set", "colour=red")]
    [InlineData(1, "'port' 65535", "--name", "x", "--set", "host=h", "--set", "system_id=a", "--set", "password=b", "--set", "port=70000")]
    [InlineData(1, "'window' 1 to 1000", "--name", "x", "--set", "host=h", "--set", "system_id=a", "--set", "password=b", "--set", "window=many")]
    [InlineData(1, "--set name=value", "--name", "x", "--set", "host")]
    [InlineData(2, "--name", "--set", "host=h")]
    public async Task A_wrong_setting_is_named_and_nothing_is_added(int code, string says, params string[] options)
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);

        Faults.Say(await server.Run(["providers", "add", "smpp", .. options]), code, says);
        Assert.Equal("[]", await server.Must("providers", "list", "--json"));
    }

    [Fact]
    public async Task A_provider_sealed_under_another_key_says_so_and_shows_no_trace()
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);
        await server.Must(Add("carrier", "port=2775"));
        File.Delete(Path.Combine(server.Location.Folder, "secret.key"));

        Faults.Say(await server.Run("providers", "test", "carrier"), 1, "secret key sealed");
    }

    private static string[] Add(string name, string setting) =>
    [
        "providers", "add", "smpp", "--name", name, "--set", "host=127.0.0.1", "--set", "system_id=test", "--set", $"password={Password}", "--set", setting,
    ];
}
