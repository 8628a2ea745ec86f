namespace SendApi.Server.Events;

/// <summary>How one endpoint answered lately and how much it may be given now. A dead one is paused and then asked with one delivery at a time, so that it slows nobody.</summary>
/// <remarks>The window grows by one with each success, so it doubles with each round, and is halved by a failure. Nothing of it is stored: a new process finds out anew.</remarks>
public sealed class Lane(WebhookOptions options)
{
    private const int FirstWindow = 4;

    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(1);

    private int _window = FirstWindow;
    private int _failures;
    private int _pauses;

    /// <summary>Whether the queue may hold something that is due.</summary>
    public bool MayHaveWork { get; set; }

    public int UnderWay { get; private set; }

    /// <summary>Whether it answered well since it last failed or since this process knows it.</summary>
    public bool IsProven { get; private set; }

    public DateTimeOffset? PausedUntil { get; private set; }

    /// <summary>When it was last given something, as a number that grows: who waits longest comes first.</summary>
    public long LastTaken { get; set; }

    public bool IsIdle(DateTimeOffset now) => !MayHaveWork && UnderWay == 0 && !(PausedUntil > now);

    /// <summary>How many deliveries it may be given now.</summary>
    public int Room(DateTimeOffset now) => now < PausedUntil ? 0 : Math.Max(0, _window - UnderWay);

    public void Began(int count) => UnderWay += count;

    /// <summary>A delivery to it ended without an answer being wanted, such as one that was taken back.</summary>
    public void Ended() => UnderWay--;

    public void Succeeded()
    {
        UnderWay--;
        _window = Math.Min(_window + 1, options.MostToOne);
        (_failures, _pauses, PausedUntil, IsProven) = (0, 0, null, true);
    }

    /// <summary>Forgets its failures: whoever mended it need not wait for the end of the pause.</summary>
    public void Renew() => (_failures, _pauses, PausedUntil, _window) = (0, 0, null, FirstWindow);

    /// <param name="asked">What the endpoint asked for with Retry-After because it has too much to do.</param>
    public void Failed(DateTimeOffset now, TimeSpan? asked, Func<double> chance)
    {
        UnderWay--;
        _failures++;
        _window = Math.Max(1, _window / 2);
        IsProven = false;
        if (asked is { } wish)
            PauseUntil(now + (wish < LongestAsked ? wish : LongestAsked));
        // The answers to what was under way when the pause began are no new reason.
        if (_failures < options.FailuresBeforePause || now < PausedUntil)
            return;

        var pause = Math.Min(options.ShortestPause.Ticks * Math.Pow(2, Math.Min(_pauses++, 30)), options.LongestPause.Ticks);
        _window = 1;
        PauseUntil(now + TimeSpan.FromTicks((long)(pause * (0.9 + 0.2 * chance()))));
    }

    private void PauseUntil(DateTimeOffset until)
    {
        if (PausedUntil is null || until > PausedUntil)
            PausedUntil = until;
    }
}
