namespace SendApi.Server.Http;

/// <summary>What the window says to one more request.</summary>
/// <param name="Wait">Seconds until the oldest counted request leaves the window and makes room.</param>
public readonly record struct Admission(bool IsAdmitted, int Remaining, int Wait);

/// <summary>Counts one key's requests of the last 60 seconds, second by second: in no span of 60 seconds do more than the limit pass.</summary>
/// <remarks>The running second and the 60 before it are counted, so the window is up to a second longer than a minute, never shorter.</remarks>
public sealed class SlidingWindow
{
    private const int Buckets = 61;

    private readonly int[] _counts = new int[Buckets];
    private readonly Lock _lock = new();
    private long _second;
    private int _sum;

    /// <summary>Counts a request at <paramref name="second"/> (of any fixed epoch) unless the limit is reached.</summary>
    public Admission Take(long second, int limit)
    {
        lock (_lock)
        {
            MoveTo(second);
            var admitted = _sum < limit;
            if (admitted)
            {
                _counts[_second % Buckets]++;
                _sum++;
            }

            return new Admission(admitted, Math.Max(0, limit - _sum), SecondsUntilRoom());
        }
    }

    // A clock that was set back stands still here: the window never forgets early.
    private void MoveTo(long second)
    {
        for (var steps = Math.Min(second - _second, Buckets); steps > 0; steps--)
        {
            var leaving = (second - steps + 1) % Buckets;
            _sum -= _counts[leaving];
            _counts[leaving] = 0;
        }

        _second = Math.Max(second, _second);
    }

    private int SecondsUntilRoom()
    {
        for (var age = Buckets - 1; age >= 0; age--)
            if (_second >= age && _counts[(_second - age) % Buckets] > 0)
                return Buckets - age;
        return 0;
    }
}
