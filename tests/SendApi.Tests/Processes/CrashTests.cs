using System.Collections.Concurrent;
using System.Diagnostics;

namespace SendApi.Tests.Processes;

[Collection(Alone.Name)]
public sealed class CrashTests(ITestOutputHelper output)
{
    /// <summary>Both engines are killed side by side: a run waits more than it works. Each test reports on its own.</summary>
    private static readonly Dictionary<string, Lazy<CrashRun>> Runs = new[] { Engines.Sqlite, Engines.Postgres }.ToDictionary(e => e, e => new Lazy<CrashRun>(() => new CrashRun(e)));

    [Theory, ClassData(typeof(Engines))]
    public async Task A_kill_in_the_middle_of_work_loses_nothing_doubles_nothing_silently_and_keeps_the_money_right_and_tells_everything(string engine)
    {
        var both = Runs.Values.Select(r => r.Value).ToList();
        var mine = both.Single(r => r.Engine == engine);
        try
        {
            await mine.Ends;
        }
        finally
        {
            foreach (var line in mine.Said)
                output.WriteLine(line);
        }
    }
}

/// <summary>One engine's run through the kills.</summary>
internal sealed class CrashRun
{
    private const int Clients = 8, Window = 40;

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("CRASH_KILLS") ?? "20");

    /// <summary>Short leases: what a dead server held is known to be uncertain, or is delivered again, soon.</summary>
    private static readonly (string, string)[] Settings = [("Delivery__Lease", "00:00:05"), ("Webhooks__AnswerWithin", "00:00:01"), ("Webhooks__RetryWaits__0", "00:00:01"), ("Outbound__AllowedNetworks__0", "127.0.0.0/8")];

    public CrashRun(string engine)
    {
        Engine = engine;
        Ends = Task.Run(() => Run(engine));
    }

    public string Engine { get; }

    public ConcurrentQueue<string> Said { get; } = [];

    public Task Ends { get; }

    private async Task Run(string engine)
    {
        var started = Stopwatch.GetTimestamp();
        await using var carrier = await Carrier.Open();
        await using var server = await Installation.Fresh(engine);
        var key = await server.Key();
        await server.AddSmsc(carrier.Port, "response_timeout_seconds=2", $"window={Window}");
        await using var hooks = await CrashHooks.Open();
        var load = new CrashLoad(server, key);
        var money = new CrashMoney(server.Location);
        await money.Start();

        await KillManyTimes(server, carrier, load, () => hooks.Subscribe(server, key));
        await load.Finish();
        await money.Finish();
        var loaded = Stopwatch.GetElapsedTime(started);

        // All leases of the dead end, all receipts come home: after that nothing moves any more.
        await server.UntilNone(key, "queued", "sending");
        await Eventually.IsTrue(() => Task.FromResult(carrier.Counters.ReceiptsHeld == 0), () => $"{carrier.Counters.ReceiptsHeld} receipts are held.");
        await server.UntilNone(key, "sent");
        await UntilAllIsTold(server);

        var messages = await ListedMessage.All(server, key);
        var uncertain = messages.Count(m => m.Status == "uncertain");
        Said.Enqueue($"{engine}: {load.Answered.Count} answered, {load.Lost.Count} lost answers, {load.Repeats} repeats, "
            + $"{carrier.Taken.Count} submitted, {uncertain} uncertain; {hooks.Received} events received, {hooks.Repeats} of them again; "
            + $"{loaded.TotalSeconds:0} s of kills, {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s in all");
        Assert.Empty(load.Wrong);
        Check(messages, load, carrier);
        hooks.Check(messages);
        Assert.Equal(0, await server.Stop());
        await CheckStore(server);
        await money.Check(messages.Count, uncertain);
        Assert.Contains("The ledger is right", await server.Must("ledger", "verify"), StringComparison.Ordinal);
    }

    private async Task KillManyTimes(Installation server, Carrier carrier, CrashLoad load, Func<Task> subscribe)
    {
        var seed = Environment.GetEnvironmentVariable("CRASH_SEED") is { Length: > 0 } given ? int.Parse(given) : Environment.ProcessId;
        Said.Enqueue($"CRASH_SEED={seed}");
#pragma warning disable RS0030 // The seed is printed, so the run can be repeated.
        var chance = new Random(seed);
#pragma warning restore RS0030
        await Start(server);
        await subscribe();
        load.Start(Clients);
        for (var kill = 1; kill <= Kills; kill++)
        {
            if (kill % 5 == 0)
                server.Launch([], Settings); // Every fifth dies on its way up, wherever it is by then.
            else if (kill > 1)
                await Start(server);

            var (answers, submits) = (load.Answered.Count, carrier.Taken.Count);
            if (kill % 5 != 0)
                await Eventually.IsTrue(() => Task.FromResult(load.Answered.Count > answers + 20 && carrier.Taken.Count > submits + 20),
                    () => $"Kill {kill}: no work was done before it. {server.Server.Tail()}");
            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(400)), TimeProvider.System);
            await server.Server.Kill(TestContext.Current.CancellationToken);
            await server.Server.DisposeAsync();
        }

        await Start(server);
    }

    private static Task Start(Installation server) => server.Start(Settings);

    private static void Check(List<ListedMessage> messages, CrashLoad load, Carrier carrier)
    {
        var byText = messages.ToLookup(m => m.Content);
        var submits = carrier.Taken.ToLookup(text => text);
        Assert.Empty(submits.Where(text => text.Count() > 1).Select(text => text.Key));
        Assert.Empty(byText.Where(text => text.Count() > 1).Select(text => text.Key));
        Assert.All(messages, m => Assert.True(load.Answered.ContainsKey(m.Content) || load.Lost.ContainsKey(m.Content), $"Nobody sent '{m.Content}'."));

        foreach (var (text, id) in load.Answered)
        {
            Assert.True(byText[text].Any(m => m.Id == id), $"'{text}' was answered with {id} and is not there.");
            var message = byText[text].Single();
            Assert.True(message.Status is "delivered" or "uncertain", $"'{text}' {id} is {message.Status}.");
            Assert.True(message.Status == "uncertain" || submits.Contains(text), $"'{text}' {id} is {message.Status}, and the carrier never saw it.");
        }

        // Only what was under way at a kill may be unknown, and most must have gone well.
        var uncertain = messages.Count(m => m.Status == "uncertain");
        Assert.True(uncertain <= Kills * Window, $"{uncertain} are uncertain after {Kills} kills with {Window} under way at most.");
        Assert.Equal(carrier.Counters.Accepted, carrier.Counters.ReceiptsConfirmed);
        foreach (var message in messages.Where(m => m.Status == "delivered"))
            Assert.True(submits.Contains(message.Content), $"'{message.Content}' is delivered, and the carrier never saw it.");
    }

    private static async Task UntilAllIsTold(Installation server)
    {
        await using var db = server.Location.Open();
        long left = 0;
        await Eventually.IsTrue(async () => (left = await db.Read(s => s.Number("SELECT COUNT(*) FROM webhook_queue"), default)) == 0, () => $"{left} deliveries wait.", patience: TimeSpan.FromSeconds(60));
    }

    /// <summary>Nothing is left over in the store, and SQLite's own check finds it whole.</summary>
    private static async Task CheckStore(Installation server)
    {
        await using var db = server.Location.Open();
        Assert.Equal(0, await db.Read(s => s.Number("SELECT COUNT(*) FROM outbox"), default));
        if (server.Location.Store is null)
            Assert.Equal(["ok"], await db.Read(s => s.Query<string>("PRAGMA integrity_check"), default));
    }
}
