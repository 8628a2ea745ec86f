namespace SendApi.Core.WhatsApp;

/// <summary>How fast a number of Meta's Cloud API may send: nobody takes it for a person's, and Meta bounds how many it takes in a second.</summary>
/// <remarks>Source: the Cloud API's documentation, Throughput: 80 messages a second for a number, unless Meta raises it. Beyond it a send is answered 130429.</remarks>
public sealed class CloudPace(long day, long sentToday) : ISessionPace
{
    public const int MostInASecond = 80;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Queue<DateTimeOffset> _lastSecond = new(MostInASecond);

    public int Window => 16;

    public long Day { get; private set; } = day;

    public long SentToday { get; private set; } = sentToday;

    public int Free(DateTimeOffset now)
    {
        while (_lastSecond.TryPeek(out var first) && first + Second <= now)
            _lastSecond.Dequeue();
        return MostInASecond - _lastSecond.Count;
    }

    public (DateTimeOffset At, string? Why) Next(DateTimeOffset now) => Free(now) > 0 ? (now, null) : (_lastSecond.Peek() + Second, "the number has sent what it may in a second");

    public void Take(DateTimeOffset now, double chance)
    {
        if (Day != SessionPace.DayOf(now))
            (Day, SentToday) = (SessionPace.DayOf(now), 0);
        SentToday++;
        if (Free(now) == 0)
            _lastSecond.Dequeue();
        _lastSecond.Enqueue(now);
    }
}
