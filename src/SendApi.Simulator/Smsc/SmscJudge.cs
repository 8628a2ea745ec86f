using System.Globalization;
using SendApi.Connectors.Smpp.Wire;

namespace SendApi.Simulator.Smsc;

/// <summary>Decides what happens to a text: the carrier's speed limit first, then the recipient's ending.</summary>
internal sealed class SmscJudge(SmscOptions options, TimeProvider clock)
{
    private const int ThrottledTries = 2, MaxRemembered = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string To, string Text), int> _tries = [];
    private long _nextId = BitConverter.ToInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8)) & 0x3FFF_FFFF_FFFF_FFFF;
    private double _allowance = options.ThrottlePerSecond;
    private long _filledAt = clock.GetTimestamp();

    /// <summary>The next message id. The first is drawn by lot, so that a restart repeats none.</summary>
    public string NextId() => Interlocked.Increment(ref _nextId).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The outcome, and the status submit_sm is answered with.</summary>
    public (MagicOutcome Outcome, SmppStatus Status) Judge(SimulatedSubmit submit)
    {
        if (options.ThrottlePerSecond > 0 && !Allow())
            return (MagicOutcome.Throttled, SmppStatus.ESME_RTHROTTLED);

        var outcome = options.Magic ? MagicRecipients.Of(submit.To) : MagicOutcome.Delivered;
        return outcome switch
        {
            MagicOutcome.Rejected => (outcome, SmppStatus.ESME_RINVDSTADR),
            MagicOutcome.Throttled when Tries(submit) <= ThrottledTries => (outcome, SmppStatus.ESME_RTHROTTLED),
            MagicOutcome.Throttled => (MagicOutcome.Delivered, SmppStatus.ESME_ROK),
            MagicOutcome.SilentFirst => (IsOdd(submit.To) ? MagicOutcome.Silent : MagicOutcome.Delivered, SmppStatus.ESME_ROK),
            MagicOutcome.UndeliverableFirst => (IsOdd(submit.To) ? MagicOutcome.Undeliverable : MagicOutcome.Delivered, SmppStatus.ESME_ROK),
            _ => (outcome, SmppStatus.ESME_ROK),
        };
    }

    private bool Allow()
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            _allowance = Math.Min(options.ThrottlePerSecond, _allowance + clock.GetElapsedTime(_filledAt, now).TotalSeconds * options.ThrottlePerSecond);
            _filledAt = now;
            if (_allowance < 1)
                return false;

            _allowance--;
            return true;
        }
    }

    /// <summary>Whether it is the first text to a recipient, the third, and so on.</summary>
    private bool IsOdd(string to)
    {
        lock (_gate)
        {
            if (_tries.Count >= MaxRemembered)
                _tries.Clear();
            return !_tries.Remove((to, "")) && _tries.TryAdd((to, ""), 1);
        }
    }

    /// <summary>How often this text to this recipient was tried, this time included.</summary>
    private int Tries(SimulatedSubmit submit)
    {
        lock (_gate)
        {
            if (_tries.Count >= MaxRemembered)
                _tries.Clear();
            var key = (submit.To, submit.Text);
            var tries = _tries.GetValueOrDefault(key) + 1;
            _tries[key] = tries;
            if (tries > ThrottledTries)
                _tries.Remove(key);
            return tries;
        }
    }
}
