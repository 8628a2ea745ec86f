namespace SendApi.Server.Events;

/// <summary>The endpoints that have something in the queue, as this node sees them, and how much each may be given now.</summary>
public sealed class Lanes(WebhookOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Lane> _lanes = [];
    private int _underWay, _unproven;
    private long _turn;

    public int UnderWay
    {
        get
        {
            lock (_lock)
                return _underWay;
        }
    }

    /// <summary>Notes that these may have something due.</summary>
    public void Arrived(IEnumerable<string> ids)
    {
        lock (_lock)
            foreach (var id in ids)
            {
                if (!_lanes.TryGetValue(id, out var lane))
                    _lanes[id] = lane = new Lane(options);
                lane.MayHaveWork = true;
            }
    }

    /// <summary>Forgets how these answered.</summary>
    public void Renew(IEnumerable<string> ids)
    {
        lock (_lock)
            foreach (var id in ids)
                _lanes.GetValueOrDefault(id)?.Renew();
    }

    /// <summary>Takes places at up to <paramref name="most"/> endpoints; each is given back with <see cref="Claimed"/>.</summary>
    public List<LaneRoom> Take(DateTimeOffset now, int most)
    {
        var taken = new List<LaneRoom>();
        lock (_lock)
            foreach (var (id, lane) in _lanes.Where(l => l.Value.MayHaveWork).OrderBy(l => l.Value.LastTaken))
            {
                if (taken.Count == most || _underWay == options.MostUnderWay)
                    break;

                var left = lane.IsProven ? options.MostUnderWay - _underWay : Math.Min(options.MostUnderWay / 2 - _unproven, options.MostUnderWay - _underWay);
                if (Math.Min(lane.Room(now), left) is not (> 0 and var room))
                    continue;

                // What arrives from here on marks it anew.
                lane.MayHaveWork = false;
                lane.LastTaken = ++_turn;
                Begin(lane, room, lane.IsProven);
                taken.Add(new(id, room, lane.IsProven));
            }

        return taken;
    }

    /// <summary>Says how many of the places are used; the others are free again. An endpoint that used all of them may have more.</summary>
    public void Claimed(LaneRoom taken, int used)
    {
        lock (_lock)
        {
            Begin(_lanes[taken.Id], used - taken.Places, taken.WasProven);
            if (used == taken.Places)
                _lanes[taken.Id].MayHaveWork = true;
        }
    }

    /// <summary>A delivery ended; true when the endpoint has more, which its place may be used for.</summary>
    public bool Ended(LaneRoom taken, Action<Lane> verdict)
    {
        lock (_lock)
        {
            var lane = _lanes[taken.Id];
            verdict(lane);
            _underWay--;
            if (!taken.WasProven)
                _unproven--;
            return lane.MayHaveWork;
        }
    }

    /// <summary>When the next pause ends of those that are known to have work, or null.</summary>
    public DateTimeOffset? NextEndOfPause(DateTimeOffset now)
    {
        lock (_lock)
            return _lanes.Values.Where(l => l.MayHaveWork && l.PausedUntil > now).Min(l => l.PausedUntil);
    }

    /// <summary>The present pause of an endpoint, or null.</summary>
    public DateTimeOffset? PauseOf(string id)
    {
        lock (_lock)
            return _lanes.GetValueOrDefault(id)?.PausedUntil;
    }

    /// <summary>Forgets who has nothing to do and nothing to be remembered for.</summary>
    public void Forget(DateTimeOffset now)
    {
        lock (_lock)
            foreach (var id in _lanes.Where(l => l.Value.IsIdle(now)).Select(l => l.Key).ToList())
                _lanes.Remove(id);
    }

    private void Begin(Lane lane, int count, bool wasProven)
    {
        lane.Began(count);
        _underWay += count;
        if (!wasProven)
            _unproven += count;
    }
}

/// <summary>Places that were taken for deliveries to one endpoint.</summary>
public sealed record LaneRoom(string Id, int Places, bool WasProven);
