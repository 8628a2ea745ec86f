using System.Globalization;
using SendApi.Proof.Processes;

namespace SendApi.Bench.Processes;

/// <summary>The published server, used only as an operator would: through its command line and HTTP.</summary>
public sealed class SendApiProgram(string dataFolder, string? store)
{
    /// <summary>A stranger's probe: nothing of it is shared with the load.</summary>
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly string _program = Find();
    private readonly string[] _where = store is null ? ["--data", dataFolder] : ["--data", dataFolder, "--store", store];

    /// <summary>Makes a key and gives its text.</summary>
    public async Task<string> CreateKey(bool isTest, CancellationToken ct)
    {
        string[] test = isTest ? ["--test"] : [];
        var key = await ChildProcess.Output(new ChildCommand(_program, ["keys", "create", .. _where, "--name", "bench", "--scopes", "admin", .. test]), ct);
        return key.StartsWith("sk_", StringComparison.Ordinal) && !key.Contains('\n', StringComparison.Ordinal)
            ? key
            : throw new BenchFailure("`keys create` is expected to print the key and nothing else on its standard output.");
    }

    public Task AddSmppProvider(int port, int window, CancellationToken ct) => ChildProcess.Output(
        new ChildCommand(_program,
        [
            "providers", "add", "smpp", .. _where, "--name", "smsc", "--set", "host=127.0.0.1", "--set", $"port={Text(port)}", "--set", "system_id=bench",
            "--set", "password=bench", "--set", $"window={Text(window)}",
        ]),
        ct);

    /// <summary>Runs any command of the program on this store; one that names a data folder or a store itself gets only the other.</summary>
    public Task<Ended> Run(IReadOnlyList<string> arguments, CancellationToken ct) => ChildProcess.Run(Command(arguments), ct);

    /// <param name="port">0 takes a free one; the server's first line names it.</param>
    /// <param name="roles">`api`, or `api,worker`.</param>
    public ChildProcess Serve(int port, string roles, string? cpus) =>
        Begin(["serve", "--urls", $"http://127.0.0.1:{Text(port)}", "--roles", roles], cpus, [KeyValuePair.Create("SENDAPI_Outbound__AllowedNetworks__0", "127.0.0.0/8")]);

    /// <summary>Starts a command that goes on until it is stopped, with settings from the environment.</summary>
    public ChildProcess Begin(IReadOnlyList<string> arguments, string? cpus, IEnumerable<KeyValuePair<string, string>> settings) =>
        ChildProcess.Start(Command(arguments) with { Cpus = cpus, Environment = new Dictionary<string, string>(settings) });

    /// <param name="path">`/healthz` (it lives) or `/readyz` (it may be sent to).</param>
    public static async Task<bool> Answers(int port, string path, CancellationToken ct)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri($"http://127.0.0.1:{Text(port)}{path}"), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // Nobody listens yet.
        }
    }

    private ChildCommand Command(IReadOnlyList<string> arguments) =>
        new(_program, [.. arguments, .. _where.Chunk(2).Where(option => !arguments.Contains(option[0])).SelectMany(option => option)]);

    /// <summary>The published program, or the one that SENDAPI_BIN names.</summary>
    public static string Find()
    {
        var program = Environment.GetEnvironmentVariable("SENDAPI_BIN") ?? Path.Combine(Repository.Root, "artifacts", "sendapi", "sendapi");
        return File.Exists(program)
            ? program
            : throw new BenchFailure($"There is no {program}. Publish the server first: run ./dev build. Or name another one in SENDAPI_BIN.");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
