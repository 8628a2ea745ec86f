using SendApi.Core.Sending;

namespace SendApi.Server.Delivery;

/// <summary>How a carrier is doing. The smaller number is chosen first.</summary>
public enum CarrierState
{
    Up = 0,
    /// <summary>Its receipts come late.</summary>
    Slow = 1,
    /// <summary>No node says anything of it.</summary>
    Unknown = 2,
    /// <summary>Its link is down, or it fails too often.</summary>
    Down = 3,
}

/// <summary>Judges one carrier by what this node sees of it: a circuit that opens when too many sends fail, and the delay of its receipts.</summary>
/// <remarks>Only what is the carrier's own doing counts: a text that it refuses for the text's sake is no failure, and neither is being asked to slow down.</remarks>
public sealed class CarrierHealth(RoutingOptions options, TimeProvider clock)
{
    /// <summary>The span that failures are counted over, in slices.</summary>
    private const int Slices = 6;

    /// <summary>So many of the last receipts are looked at; their median decides.</summary>
    private const int Receipts = 25;

    private const int LongestWords = 200;

    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(5), ReceiptsTrusted = TimeSpan.FromMinutes(10), LongestOpen = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly (long Number, int Sent, int Failed)[] _slices = new (long, int, int)[Slices];
    private readonly Queue<TimeSpan> _delays = new(Receipts);
    private DateTimeOffset _lastReceipt;
    private DateTimeOffset? _openUntil;
    private TimeSpan _open;
    private DateTimeOffset? _awaySince;
    private (string State, DateTimeOffset Since) _shown = ("", default);
    private CarrierFault? _lastFault;

    /// <summary>How many messages it may be given: all, none while its circuit is open, and one at a time to try it again.</summary>
    public int Room
    {
        get
        {
            lock (_lock)
                return _openUntil is not { } until ? int.MaxValue : until <= clock.GetUtcNow() ? 1 : 0;
        }
    }

    public bool IsOpen => Room < int.MaxValue;

    public bool IsSlow
    {
        get
        {
            lock (_lock)
                return _delays.Count == Receipts && clock.GetUtcNow() - _lastReceipt < ReceiptsTrusted && _delays.Order().ElementAt(Receipts / 2) >= options.SlowReceipts;
        }
    }

    /// <summary>The last failure that was the carrier's own doing.</summary>
    public CarrierFault? LastFault => Volatile.Read(ref _lastFault);

    /// <summary>Since when it has been seen in this state without a break.</summary>
    public DateTimeOffset Since(string state)
    {
        lock (_lock)
        {
            if (_shown.State != state)
                _shown = (state, clock.GetUtcNow());
            return _shown.Since;
        }
    }

    /// <summary>Whether the link has been down long enough to matter: a carrier that is back in a moment keeps its messages.</summary>
    public bool IsAway(bool isUp)
    {
        lock (_lock)
        {
            _awaySince = isUp ? null : _awaySince ?? clock.GetUtcNow();
            return clock.GetUtcNow() - _awaySince >= options.FailoverAfter;
        }
    }

    /// <summary>Takes in how a send ended.</summary>
    public void Tell(SendOutcome outcome)
    {
        if (outcome is SendOutcome.TryLater { After: not null })
            return;

        var now = clock.GetUtcNow();
        var hasFailed = outcome is SendOutcome.TryLater or SendOutcome.Unknown or SendOutcome.Rejected { IsByRoute: true };
        if (hasFailed)
            Volatile.Write(ref _lastFault, new(Words(outcome), now));
        lock (_lock)
        {
            Count(now, hasFailed);
            if (_openUntil is { } until && until <= now)
                EndTrial(now, hasFailed);
            else if (_openUntil is null && hasFailed && FailsTooOften(now))
                Open(now, options.CircuitOpen);
        }
    }

    /// <summary>Takes in how long after its send a receipt came.</summary>
    public void Tell(TimeSpan receiptDelay)
    {
        lock (_lock)
        {
            if (_delays.Count == Receipts)
                _delays.Dequeue();
            _delays.Enqueue(receiptDelay);
            _lastReceipt = clock.GetUtcNow();
        }
    }

    private static string Words(SendOutcome outcome)
    {
        var words = outcome switch
        {
            SendOutcome.TryLater later => later.Reason,
            SendOutcome.Unknown unknown => unknown.Reason,
            SendOutcome.Rejected rejected => $"{rejected.ProviderCode}: {rejected.Reason}",
            _ => "",
        };
        return words.Length <= LongestWords ? words : words[..LongestWords] + "…";
    }

    private void EndTrial(DateTimeOffset now, bool hasFailed)
    {
        if (hasFailed)
        {
            Open(now, _open * 2 < LongestOpen ? _open * 2 : LongestOpen);
            return;
        }

        _openUntil = null;
        Array.Clear(_slices);
    }

    private void Open(DateTimeOffset now, TimeSpan span) => (_open, _openUntil) = (span, now + span);

    private void Count(DateTimeOffset now, bool hasFailed)
    {
        var number = now.Ticks / Slice.Ticks;
        ref var slice = ref _slices[number % Slices];
        if (slice.Number != number)
            slice = (number, 0, 0);
        slice.Sent++;
        slice.Failed += hasFailed ? 1 : 0;
    }

    private bool FailsTooOften(DateTimeOffset now)
    {
        var oldest = (now.Ticks / Slice.Ticks) - Slices;
        var counted = _slices.Where(s => s.Number > oldest).ToList();
        var (sent, failed) = (counted.Sum(s => s.Sent), counted.Sum(s => s.Failed));
        return failed >= options.CircuitFailures && failed >= options.CircuitShare * sent;
    }
}

/// <summary>Something that a carrier did wrong.</summary>
public sealed record CarrierFault(string Words, DateTimeOffset At);
