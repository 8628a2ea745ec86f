namespace SendApi.Connectors.Pacing;

/// <summary>What the end of one send tells of the provider's mood.</summary>
internal enum Pressure
{
    /// <summary>Nothing: it says nothing of how fast we may send.</summary>
    None,
    /// <summary>It was taken, so a little more may be tried.</summary>
    Eased,
    /// <summary>Not taken because we send too fast, or because the provider is not well: the whole link slows down.</summary>
    Throttled,
}

/// <summary>Who may submit, and when: at most a window of submits wait for answers, none while the link is down or the carrier asks for calm.</summary>
/// <remarks>A throttling answer halves the window and stops it for a moment; each accepted submit widens it a little, as TCP does.</remarks>
internal sealed class SendWindow(int size, int perSecond, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250), LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>A longer calm than this is not kept for the whole link, whatever the provider asks: one message may wait that long, the others try.</summary>
    private static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource<bool>> _waiting = new();
    private readonly SendPace _pace = new(perSecond, clock);
    private TaskCompletionSource? _roomAwaited;
    private ITimer? _wake;
    private double _limit = size;
    private int _taken;
    private bool _open;
    private bool _ended;
    private TimeSpan _pause;
    private long _pausedAt;

    public int Room { get { lock (_gate) return FreeRoom(); } }

    /// <summary>What is left of the calm the carrier asked for; zero when it asked for none.</summary>
    public TimeSpan Calm { get { lock (_gate) return RestOfPause(); } }

    public void Open()
    {
        lock (_gate)
        {
            _open = true;
            LetThrough();
        }
    }

    public void Close()
    {
        lock (_gate)
            _open = false;
    }

    /// <summary>Closes for good: whoever waits goes away without a place.</summary>
    public void End()
    {
        lock (_gate)
        {
            (_open, _ended) = (false, true);
            foreach (var waiting in _waiting)
                waiting.SetResult(false);
            _waiting.Clear();
        }
    }

    /// <summary>So many nodes have the carrier's allowance a second together.</summary>
    public void ShareWith(int nodes)
    {
        lock (_gate)
            _pace.ShareWith(nodes);
    }

    public Task WaitForRoom(CancellationToken ct)
    {
        lock (_gate)
        {
            if (FreeRoom() > 0)
                return Task.CompletedTask;

            _roomAwaited ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            SetWake();
            return _roomAwaited.Task.WaitAsync(ct);
        }
    }

    /// <summary>Takes a place now, or not at all.</summary>
    public bool TryTake()
    {
        lock (_gate)
            return _waiting.Count == 0 && TakeIfFree();
    }

    /// <summary>Waits for a place, also through a cut of the link; false when there was none in time.</summary>
    public async Task<bool> Take(TimeSpan patience, CancellationToken ct)
    {
        var turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        LinkedListNode<TaskCompletionSource<bool>> place;
        lock (_gate)
        {
            if (_ended)
                return false;

            place = _waiting.AddLast(turn);
            LetThrough();
        }

        try
        {
            return await turn.Task.WaitAsync(patience, clock, ct);
        }
        catch (Exception stopped) when (stopped is TimeoutException or OperationCanceledException)
        {
            return GiveUp(place) && await turn.Task;
        }
    }

    /// <summary>Leaves the queue; true when the turn came at the same moment, so that no place is lost.</summary>
    private bool GiveUp(LinkedListNode<TaskCompletionSource<bool>> place)
    {
        lock (_gate)
        {
            if (place.List is null)
                return true;

            _waiting.Remove(place);
            return false;
        }
    }

    /// <summary>Gives a place back with what the carrier said.</summary>
    /// <param name="asked">The calm that it asked for by a time, if it did.</param>
    public void Release(Pressure pressure, TimeSpan? asked = null)
    {
        lock (_gate)
        {
            _taken--;
            var calm = RestOfPause() > TimeSpan.Zero;
            // The answers to what was under way when the carrier first complained tell nothing new.
            if (pressure == Pressure.Throttled && !calm)
                SlowDown(asked ?? TimeSpan.Zero);
            else if (pressure == Pressure.Eased && !calm)
                SpeedUp();
            LetThrough();
        }
    }

    private void SlowDown(TimeSpan asked)
    {
        _limit = Math.Max(1, _limit / 2);
        _pause = _pause == TimeSpan.Zero ? FirstPause : _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        if (asked > _pause)
            _pause = asked < LongestAsked ? asked : LongestAsked;
        _pausedAt = clock.GetTimestamp();
    }

    private void SpeedUp()
    {
        _limit = Math.Min(size, _limit + 1 / _limit);
        _pause = TimeSpan.Zero;
    }

    private void LetThrough()
    {
        while (_waiting.First is { } first && TakeIfFree())
        {
            _waiting.Remove(first);
            first.Value.SetResult(true);
        }

        if (_roomAwaited is not null && FreeRoom() > 0)
        {
            _roomAwaited.SetResult();
            _roomAwaited = null;
        }

        if (_waiting.Count > 0 || _roomAwaited is not null)
            SetWake();
    }

    private bool TakeIfFree()
    {
        if (!_open || _taken >= (int)_limit || RestOfPause() > TimeSpan.Zero || !_pace.Take())
            return false;

        _taken++;
        return true;
    }

    private int FreeRoom() =>
        _open && RestOfPause() == TimeSpan.Zero ? Math.Max(0, Math.Min((int)_limit - _taken, _pace.Left) - _waiting.Count) : 0;

    private TimeSpan RestOfPause()
    {
        if (_pause == TimeSpan.Zero)
            return TimeSpan.Zero;

        var rest = _pause - clock.GetElapsedTime(_pausedAt);
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }

    /// <summary>Only time ends a pause or brings new allowance; an answer or a bind wakes the rest.</summary>
    private void SetWake()
    {
        var after = RestOfPause();
        if (after == TimeSpan.Zero && _pace.Left == 0)
            after = _pace.Wait;
        if (after == TimeSpan.Zero || !_open)
            return;

        _wake ??= clock.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        // A timer counts whole milliseconds and may be a little early.
        _wake.Change(after + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }

    private void Wake()
    {
        lock (_gate)
            LetThrough();
    }
}
