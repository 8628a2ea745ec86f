using System.Collections.Concurrent;
using SendApi.Server.Workers;

namespace SendApi.Server.Delivery;

/// <summary>The signals that messages came in, one for each queue, so that no dispatcher looks in vain for another one.</summary>
public sealed class Arrivals(Calls calls)
{
    private readonly ConcurrentDictionary<string, Wake> _queues = [];

    public Wake In(string queue) => _queues.GetOrAdd(queue, _ => new Wake());

    /// <summary>Messages were queued. Other nodes are called where this one cannot begin them at once.</summary>
    public void Queued(string queue, bool isRoomHere)
    {
        In(queue).Signal();
        if (!isRoomHere)
            calls.Make(Topics.Queue(queue));
    }
}
