using Microsoft.Extensions.Options;
using SendApi.Core.Sending;
using SendApi.Core;
using SendApi.Server.Events;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Delivery;

/// <summary>Writes down what attempts and receipts brought, and tells of it, many in one durable commit. A call ends when its fact is on disk.</summary>
/// <remarks>One consumer on a node: a receipt can never overtake the answer to its own submit unseen. An attempt that cannot be written lets its lease run out as uncertain.</remarks>
public sealed class Recorder(Db db, Publisher publisher, RecorderTools tools) : BatchWriter<Fact>(db, tools.Clock, tools.Log)
{
    private readonly bool _keepsExchanges = tools.Options.Value.KeepExchanges;

    /// <summary>Writes how an attempt ended. Its lease must still be held, else nothing is written. Waits as long as the store is down.</summary>
    public Task Record(Attempt attempt) =>
        Add(new Fact(_keepsExchanges ? attempt : attempt with { Outcome = attempt.Outcome with { Exchanges = [] } }, null));

    /// <summary>Writes a receipt down; <see cref="ReceiptSink"/>. One that finds no message is kept and tried again.</summary>
    public Task Record(Receipt receipt)
    {
        var now = tools.Clock.GetUtcNow();
        return Add(new Fact(null, new ReceivedReceipt(Ids.New(Ids.Event, now), _keepsExchanges ? receipt : receipt with { Exchange = null }, now)));
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
                tools.Carriers.Of(provider).Tell(delay);
        });
        return true;
    }
}

/// <summary>What the recorder needs beside the store and who is told.</summary>
public sealed record RecorderTools(Carriers Carriers, TimeProvider Clock, IOptions<DeliveryOptions> Options, ILogger<Recorder> Log);

/// <summary>One thing to write down: an attempt's end or a receipt.</summary>
public sealed record Fact(Attempt? Attempt, ReceivedReceipt? Receipt);
