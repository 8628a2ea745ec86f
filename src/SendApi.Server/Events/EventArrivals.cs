using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Events;

/// <summary>Tells the dispatcher and the streams of this node which endpoints and listeners have something new in the queue.</summary>
public sealed class EventArrivals
{
    private readonly Lock _lock = new();
    private HashSet<string> _lanes = [];
    private HashSet<string> _renewed = [];

    /// <summary>Wakes the dispatcher.</summary>
    public Wake Webhooks { get; } = new();

    /// <summary>Wakes the streams.</summary>
    public Wake Streams { get; } = new();

    /// <summary>Signals when the session has committed.</summary>
    public void SignalAfter(Session session, IReadOnlyCollection<string> lanes)
    {
        if (lanes.Count > 0)
            session.AfterCommit(() => Signal(lanes));
    }

    /// <summary>Says, when the session has committed, that an endpoint is to be tried as a new one: its pause on this node ends. On another it may last a while.</summary>
    public void RenewAfter(Session session, string lane) => session.AfterCommit(() =>
    {
        lock (_lock)
            _renewed.Add(lane);
        Signal([lane]);
    });

    public void Signal(IReadOnlyCollection<string> lanes)
    {
        lock (_lock)
            _lanes.UnionWith(lanes);
        Webhooks.Signal();
        if (lanes.Any(LaneNames.IsListener))
            Streams.Signal();
    }

    /// <summary>What was signaled since the last time, and which of it is to be tried as new.</summary>
    public (IReadOnlyCollection<string> Lanes, IReadOnlyCollection<string> Renewed) Take()
    {
        lock (_lock)
        {
            var taken = (_lanes, _renewed);
            if (_lanes.Count > 0)
                (_lanes, _renewed) = ([], []);
            return taken;
        }
    }
}
