using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Inbound;

/// <summary>Writes inbound texts down, many in one durable commit. A call ends when its text is on disk: only then is the provider told that we have it.</summary>
public sealed class InboundRecorder(Db db, InboundWriting writing, TimeProvider clock, ILogger<InboundRecorder> log) : BatchWriter<ReceivedText>(db, clock, log)
{
    private readonly TimeProvider _clock = clock;

    /// <summary><see cref="InboundSink"/>; what the simulator brings is of the test world.</summary>
    public Task Record(InboundText text, long world)
    {
        var now = _clock.GetUtcNow();
        return Add(new ReceivedText(Ids.New(Ids.Inbound, now), text, world, now));
    }

    protected override async Task<bool> Write(Session session, IReadOnlyList<ReceivedText> batch)
    {
        await writing.Take(session, batch);
        return true;
    }
}
