using System.Numerics;

namespace SendApi.Bench.Load;

/// <summary>Counts latencies in buckets never wider than 1/128 of their value: a percentile is right to 1% and recording allocates nothing.</summary>
public sealed class LatencyHistogram
{
    private const int SubBucketBits = 7, SubBuckets = 1 << SubBucketBits;

    private readonly long[] _counts = new long[(64 - SubBucketBits) * SubBuckets];

    public long Count { get; private set; }

    public long MaxNanoseconds { get; private set; }

    public void Record(long nanoseconds)
    {
        var value = Math.Max(0, nanoseconds);
        _counts[Bucket(value)]++;
        Count++;
        MaxNanoseconds = Math.Max(MaxNanoseconds, value);
    }

    public void Add(LatencyHistogram other)
    {
        for (var bucket = 0; bucket < _counts.Length; bucket++)
            _counts[bucket] += other._counts[bucket];
        Count += other.Count;
        MaxNanoseconds = Math.Max(MaxNanoseconds, other.MaxNanoseconds);
    }

    /// <summary>The latency in milliseconds that <paramref name="percent"/> of the records did not pass; 0 when nothing was recorded.</summary>
    public double Milliseconds(double percent)
    {
        var rank = (long)Math.Ceiling(percent / 100 * Count);
        var seen = 0L;
        for (var bucket = 0; bucket < _counts.Length && Count > 0; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= rank)
                return Math.Min(UpperEdge(bucket), MaxNanoseconds) / 1e6;
        }

        return 0;
    }

    /// <summary>Values below 128 have a bucket each; above, each doubling is cut into 128.</summary>
    private static int Bucket(long value)
    {
        if (value < SubBuckets)
            return (int)value;
        var doubling = BitOperations.Log2((ulong)value) - SubBucketBits;
        return (doubling * SubBuckets) + (int)(value >> doubling);
    }

    private static long UpperEdge(int bucket)
    {
        if (bucket < SubBuckets)
            return bucket;
        var doubling = (bucket / SubBuckets) - 1;
        return (((bucket % SubBuckets) + SubBuckets + 1L) << doubling) - 1;
    }
}
