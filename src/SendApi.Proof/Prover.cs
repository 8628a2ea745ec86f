using System.Text.Json;
using SendApi.Proof.Faults;
using SendApi.Proof.Judging;
using SendApi.Proof.Processes;
using SendApi.Proof.Reporting;
using SendApi.Proof.Running;

namespace SendApi.Proof;

/// <summary>Runs one proof: load, faults, quiet, and the count of everything from every side.</summary>
public sealed class Prover(ProofPlan plan, StoreAccess access, Action<string> progress, TimeProvider clock)
{
    private const int WorkBetween = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60), QuietWithin = TimeSpan.FromSeconds(90), ClocksAheadAfter = TimeSpan.FromSeconds(10), Poll = TimeSpan.FromMilliseconds(20);

    private readonly List<RoundResult> _results = [];
    private readonly List<string> _nodeFaults = [];

    /// <summary>Gives the report. Throws a <see cref="ProofRefusal"/> where it cannot be done here, a <see cref="ProcessFault"/> where a program does not work at all.</summary>
    public async Task<ProofReport> Run(CancellationToken ct)
    {
        plan.Check();
        var began = clock.GetTimestamp();
        progress("setting up");
        await using var stage = await Stage.Open(plan, clock, ct);
        stage.Texts.Start(plan.Clients);
        stage.TopUps.Start();
        await Disturb(stage, ct);
        progress("waiting for the last answers");
        await stage.Texts.Finish();
        await stage.TopUps.Finish();
        await UntilQuiet(stage, ct);
        progress("counting");
        var verdict = Verdict.Of(await Gather(stage, ct));
        var sent = stage.Texts.Sent();
        var report = new ProofReport
        {
            Plan = plan,
            Store = stage.Store.Description,
            Verdict = verdict,
            Rounds = _results,
            PerSecond = stage.Texts.PerSecond(),
            LongestWait = sent.LongestWait,
            Took = clock.GetElapsedTime(began),
            At = clock.GetUtcNow(),
            Data = plan.Keep ? stage.Folder : null,
        };
        if (!verdict.IsRight)
            KeepLogs(stage);
        return report;
    }

    private async Task Disturb(Stage stage, CancellationToken ct)
    {
        var disturbances = new Disturbances(plan, stage, access, clock);
        var rounds = plan.Rounds;
        if (await Recovery(stage, new Marks(stage), clock.GetTimestamp(), ct) is null)
            return;
        for (var i = 0; i < rounds.Count; i++)
        {
            var round = rounds[i];
            progress($"{round.Kind.Name()} {round.Number}, {i + 1} of {rounds.Count} faults; {stage.Texts.Answered:N0} answered");
            await Task.Delay(round.Delay, clock, ct);
            var at = stage.Texts.Elapsed;
            await disturbances.Apply(round, ct);
            ct.ThrowIfCancellationRequested();
            var (over, marks) = (clock.GetTimestamp(), new Marks(stage));
            var isFollowed = i + 1 < rounds.Count && rounds[i + 1].OnItsWayUp;
            var recovery = isFollowed ? null : await Recovery(stage, marks, over, ct);
            _results.Add(new(round, at, recovery));
            if (recovery is null && !isFollowed)
                return;
        }
    }

    /// <summary>Waits until every node has answered a text since the marks and the carrier took one, and then for some work; null when that does not come.</summary>
    private async Task<TimeSpan?> Recovery(Stage stage, Marks marks, long since, CancellationToken ct)
    {
        TimeSpan? recovered = null;
        while (recovered is null || stage.Texts.Answered < marks.Answered + WorkBetween || stage.Carrier.Taken < marks.Taken + WorkBetween)
        {
            var elapsed = clock.GetElapsedTime(since);
            var silent = stage.Fleet.Nodes.Where(n => n.Answered == marks.Of(n)).ToList();
            if (recovered is null && silent.Count == 0 && stage.Carrier.Taken > marks.Taken)
                recovered = elapsed;
            var dead = stage.Fleet.Nodes.FirstOrDefault(n => n.HasDied);
            if (elapsed > Patience || (dead is not null && !await dead.LaunchAgain()))
            {
                var whose = dead ?? silent.FirstOrDefault() ?? stage.Fleet.Nodes[0];
                _nodeFaults.Add($"Node {whose.Number + 1} {(whose.HasDied ? "ended by itself" : $"did no work in {Patience.TotalSeconds:0} s")}. Its last words: {whose.Tail().Split('\n')[^1]}");
                return null;
            }

            await Task.Delay(Poll, clock, ct);
        }

        return recovered;
    }

    /// <summary>All leases of the dead end, all receipts come home, all is told: after that nothing moves any more.</summary>
    private async Task UntilQuiet(Stage stage, CancellationToken ct)
    {
        var (began, aheadSince) = (clock.GetTimestamp(), (long?)null);
        while (clock.GetElapsedTime(began) < QuietWithin)
        {
            var sums = await Sums(stage, isThorough: false, ct);
            if (sums is { Moving: 0, Outbox: 0, WebhookQueue: 0 } && stage.Carrier.Counters.ReceiptsHeld == 0)
                return;

            progress($"waiting until all is quiet: {sums.Moving:N0} texts move, {sums.WebhookQueue:N0} webhooks wait");
            if (aheadSince is null && plan.Faults.Contains(FaultKind.ClockJump) && clock.GetElapsedTime(began) > ClocksAheadAfter)
            {
                // What was put off while a clock was ahead is due by a right clock only then. Nobody waits that long.
                aheadSince = clock.GetTimestamp();
                foreach (var node in stage.Fleet.Nodes)
                    node.Clock.Set(Disturbances.Jump + TimeSpan.FromMinutes(1));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), clock, ct);
        }
    }

    private async Task<Evidence> Gather(Stage stage, CancellationToken ct)
    {
        var messages = stage.Fleet.Nodes.Select(n => n.Url).FirstOrDefault(url => url is not null) is { } node
            ? await TextList.Read(node, stage.Key, ct) : throw new ProcessFault("No node is left that could be asked.");
        foreach (var one in stage.Fleet.Nodes.Where(n => !n.HasDied))
            if (await one.Stop() is not 0 and var code)
                _nodeFaults.Add($"Node {one.Number + 1} ended with {code} when it was asked to end.");
        var ledger = await stage.Fleet.Run(ct, "ledger", "verify", "--json");
        var counters = stage.Carrier.Counters;
        return new Evidence
        {
            Sent = stage.Texts.Sent(),
            Messages = messages,
            Submits = stage.Carrier.Submits,
            Told = stage.Hooks.Told(),
            EventsReceived = stage.Hooks.Received,
            Receipts = (counters.Accepted, counters.ReceiptsConfirmed),
            Sums = await Sums(stage, isThorough: true, ct),
            Booked = (long)(stage.TopUps.Booked * 1_000_000),
            LedgerFault = ledger.Code == 0 ? null : ledger.Error,
            LedgerMessages = ledger.Code == 0 ? LedgerMessages(ledger.Output) : 0,
            MostUncertain = _results.Sum(r => Disturbances.MostUncertain(r.Round, plan.Nodes)),
            NodeFaults = _nodeFaults,
        };
    }

    private Task<StoreSums> Sums(Stage stage, bool isThorough, CancellationToken ct) => access.Count(stage.Fleet.Data, stage.Store.Direct, isThorough, ct);

    private static long LedgerMessages(string json)
    {
        using var document = JsonDocument.Parse(json);
        return long.Parse(document.RootElement.GetProperty("messages").GetString() ?? "0", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>What the nodes said, for whoever looks for the reason.</summary>
    private void KeepLogs(Stage stage)
    {
        Directory.CreateDirectory(plan.ReportFolder);
        foreach (var log in Directory.GetFiles(stage.Fleet.Logs))
            File.Copy(log, Path.Combine(plan.ReportFolder, Path.GetFileName(log)), overwrite: true);
    }

    /// <summary>How far everybody was at a moment.</summary>
    private sealed class Marks(Stage stage)
    {
        private readonly long[] _nodes = [.. stage.Fleet.Nodes.Select(n => n.Answered)];

        public long Answered { get; } = stage.Texts.Answered;

        public long Taken { get; } = stage.Carrier.Taken;

        public long Of(Node node) => _nodes[node.Number];
    }
}
