using SendApi.Proof.Processes;

namespace SendApi.Tests.Processes;

public sealed class WelcomeTests
{
    private const string LastLine = "Stop with Ctrl+C.";

    [Fact]
    public async Task The_first_curl_that_is_printed_works_when_it_is_pasted_and_the_keys_stay_the_same()
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);

        var first = await Welcome(server);
        Assert.Contains($"{server.Url.GetLeftPart(UriPartial.Authority)}/docs", first, StringComparison.Ordinal);
        Assert.Equal("201", await Paste(Curl(first)));
        Assert.Equal("201", await Paste(Curl(first).Replace(Value(first, "test key"), Value(first, "live key"), StringComparison.Ordinal)));
        Assert.Equal(0, await server.Stop());

        var second = await Welcome(server);
        Assert.Equal((Value(first, "live key"), Value(first, "test key")), (Value(second, "live key"), Value(second, "test key")));
        Assert.Equal("201", await Paste(Curl(second)));
        Assert.Equal(0, await server.Stop());
    }

    private static async Task<string> Welcome(Installation server)
    {
        var lines = new List<string> { await server.Begin(["--dev"]) };
        while (!lines[^1].EndsWith(LastLine, StringComparison.Ordinal))
            lines.Add(await server.Server.NextLine(TestContext.Current.CancellationToken));
        return string.Join('\n', lines);
    }

    private static string Value(string welcome, string name)
    {
        var line = welcome.Split('\n').Single(l => l.TrimStart().StartsWith(name + " ", StringComparison.Ordinal));
        return line.Trim()[name.Length..].Trim();
    }

    /// <summary>The first command, with the lines that its backslashes join to it.</summary>
    private static string Curl(string welcome)
    {
        var from = welcome[welcome.IndexOf("curl ", StringComparison.Ordinal)..];
        return from[..from.IndexOf("\n\n", StringComparison.Ordinal)];
    }

    /// <summary>Runs it in a shell and gives the status, which curl is asked to print.</summary>
    private static async Task<string> Paste(string curl) =>
        (await ChildProcess.Output(new ChildCommand("bash", ["-c", curl + " -o /dev/null -w '%{http_code}'"]), TestContext.Current.CancellationToken)).Trim();
}
