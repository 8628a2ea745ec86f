namespace SendApi.Server.Workers;

/// <summary>What other nodes are to be told soon: that something waits which they could do. A call may be lost; everybody looks by himself from time to time.</summary>
public sealed class Calls
{
    /// <summary>Beyond this many different calls at once, further ones are not made.</summary>
    private const int Most = 1_000;

    private readonly Lock _lock = new();
    private HashSet<string> _topics = [];

    /// <summary>Signals when there is something to tell.</summary>
    public Wake Made { get; } = new();

    /// <param name="topic">A kind, a colon and what it is about, without spaces.</param>
    public void Make(string topic)
    {
        lock (_lock)
        {
            if (_topics.Count >= Most || !_topics.Add(topic) || _topics.Count > 1)
                return;
        }

        Made.Signal();
    }

    /// <summary>What was called since the last time.</summary>
    public IReadOnlyCollection<string> Take()
    {
        lock (_lock)
        {
            var taken = _topics;
            if (taken.Count > 0)
                _topics = [];
            return taken;
        }
    }
}

/// <summary>What nodes call each other for.</summary>
public static class Topics
{
    private const string QueueKind = "queue", LaneKind = "lane", RenewedKind = "renewed";

    /// <summary>Messages of a queue wait for a link with room.</summary>
    public static string Queue(string name) => $"{QueueKind}:{name}";

    /// <summary>Events wait for an endpoint or a listener.</summary>
    public static string Lane(string id) => $"{LaneKind}:{id}";

    /// <summary>An endpoint is to be tried as a new one.</summary>
    public static string Renewed(string id) => $"{RenewedKind}:{id}";

    /// <summary>The queue, endpoint or listener that a topic is about, by its kind; null for other kinds.</summary>
    public static (string? Queue, string? Lane, string? Renewed) Read(string topic) => topic.Split(':', 2) switch
    {
        [QueueKind, var name] => (name, null, null),
        [LaneKind, var id] => (null, id, null),
        [RenewedKind, var id] => (null, null, id),
        _ => (null, null, null),
    };
}
