using SendApi.Connectors.Smpp.Wire;

namespace SendApi.Connectors.Smpp;

/// <summary>The requests of one connection that wait for their answers, by sequence number.</summary>
internal sealed class PendingRequests(SmppLink link, TimeProvider clock)
{
    /// <summary>The highest sequence number (SMPP Protocol Specification v3.4, section 5.1.4).</summary>
    private const uint MaxSequence = 0x7FFFFFFF;

    private readonly Lock _gate = new();
    private readonly Dictionary<uint, Pending> _pending = [];
    private uint _sequence;
    private string? _ended;

    private readonly record struct Pending(TaskCompletionSource<SmppAnswer> Answer, long Batch, long PostedAt);

    /// <summary>Posts a request; the task ends with its answer, and never with an exception.</summary>
    public Task<SmppAnswer> Send(SmppCommand command, PduBody? body)
    {
        var answer = new TaskCompletionSource<SmppAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_ended is not null)
                return Task.FromResult<SmppAnswer>(new SmppAnswer.NotSent(_ended));

            _sequence = _sequence == MaxSequence ? 1 : _sequence + 1;
            try
            {
                var batch = link.Post(Pdu.Request(command, _sequence, body));
                _pending[_sequence] = new Pending(answer, batch, clock.GetTimestamp());
            }
            catch (SmppFault fault)
            {
                return Task.FromResult<SmppAnswer>(new SmppAnswer.NotSent(fault.Message));
            }
        }

        return answer.Task;
    }

    /// <summary>Hands an answer to its request; false when none waits for it.</summary>
    public bool Answer(in Pdu pdu)
    {
        Pending pending;
        lock (_gate)
            if (!_pending.Remove(pdu.Sequence, out pending))
                return false;

        pending.Answer.SetResult(new SmppAnswer.Given(pdu));
        return true;
    }

    /// <summary>Gives up on what has waited too long and says how many those were.</summary>
    public int GiveUpOlderThan(TimeSpan age)
    {
        List<Pending>? late = null;
        lock (_gate)
            foreach (var (sequence, pending) in _pending)
                if (clock.GetElapsedTime(pending.PostedAt) >= age)
                {
                    _pending.Remove(sequence);
                    (late ??= []).Add(pending);
                }

        foreach (var pending in late ?? [])
            pending.Answer.SetResult(new SmppAnswer.None($"No answer came within {age.TotalSeconds:0.#} seconds."));
        return late?.Count ?? 0;
    }

    /// <summary>Ends what still waits, as not sent only where the socket never got it. The writing loop must have ended.</summary>
    public void End(string why)
    {
        List<Pending> left;
        lock (_gate)
        {
            _ended = why;
            left = [.. _pending.Values];
            _pending.Clear();
        }

        foreach (var pending in left)
            pending.Answer.SetResult(pending.Batch > link.HandedOver ? new SmppAnswer.NotSent(why) : new SmppAnswer.None(why));
    }
}
