using SendApi.Proof.Faults;
using SendApi.Proof.Processes;

namespace SendApi.Proof.Running;

/// <summary>All nodes of one proof, the commands on their store, and their settings.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    public const int Window = 40, MostUnderWay = 200;

    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    private const string OurVariables = "SENDAPI_";

    private const int WebhookTries = 50;

    private readonly ProofPlan _plan;
    private readonly ProofStore _store;
    private readonly string _folder;

    /// <param name="folder">For logs and clocks.</param>
    /// <param name="data">The data folder that all nodes share.</param>
    public Fleet(ProofPlan plan, ProofStore store, string folder, string data)
    {
        (_plan, _store, _folder, Data) = (plan, store, folder, data);
        Nodes = [.. Enumerable.Range(0, plan.Nodes).Select(Make)];
    }

    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>The log of every node, in one folder.</summary>
    public string Logs => Path.Combine(_folder, "logs");

    public string Data { get; }

    /// <summary>Runs a command of the program under proof on the store, as an operator does.</summary>
    public Task<Ended> Run(CancellationToken ct, params IEnumerable<string> words) => ChildProcess.Run(Command(_plan.Program, 0).With(words), ct);

    /// <summary>Runs a command that must succeed and gives what it printed.</summary>
    public async Task<string> Must(CancellationToken ct, params IReadOnlyList<string> words)
    {
        var ended = await Run(ct, words);
        return ended.Code == 0 ? ended.Output : throw new ProcessFault($"sendapi {string.Join(' ', words.Take(2))} ended with {ended.Code}: {ended.Error}");
    }

    /// <summary>Starts one node after the other until each listens.</summary>
    public async Task Start()
    {
        foreach (var node in Nodes)
        {
            await node.Launch();
            while (!await node.Listens())
                if (!await node.LaunchAgain())
                    throw new ProcessFault($"Node {node.Number + 1} does not come up:\n{node.Tail()}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
            await node.DisposeAsync();
    }

    private Node Make(int number)
    {
        Directory.CreateDirectory(Logs);
        Directory.CreateDirectory(Data);
        var isOther = _plan.Beside is not null && number % 2 == 1;
        var program = isOther ? new ChildCommand(_plan.Beside!, []) : _plan.Program; // Asked for null just above.
        var clock = _plan.Faults.Contains(FaultKind.ClockJump) ? new WrongClock(Path.Combine(_folder, $"clock-{number + 1}")) : null;
        var serve = Command(program, number).With("serve", "--urls", "http://127.0.0.1:0", "--log", "json");
        var environment = serve.Environment.Concat(clock?.Environment ?? new Dictionary<string, string>()).ToDictionary();
        return new Node(number, serve with { LogFile = Path.Combine(Logs, $"node-{number + 1}.log"), Environment = environment }, clock);
    }

    /// <summary>By its environment: a password on a command line is seen by everybody on the machine.</summary>
    private ChildCommand Command(ChildCommand program, int node)
    {
        var settings = new Dictionary<string, string>
        {
            ["SENDAPI_DATA"] = Data,
            // Short leases: what a dead node held is known to be uncertain, or is delivered again, soon.
            ["SENDAPI_Delivery__Lease"] = Lease.ToString("c"),
            ["SENDAPI_Delivery__MostUnderWay"] = $"{MostUnderWay}",
            ["SENDAPI_Webhooks__AnswerWithin"] = "00:00:02",
            ["SENDAPI_Outbound__AllowedNetworks__0"] = "127.0.0.0/8",
        };
        // Many tries, each soon: an endpoint that is refused its time by a busy machine has not failed for good.
        for (var wait = 0; wait < WebhookTries; wait++)
            settings[$"SENDAPI_Webhooks__RetryWaits__{wait}"] = "00:00:01";
        if (_store.For(node) is { } store)
            settings["SENDAPI_STORE"] = store;
        return program with { WithoutVariables = OurVariables, Environment = settings };
    }
}
