namespace SendApi.Simulator.Smsc;

/// <summary>The phones behind the simulated carrier: they put long texts together, and show a text when all of it is there.</summary>
internal sealed class SmscPhones
{
    /// <summary>Of a text that never becomes whole the parts are thrown away with those of all others, as a phone does that is full.</summary>
    private const int MostUnfinished = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string SystemId, string From, string To, int Reference, int Total), SimulatedSubmit?[]> _unfinished = [];

    /// <summary>Told of each text that is whole; it must not block.</summary>
    public Action<ArrivedMessage>? Arrived { get; set; }

    /// <summary>Takes a part, or a text that is one part.</summary>
    public void Take(SimulatedSubmit submit)
    {
        if (Arrived is { } tell && Whole(submit) is { } parts)
            tell(new(submit.MessageId, submit.To, submit.From, "text", string.Concat(parts.Select(p => p.Text))));
    }

    /// <summary>All parts in their order once the last one is here; null before.</summary>
    private IReadOnlyList<SimulatedSubmit>? Whole(SimulatedSubmit submit)
    {
        if (submit.Place is not { Total: > 1 } place || place.Number < 1 || place.Number > place.Total)
            return [submit];

        var key = (submit.SystemId, submit.From, submit.To, place.Reference, place.Total);
        lock (_gate)
        {
            if (!_unfinished.TryGetValue(key, out var parts))
            {
                if (_unfinished.Count >= MostUnfinished)
                    _unfinished.Clear();
                _unfinished[key] = parts = new SimulatedSubmit?[place.Total];
            }

            parts[place.Number - 1] = submit;
            var whole = parts.OfType<SimulatedSubmit>().ToList();
            if (whole.Count < parts.Length)
                return null;

            _unfinished.Remove(key);
            return whole;
        }
    }
}
