using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.WhatsApp;

/// <summary>The link of one session on the node that holds it: at the pace of its number, no more at once than that allows, and nothing while it is not connected or its lease is over.</summary>
public sealed class SessionLink : IWhatsAppSender
{
    /// <summary>A look at the pace comes at least this often: what it waits for may end sooner than it said.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan BetweenJudgements = TimeSpan.FromMinutes(5), BetweenDoubts = TimeSpan.FromMinutes(1), LongPutOff = TimeSpan.FromMinutes(5);

    private readonly string _session;
    private readonly ISessionGateway _gateway;
    private readonly ISessionPace _pace;
    private readonly TimeProvider _clock;
    private readonly Func<double> _chance;
    private readonly SessionCaution? _caution;
    private readonly Lock _lock = new();
    private readonly Wake _changed = new();
    private DateTimeOffset _heldUntil;
    private DateTimeOffset _mayAskAt;
    private bool _isConnected, _isDoubted, _isClosed;
    private PaceLimit _written;
    private SessionRest _writtenRest;
    private DateTimeOffset _judgedAt;
    private bool _hasSent;
    private int _sending, _sent;

    public SessionLink(SessionRow row, SessionGateways gateways, TimeProvider clock, Func<double> chance)
    {
        (_session, _gateway, Name, _clock, _chance) = (row.Id, gateways.Of(row), gateways.NameOf(row), clock, chance);
        _pace = row.IsCloud ? new CloudPace(row.Day, row.SentToday) : new SessionPace(Times.FromMicros(row.PairedAt), row.Day, row.SentToday);
        _written = new(Times.FromMicros(row.PacedUntil), row.PacedWhy);
        _writtenRest = row.Rest;
        _caution = row.Kind == SessionRows.Linked ? new SessionCaution(row.Rest) : null;
    }

    public string Name { get; }

    public int Room
    {
        get
        {
            lock (_lock)
                return MayLeave ? Math.Min(_pace.Window - _sending, _pace.Free(_clock.GetUtcNow())) : 0;
        }
    }

    public string State
    {
        get
        {
            lock (_lock)
                return IsOpen ? "connected" : "not connected";
        }
    }

    /// <summary>One request to the gateway.</summary>
    public TimeSpan SendLimit => _gateway.SendLimit;

    // Called under the lock.
    private bool IsOpen => _isConnected && !_isClosed && _heldUntil > _clock.GetUtcNow();

    // Called under the lock.
    private bool MayLeave => IsOpen && _caution?.Rests(_clock.GetUtcNow()) is not true;

    /// <summary>There is nothing to connect: the gateway holds the connection.</summary>
    public void Start()
    {
    }

    /// <summary>The session was proven to be connected, or not; or nothing is proven, since the gateway cannot be asked.</summary>
    public void Set(bool isConnected, bool isProven)
    {
        lock (_lock)
        {
            if (_isConnected && !isConnected && isProven)
                _caution?.Lost(_clock.GetUtcNow());
            _isConnected = isConnected;
        }

        _changed.Signal();
    }

    /// <summary>This node speaks for the session until then.</summary>
    public void Hold(DateTimeOffset until)
    {
        lock (_lock)
            _heldUntil = until;
        _changed.Signal();
    }

    /// <summary>What is to be written down of it; null while nothing has changed since <see cref="Counted"/>.</summary>
    public SessionCount? Uncounted
    {
        get
        {
            lock (_lock)
            {
                var now = _clock.GetUtcNow();
                var (until, why) = _pace.Next(now);
                // A pause between two messages is no news.
                PaceLimit pace = until - now > SessionPace.LongestPause ? new(until, why) : default;
                return _sent == 0 && pace == _written ? null : new(_sent, _pace.Day, _pace.SentToday, pace);
            }
        }
    }

