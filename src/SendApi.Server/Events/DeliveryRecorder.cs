using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Events;

/// <summary>Writes down how attempts at deliveries ended. One that cannot be written lets its lease run out, and is delivered again under the same id.</summary>
internal sealed class DeliveryRecorder(Db db, DeliveryResults results, TimeProvider clock, ILogger<DeliveryRecorder> log)
    : BatchWriter<DeliveryResult>(db, clock, log)
{
    /// <summary>Only what comes next about the same subject waits for a result, and a commit for each would be the dearest part of a delivery.</summary>
    protected override TimeSpan Gathering { get; } = TimeSpan.FromMilliseconds(8);

    /// <summary>Ends when the result is on disk.</summary>
    public Task Record(DeliveryResult result) => Add(result);

    protected override Task<bool> Write(Session session, IReadOnlyList<DeliveryResult> batch) => results.Write(session, batch);
}
