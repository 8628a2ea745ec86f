using System.Diagnostics;
using System.Text.Json;
using SendApi.Bench.Processes;
using SendApi.Proof.Processes;

namespace SendApi.Tests.Processes;

/// <summary>The published program proves itself: what it finds is the test, and that it did the work is looked at from outside.</summary>
[Collection(Alone.Name)]
public sealed class ProveCommandTests(ITestOutputHelper output)
{
    private const int Kills = 20;

    /// <summary>Both engines are killed side by side: a proof waits more than it works. Each test reports on its own.</summary>
    private static readonly Dictionary<string, Lazy<Task<(Ended Ended, JsonElement Json)>>> Proofs = new()
    {
        [Engines.Sqlite] = new(() => Prove("--kills", $"{Kills}")),
        [Engines.Postgres] = new(() => PostgresCluster.FindBinaries() is null ? Task.FromResult((new Ended(0, "", ""), default(JsonElement))) : Prove("--kills", $"{Kills}", "--store", "postgres", "--nodes", "3")),
    };

    [Theory, ClassData(typeof(Engines))]
    public async Task Kills_and_other_faults_in_the_middle_of_work_lose_nothing_and_double_nothing(string engine)
    {
        Assert.SkipWhen(engine == Engines.Postgres && PostgresCluster.FindBinaries() is null, "PostgreSQL is not installed: install the package postgresql.");
        var both = Proofs.Values.Select(p => p.Value).ToList();
        var (ended, report) = await Proofs[engine].Value;
        await Task.WhenAll(both);

        output.WriteLine(ended.Output);
        Assert.True(ended.Code == 0, $"{ended.Error}\n{ended.Output}");
        Assert.True(report.GetProperty("is_right").GetBoolean());
        var figures = report.GetProperty("figures");
        // Each kill had work before it, and what was answered left.
        Assert.True(figures.GetProperty("answered").GetInt64() > Kills / 5 * 4 * 20);
        Assert.True(figures.GetProperty("submitted").GetInt64() > Kills / 5 * 4 * 20);
        Assert.True(figures.GetProperty("events_received").GetInt64() > figures.GetProperty("answered").GetInt64());
        Assert.All((string[])["lost", "doubled", "events_missing", "ledger_difference", "quota_difference", "orphan_receipts"], key => Assert.Equal(0, figures.GetProperty(key).GetDecimal()));
        Assert.Equal(Kills, report.GetProperty("rounds").EnumerateArray().Count(r => r.GetProperty("fault").GetString() == "kill"));
        Assert.All((string[])["pause", "store-cut", "smsc-cut"], fault => Assert.Contains(report.GetProperty("rounds").EnumerateArray(), r => r.GetProperty("fault").GetString() == fault));
    }

    [Fact]
    public async Task A_node_of_the_version_before_and_one_of_this_work_side_by_side_and_lose_nothing()
    {
        var before = Repository.File("artifacts/before/program/sendapi");
        Assert.SkipUnless(File.Exists(before), "The program of the version before is not there: ./dev test makes it from the history.");
        Assert.SkipWhen(PostgresCluster.FindBinaries() is null, "PostgreSQL is not installed: install the package postgresql.");

        var (ended, report) = await Prove("--kills", "4", "--faults", "kill", "--store", "postgres", "--nodes", "2", "--beside", before);

        Assert.True(ended.Code == 0, $"{ended.Error}\n{ended.Output}");
        Assert.True(report.GetProperty("figures").GetProperty("answered").GetInt64() > 80);
    }

    [Theory]
    [InlineData("SQLite is for one node", "--nodes", "2")]
    [InlineData("There is no fault 'fire'", "--faults", "kill,fire")]
    [InlineData("store-restart is for PostgreSQL", "--faults", "store-restart")]
    [InlineData("store-restart would stop a server that is not ours", "--faults", "store-restart", "--store", "postgres://127.0.0.1:1/x")]
    [InlineData("--beside is for every second node", "--beside", "sendapi")]
    [InlineData("leave --data out", "--data", "here")]
    [InlineData("--cut-seconds takes 1 to 30", "--cut-seconds", "31")]
    public async Task What_cannot_be_proved_here_is_refused_in_one_line(string says, params string[] options)
    {
        var ended = await Run(["prove", .. options]);

        Faults.Say(ended, 1, says);
    }

    private static async Task<(Ended, JsonElement)> Prove(params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("sendapi-proof-").FullName;
        try
        {
            var seed = Environment.GetEnvironmentVariable("PROVE_SEED") is { Length: > 0 } given ? given : $"{Environment.ProcessId}";
            var command = ChildProcess.Start(Command(["prove", "--seed", seed, "--cut-seconds", "2", "--clients", "4", "--report", folder, "--json", .. options]));
            await using (command)
            {
                // A proof may take longer than a command does; two of them beside other tests, on a machine that is shared, took more than five minutes.
                var began = Stopwatch.GetTimestamp();
                while (!command.HasExited && Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(10))
                    await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
                var ended = await command.End(CancellationToken.None);
                Assert.True(File.Exists(Path.Combine(folder, "prove.html")), $"No report was written: it ended with {ended.Code}: {ended.Error}");
                Assert.Contains("<svg", await File.ReadAllTextAsync(Path.Combine(folder, "prove.html")), StringComparison.Ordinal);
                return (ended, JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "prove.json"))).RootElement);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<Ended> Run(string[] words) => ChildProcess.Run(Command(words), TestContext.Current.CancellationToken);

    /// <summary>Nodes that live for seconds are not compiled anew for the years they will not see.</summary>
    private static ChildCommand Command(string[] words) => new(SendApiProgram.Find(), words)
    {
        Environment = new Dictionary<string, string> { ["DOTNET_TC_CallCountingDelayMs"] = "60000" },
    };
}
