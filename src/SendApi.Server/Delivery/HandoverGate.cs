
namespace SendApi.Server.Delivery;

/// <summary>Counts the places of one world: a fresh message gets one only beside every message that waits. Pure; <see cref="Handover"/> guards it.</summary>
public sealed class HandoverGate
{
    /// <summary>Whether a claim found less than it asked for. What was queued since is counted, so that nothing unknown waits.</summary>
    private bool _isEmptied;

    /// <summary>How many this node queued that no claim has brought yet. The next places are theirs.</summary>
    private int _waiting;

    /// <summary>Whether the claim that looks now asked for more than are known to wait.</summary>
    private bool _seesEnd;

    private TaskCompletionSource? _claiming;
    private TaskCompletionSource _nextClaim = New();

    /// <summary>The places of messages that are being committed or claimed, and not begun yet.</summary>
    public int Promised { get; private set; }

    /// <summary>Takes places for fresh messages, at most as many as wanted; they are begun after <c>Turn</c>, which ends when all that came before them was begun.</summary>
    public (int Places, Task Turn) Take(int wanted, int room)
    {
        var turn = _waiting > 0 ? _nextClaim.Task : _claiming?.Task ?? Task.CompletedTask;
        var places = _isEmptied ? Math.Clamp(room - Promised - _waiting, 0, wanted) : 0;
        // The rest of a commit that is taken in part goes to the queue, and a claim that the first part waits for could bring it sooner.
        if (places < wanted && !turn.IsCompleted)
            places = 0;
        Promised += places;
        return (places, turn);
    }

    /// <summary>Places whose messages were begun, or never came to be.</summary>
    public void GiveBack(int places) => Promised -= places;

    /// <summary>Messages went to the queue, due at once; their commit has ended.</summary>
    public void Queued(int count) => _waiting += count;

    /// <summary>How many a claim may ask for; 0 when there is no room, and then it is no claim.</summary>
    public int BeginClaim(int room)
    {
        var free = room - Promised;
        if (free <= 0)
            return 0;

        // Where nothing is known to wait, a look leaves most of the room to fresh messages: they would find it taken, and queue.
        var asked = _isEmptied ? Math.Min(free, _waiting + 1 + (free - _waiting) / 4) : free;
        Promised += asked;
        _seesEnd = !_isEmptied || asked > _waiting;
        _waiting = _seesEnd ? 0 : _waiting - asked;
        (_claiming, _nextClaim) = (_nextClaim, New());
        return asked;
    }

    /// <summary>A claim is over and what it brought was begun; <paramref name="found"/> is null when it failed.</summary>
    public void EndClaim(int asked, int? found)
    {
        Promised -= asked;
        // One that was to bring only some of those that wait is full without telling anything new.
        _isEmptied = found < asked || (found == asked && !_seesEnd);
        _claiming?.SetResult();
        _claiming = null;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
