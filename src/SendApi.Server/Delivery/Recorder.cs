using SendApi.Core.Sending;
using SendApi.Core;
using SendApi.Server.Events;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Delivery;

/// <summary>Writes down what attempts and receipts brought, and tells of it, many in one durable commit. A call ends when its fact is on disk.</summary>
/// <remarks>One consumer on a node: a receipt can never overtake the answer to its own submit unseen. An attempt that cannot be written lets its lease run out as uncertain.</remarks>
public sealed class Recorder(Db db, Publisher publisher, Carriers carriers, TimeProvider clock, ILogger<Recorder> log) : BatchWriter<Fact>(db, clock, log)
{
    private readonly TimeProvider _clock = clock;

    /// <summary>Writes how an attempt ended. Its lease must still be held, else nothing is written. Waits as long as the store is down.</summary>
    public Task Record(Attempt attempt) => Add(new Fact(attempt, null));

    /// <summary>Writes a receipt down; <see cref="ReceiptSink"/>. One that finds no message is kept and tried again.</summary>
    public Task Record(Receipt receipt)
    {
        var now = _clock.GetUtcNow();
        return Add(new Fact(null, new ReceivedReceipt(Ids.New(Ids.Event, now), receipt, now)));
    }

    /// <summary>Tries kept receipts again whose message is known by now; on a cluster the answer may have been written by another node.</summary>
    public async Task Record(IReadOnlyList<ReceivedReceipt> kept)
    {
        foreach (var receipt in kept)
            await Add(new Fact(null, receipt));
    }

    protected override async Task<bool> Write(Session session, IReadOnlyList<Fact> batch)
    {
        var changes = await RecordBatch.Write(session, batch, publisher);
        session.AfterCommit(() =>
        {
            foreach (var (provider, delay) in changes.Delays)
                carriers.Of(provider).Tell(delay);
        });
        return true;
    }
}

/// <summary>One thing to write down: an attempt's end or a receipt.</summary>
public sealed record Fact(Attempt? Attempt, ReceivedReceipt? Receipt);
