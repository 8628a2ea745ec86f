using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Events;

/// <summary>Tells the dispatcher and the streams of this node which endpoints and listeners have something new in the queue.</summary>
public sealed class EventArrivals(Calls calls)
{
    private readonly Lock _lock = new();
    private HashSet<string> _lanes = [];
    private HashSet<string> _renewed = [];

    /// <summary>Wakes the dispatcher.</summary>
    public Wake Webhooks { get; } = new();

    /// <summary>Wakes the streams.</summary>
    public Wake Streams { get; } = new();

    /// <summary>Whether this node calls endpoints. Where it does not, others are told of what comes for them.</summary>
    public bool HasDispatcher { get; set; }

    /// <summary>Signals when the session has committed.</summary>
    public void SignalAfter(Session session, IReadOnlyCollection<string> lanes)
    {
        if (lanes.Count > 0)
            session.AfterCommit(() => Signal(lanes));
    }

    /// <summary>Says, when the session has committed, that an endpoint is to be tried as a new one: its pause ends, on every node.</summary>
    public void RenewAfter(Session session, string lane) => session.AfterCommit(() =>
    {
        calls.Make(Topics.Renewed(lane));
        Hear([lane], [lane]);
    });

    public void Signal(IReadOnlyCollection<string> lanes)
    {
        // A stream may be on any node; endpoints are called from here when they can be.
        foreach (var lane in lanes)
            if (!HasDispatcher || LaneNames.IsListener(lane))
                calls.Make(Topics.Lane(lane));
        Hear(lanes, []);
    }

    /// <summary>Takes over what came in, here or on another node.</summary>
    public void Hear(IReadOnlyCollection<string> lanes, IReadOnlyCollection<string> renewed)
    {
        lock (_lock)
        {
            _lanes.UnionWith(lanes);
            _renewed.UnionWith(renewed);
        }

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
            if (_lanes.Count > 0 || _renewed.Count > 0)
                (_lanes, _renewed) = ([], []);
            return taken;
        }
    }
}
