using System.Text;
using System.Text.Json;

namespace SendApi.Tests.Processes;

public sealed class SuppressionCommandTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task An_address_is_put_on_the_list_and_taken_off_beside_a_running_server(string engine)
    {
        await using var server = await Installation.Fresh(engine);
        await server.Start();
        var key = await server.Key("--test");

        Assert.Contains("+447700900000 is on the list for sms (by letter,", await server.Must("suppressions", "add", "+447700900000", "--channel", "sms", "--reason", "by letter", "--test"), StringComparison.Ordinal);
        Assert.Equal(4004, (await server.SendSms(key, "Hello")).Code);
        var listed = JsonDocument.Parse(await server.Must("suppressions", "list", "--test", "--address", "+447700900000", "--json")).RootElement.EnumerateArray().Single();
        Assert.Equal(("sms", "cli"), (listed.GetProperty("channel").GetString(), listed.GetProperty("source").GetString()));
        Assert.Equal("No suppressed addresses.", await server.Must("suppressions", "list"));

        Assert.Equal("Removed +447700900000 for sms.", await server.Must("suppressions", "remove", "+447700900000", "--test"));
        Assert.Equal(201, (await server.SendSms(key, "Hello")).Status);
        Faults.Say(await server.Run("suppressions", "remove", "+447700900000", "--test"), 1, "'+447700900000' sendapi suppressions list");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_file_is_imported_with_progress_and_can_be_imported_again(string engine)
    {
        await using var server = await Installation.Fresh(engine);
        await server.Must("accounts", "create", "--name", "shop");
        var file = Path.Combine(server.Location.Folder, "list.csv");
        var text = new StringBuilder("address,reason\nnobody,x\n");
        for (var i = 0; i < 60_000; i++)
            text.Append($"+4477{i:00000000},asked\n");
        await File.WriteAllTextAsync(file, text.ToString(), TestContext.Current.CancellationToken);

        var ended = await server.Run("suppressions", "import", file, "--account", "shop");

        Assert.Equal((0, "Imported 60,000, already listed 0, rejected 1."), (ended.Code, ended.Output));
        Assert.Contains("rejected", ended.Error, StringComparison.Ordinal);
        Assert.Contains("line 2: 'nobody'", ended.Error, StringComparison.Ordinal);
        var again = JsonDocument.Parse(await server.Must("suppressions", "import", file, "--account", "shop", "--json")).RootElement;
        Assert.Equal(("0", "60000", "1"), (again.GetProperty("imported").GetString(), again.GetProperty("already_listed").GetString(), again.GetProperty("rejected").GetString()));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_export_is_a_file_that_can_be_imported_as_it_is(string engine)
    {
        await using var server = await Installation.Fresh(engine);
        await server.Must("accounts", "create", "--name", "shop");
        await server.Must("suppressions", "add", "+447700900001", "--channel", "sms", "--reason", "said \"stop\", twice");
        await server.Must("suppressions", "add", "Ada@example.com");

        var exported = await server.Must("suppressions", "export");
        var file = Path.Combine(server.Location.Folder, "list.csv");
        await File.WriteAllTextAsync(file, exported, TestContext.Current.CancellationToken);

        var lines = exported.Split('\n');
        Assert.Equal((3, "address,channel,reason,source,created_at"), (lines.Length, lines[0]));
        Assert.StartsWith("+447700900001,sms,\"said \"\"stop\"\", twice\",cli,20", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("ada@example.com,all,manual,cli,20", lines[2], StringComparison.Ordinal);
        Assert.Equal("Imported 2, already listed 0, rejected 0.", await server.Must("suppressions", "import", file, "--account", "shop"));
        Assert.Equal(2, JsonDocument.Parse(await server.Must("suppressions", "export", "--account", "shop", "--json")).RootElement.GetArrayLength());
        Assert.Equal("[]", await server.Must("suppressions", "export", "--test", "--json"));
    }

    [Theory]
    [InlineData(1, "'0712' E.164", "add", "0712")]
    [InlineData(1, "'fax' Channels: sms,", "add", "+447700900000", "--channel", "fax")]
    [InlineData(1, "nobody' sendapi accounts list", "add", "+447700900000", "--account", "nobody")]
    [InlineData(1, "'ada' E.164", "remove", "ada")]
    [InlineData(1, "1 to 1,000", "list", "--limit", "0")]
    [InlineData(1, "no-such-file.csv", "import", "no-such-file.csv")]
    [InlineData(2, "Required argument", "import")]
    public async Task What_cannot_be_done_says_why(int code, string says, params string[] arguments)
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);

        Faults.Say(await server.Run(["suppressions", .. arguments]), code, says);
    }

    [Fact]
    public async Task A_file_with_a_wrong_first_line_changes_nothing()
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);
        var file = Path.Combine(server.Location.Folder, "list.csv");
        await File.WriteAllTextAsync(file, "phone\n+447700900000\n", TestContext.Current.CancellationToken);

        Faults.Say(await server.Run("suppressions", "import", file), 1, "'phone' first line Nothing was imported");
        Assert.Equal("No suppressed addresses.", await server.Must("suppressions", "list"));
    }
}