    /// <summary>Whether a send found that the session may not work any more, since that was last asked.</summary>
    public bool TakeDoubt()
    {
        lock (_lock)
        {
            var (isDoubted, now) = (_isDoubted && _clock.GetUtcNow() >= _mayAskAt, _clock.GetUtcNow());
            if (isDoubted)
                (_isDoubted, _mayAskAt) = (false, now + BetweenDoubts);
            return isDoubted;
        }
    }

    /// <summary>That is written down.</summary>
    public void Counted(SessionCount count)
    {
        lock (_lock)
        {
            _sent -= count.More;
            _written = count.Pace;
        }
    }

    /// <summary>The pause that the number makes, or made last.</summary>
    public SessionRest Rest
    {
        get
        {
            lock (_lock)
                return _caution?.Rest ?? default;
        }
    }

    /// <summary>The pause that is to be written down; null while it is.</summary>
    public SessionRest? Unwritten => Rest is var rest && rest != _writtenRest ? rest : null;

    /// <summary>That is written down.</summary>
    public void Written(SessionRest rest) => _writtenRest = rest;

    /// <summary>Whether something has left since the number was last judged by its receipts, and that is long enough ago.</summary>
    public bool IsToBeJudged(DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_caution is null || !_hasSent || now - _judgedAt < BetweenJudgements)
                return false;

            (_hasSent, _judgedAt) = (false, now);
            return true;
        }
    }

    /// <summary>Judges the number by the receipts of its messages, the newest first.</summary>
    public void Judge(IReadOnlyList<bool> heard)
    {
        lock (_lock)
            _caution?.Judge(heard, _clock.GetUtcNow());
    }

    public async Task WaitForRoom(CancellationToken ct)
    {
        var changed = _changed.Next;
        TimeSpan wait;
        lock (_lock)
            wait = MayLeave && _sending < _pace.Window ? _pace.Next(_clock.GetUtcNow()).At - _clock.GetUtcNow() : LongestWait;
        if (wait > TimeSpan.Zero)
            await Wake.For(changed, wait < LongestWait ? wait : LongestWait, _clock, ct);
    }

    public async Task<SendOutcome> Send(WhatsAppSubmission submission, CancellationToken ct)
    {
        lock (_lock)
        {
            if (!IsOpen)
                return new SendOutcome.TryLater("The session is not connected.");
            if (_caution is { } caution && caution.Rests(_clock.GetUtcNow()))
                return new SendOutcome.TryLater($"The number pauses: {caution.Rest.Why}.", caution.Rest.Until - _clock.GetUtcNow());
            if (_sending >= _pace.Window || _pace.Next(_clock.GetUtcNow()).Why is not null)
                return new SendOutcome.TryLater("The pace of the number does not allow it yet.", _pace.Next(_clock.GetUtcNow()).At - _clock.GetUtcNow());
            _sending++;
            _pace.Take(_clock.GetUtcNow(), _chance());
        }

        SendOutcome? outcome = null;
        try
        {
            return outcome = await _gateway.Send(_session, submission, ct);
        }
        finally
        {
            lock (_lock)
            {
                _sending--;
                _sent += outcome is SendOutcome.Accepted ? 1 : 0;
                _hasSent = true;
                if (outcome is not null)
                    _caution?.Sent(outcome, _clock.GetUtcNow());
                // What it is put off for without a time, or for long, may be the session itself: a look tells.
                _isDoubted |= outcome is SendOutcome.TryLater { After: var after } && (after is null || after >= LongPutOff);
            }

            _changed.Signal();
        }
    }

    /// <summary>Takes nothing more.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
            _isClosed = true;
        _changed.Signal();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Until when the pace of a number holds everything back, and why; nothing where it does not.</summary>
public readonly record struct PaceLimit(DateTimeOffset? Until, string? Why);

/// <summary>What a link has to write down: messages that left, and how the pace of its number stands.</summary>
public sealed record SessionCount(int More, long Day, long SentToday, PaceLimit Pace);
