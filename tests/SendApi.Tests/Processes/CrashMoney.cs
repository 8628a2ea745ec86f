using SendApi.Server.Ledger;
using SendApi.Server.Usage;

namespace SendApi.Tests.Processes;

/// <summary>An operator who tops up, from a process of his own, while the server dies again and again; and the sums at the end.</summary>
public sealed class CrashMoney(StoreLocation location)
{
    private const long First = 1_000_000_000, Each = 1_250_001;

    private readonly CancellationTokenSource _stop = new();
    private Task _operator = Task.CompletedTask;
    private long _booked;
    private string _account = "";

    /// <summary>Makes texts cost credit for the one account there is, and gives it enough to begin with.</summary>
    public async Task Start()
    {
        await using (var db = location.Open())
        {
            await db.Write(s => s.Execute("UPDATE plans SET is_prepaid = 1 WHERE name = 'Unlimited'"), default);
            _account = (await db.Read(s => s.Query<string>("SELECT id FROM accounts"), default)).Single();
            await Book(db, First, "first");
        }

        _operator = Task.Run(TopUps);
    }

    public async Task Finish()
    {
        await _stop.CancelAsync();
        await _operator;
        _stop.Dispose();
    }

    /// <summary>Adds everything up again: books, messages and counters.</summary>
    public async Task Check(int messages, int uncertain)
    {
        await using var db = location.Open();
        var audit = await db.Snapshot(s => Audit.Run(s, _ => { }), default);
        Assert.Null(audit.Difference);
        Assert.Equal(messages, audit.Messages);

        var books = await db.Read(s => Books.Balances(s, _account), default);
        Assert.Equal(-_booked, books[Server.Ledger.Book.Funding]);
        // What nobody knows the end of keeps its reservation; all else is spent.
        Assert.Equal((uncertain * 45_000L, (messages - uncertain) * 45_000L), (books[Server.Ledger.Book.Reserved], books[Server.Ledger.Book.Spent]));

        var counters = await db.Read(s => Counters.Between(s, _account, 0, long.MaxValue), default);
        Assert.Equal(messages, counters.Where(c => c.Kind == CounterKinds.SmsDay).Sum(c => c.Used));
        Assert.Equal(messages, counters.Where(c => c.Kind == CounterKinds.Sms).Sum(c => c.Used));
        Assert.Equal(messages * 45_000L, counters.Where(c => c.Kind == CounterKinds.SmsCostDay).Sum(c => c.Used));
    }

    private async Task TopUps()
    {
        await using var db = location.Open();
        for (var number = 1; !_stop.IsCancellationRequested; number++)
        {
            await Book(db, Each, $"top-up {number}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <summary>Repeats until it is sure, as an operator would: a reference is booked once.</summary>
    private async Task Book(Db db, long amount, string reference)
    {
        while (true)
        {
            try
            {
                await db.Write(s => Credit.Book(s, new Payment(_account, amount, reference, null), TimeProvider.System.GetUtcNow()), default);
                _booked += amount;
                return;
            }
            catch (Exception fault) when (fault is StoreUnavailable or StoreInDoubt)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }
    }
}
