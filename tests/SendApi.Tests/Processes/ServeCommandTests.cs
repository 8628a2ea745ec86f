using System.Text.Json;

namespace SendApi.Tests.Processes;

public sealed class ServeCommandTests
{
    private const string OnlyReader = "only_reader";

    [Theory]
    [InlineData("api, worker", "--roles", "boss")]
    [InlineData("api, worker", "--roles", "")]
    [InlineData("--urls http://HOST:PORT", "--urls", "nonsense")]
    [InlineData("--urls http://HOST:PORT", "--urls", "")]
    [InlineData("--urls http://HOST:PORT", "--urls", "http://127.0.0.1:99999")]
    [InlineData("--urls https proxy", "--urls", "https://127.0.0.1:0")]
    [InlineData("store postgres:// Host=", "--store", "nonsense")]
    [InlineData("store 127.0.0.1:1", "--store", "Host=127.0.0.1;Port=1;Username=a;Database=b;Password=sesame-93157")]
    [InlineData("store 127.0.0.1:1", "--store", "postgres://a:sesame-93157@127.0.0.1:1/b")]
    [InlineData("data folder '/proc/nowhere'", "--data", "/proc/nowhere")]
    [InlineData("data folder '/dev/null'", "--data", "/dev/null")]
    public async Task A_server_that_cannot_start_says_why_in_one_line(string says, params string[] options)
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);

        var ended = await server.Fail(options);

        Faults.Say(ended, 1, says);
        Assert.DoesNotContain("sesame-93157", ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Delivery__Lease", "00:00:01", "Lease 00:00:05")]
    [InlineData("Delivery__Lease", "soon", "'soon' Delivery:Lease")]
    [InlineData("Routing__LiveToSimulator", "perhaps", "'perhaps' Routing:LiveToSimulator")]
    [InlineData("Outbound__AllowedNetworks__0", "10.0.0.300", "Outbound:AllowedNetworks '10.0.0.300'")]
    [InlineData("SECRET_KEY", "zz", "SENDAPI_SECRET_KEY 64 hexadecimal")]
    public async Task A_wrong_setting_stops_the_start_by_its_name(string name, string value, string says)
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);

        Faults.Say(await server.Fail([], (name, value)), 1, says);
    }

    [Fact]
    public async Task A_settings_file_that_is_no_JSON_is_named()
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);
        await File.WriteAllTextAsync(Path.Combine(server.Location.Folder, "sendapi.json"), "{");

        Faults.Say(await server.Fail([]), 1, "sendapi.json JSON");
    }

    [Fact]
    public async Task A_database_file_that_is_none_is_named_as_the_store()
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);
        await File.WriteAllTextAsync(Path.Combine(server.Location.Folder, "sendapi.db"), new string('x', 5_000));

        Faults.Say(await server.Fail([]), 1, "store database");
    }

    [Fact]
    public async Task A_database_without_the_right_to_make_tables_says_so()
    {
        await using var server = await Installation.Fresh(Engines.Postgres);
        await using (var db = server.Location.Open())
            await db.Write(s => s.Execute($"CREATE ROLE {OnlyReader} LOGIN"), default);
        var empty = await Stores.Empty(Engines.Postgres);

        var store = empty.Store!.Replace("Username=sendapi", $"Username={OnlyReader}", StringComparison.Ordinal);
        Faults.Say(await server.Fail(["--store", store]), 1, "store permission denied for schema public");
        Directory.Delete(empty.Folder);
    }

    [Fact]
    public async Task A_server_that_is_stopped_on_its_way_up_ends_without_a_trace()
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);
        server.Launch(["--log", "text"]);
        await Eventually.IsTrue(() => Task.FromResult(File.Exists(Path.Combine(server.Location.Folder, "sendapi.db"))));

        server.Server.Terminate();
        var ended = await server.Server.End(TestContext.Current.CancellationToken);

        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
        Assert.Equal(0, ended.Code);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        await using var first = await Installation.Fresh(Engines.Sqlite);
        await using var second = await Installation.Fresh(Engines.Sqlite);
        await first.Start();

        Faults.Say(await second.Fail(["--urls", first.Url.GetLeftPart(UriPartial.Authority)]), 1, $"{first.Url.Port} in use");
    }

    [Fact]
    public async Task A_faulty_command_line_is_answered_in_JSON_when_that_was_asked_for()
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);

        var ended = await server.Fail(["--roles", "boss", "--json"]);

        Assert.Contains("--roles", JsonDocument.Parse(ended.Error).RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_simulator_prints_its_port_and_takes_a_bind()
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);
        await using var smsc = server.Simulator("--port", "0", "--json");
        var port = JsonDocument.Parse(await smsc.NextLine(TestContext.Current.CancellationToken)).RootElement.GetProperty("port");
        await server.AddSmsc(int.Parse(port.ToString()));

        Assert.Contains("Bound", await server.Must("providers", "test", "smsc"), StringComparison.Ordinal);
        smsc.Terminate();
        Assert.Equal(0, (await smsc.End(TestContext.Current.CancellationToken)).Code);
    }

    [Fact]
    public async Task A_simulator_that_cannot_listen_says_why()
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);

        await using var smsc = server.Simulator("--host", "192.0.2.1");
        Faults.Say(await smsc.End(TestContext.Current.CancellationToken), 1, "address");
    }

    [Theory]
    [InlineData("", "serve keys accounts providers simulator --data --store --json")]
    [InlineData("serve", "--urls --roles --dev --log --data --store")]
    [InlineData("keys", "create list revoke")]
    [InlineData("keys create", "--name --scopes sms:write --test --expires --account")]
    [InlineData("keys list", "--account")]
    [InlineData("keys revoke", "<key>")]
    [InlineData("accounts", "create list")]
    [InlineData("accounts create", "--name --plan Starter")]
    [InlineData("accounts list", "--json")]
    [InlineData("providers", "add list remove test")]
    [InlineData("providers add", "smpp")]
    [InlineData("providers add smpp", "host port system_id password --name --set")]
    [InlineData("providers list", "--json")]
    [InlineData("providers remove", "<name>")]
    [InlineData("providers test", "<name>")]
    [InlineData("simulator smsc", "001 undeliverable --host --port")]
    public async Task Every_command_explains_itself(string command, string mentions)
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);

        var help = await server.Must([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.All(mentions.Split(' '), word => Assert.Contains(word, help, StringComparison.Ordinal));
    }
}
