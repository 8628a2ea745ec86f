using System.Diagnostics;
using SendApi.Bench.Load;

namespace SendApi.Bench.Smpp;

/// <summary>What one run came to: both sides' times of each message, joined by its sequence number.</summary>
public sealed record SmppFigures(string Engine)
{
    public required double AcceptedPerSecond { get; init; }

    /// <summary>From the burst's first 201 to its last submit_sm.</summary>
    public required double SubmittedPerSecond { get; init; }

    /// <summary>From the burst's first 201 to its last deliver_sm_resp, which SendAPI gives when the receipt is durable.</summary>
    public required double ReceiptedPerSecond { get; init; }

    /// <summary>From the 201 to the submit_sm, in the steady part; a submit that overtakes its own 201 counts as 0.</summary>
    public required Latency AnswerToSubmit { get; init; }

    /// <summary>From the sending of the request to the submit_sm, in the steady part.</summary>
    public required Latency RequestToSubmit { get; init; }

    public required int Messages { get; init; }

    /// <summary>Accepted with a 201, and never submitted or never receipted.</summary>
    public required int Lost { get; init; }

    /// <summary>Submits beyond the first of a message.</summary>
    public required long Doubled { get; init; }

    /// <param name="burst">The load's times of the burst.</param>
    /// <param name="steady">The load's times of the steady part.</param>
    /// <param name="entries">The SMSC's times of all parts, the warm-up first.</param>
    public static SmppFigures Count(
        string engine, LoadResult load, LoadMarks.Mark[] burst, LoadMarks.Mark[] steady, SmppPlan plan, SmscLedger.Entry[] entries)
    {
        var inBurst = entries[plan.WarmUp..(plan.WarmUp + plan.Count)];
        var inSteady = entries[(plan.WarmUp + plan.Count + plan.LeadIn)..];
        var counted = steady[plan.LeadIn..];
        var firstAnswer = burst.Min(mark => mark.Answered);
        double PerSecond(long last) => plan.Count / Stopwatch.GetElapsedTime(firstAnswer, last).TotalSeconds;
        return new SmppFigures(engine)
        {
            AcceptedPerSecond = load.PerSecond,
            SubmittedPerSecond = PerSecond(inBurst.Max(entry => entry.Submitted)),
            ReceiptedPerSecond = PerSecond(inBurst.Max(entry => entry.ReceiptTaken)),
            AnswerToSubmit = Latency.Of(counted.Zip(inSteady, (mark, entry) => (mark.Answered, entry.Submitted))),
            RequestToSubmit = Latency.Of(counted.Zip(inSteady, (mark, entry) => (mark.Due, entry.Submitted))),
            Messages = entries.Length,
            Lost = entries.Count(entry => entry.Submitted == 0 || entry.ReceiptTaken == 0),
            Doubled = entries.Sum(entry => Math.Max(0, entry.Submits - 1)),
        };
    }
}

/// <summary>Milliseconds between two moments.</summary>
public sealed record Latency(double P50, double P95, double P99)
{
    /// <summary>Moments are monotonic ticks; a message that never reached the second moment is left out here and counted as lost.</summary>
    public static Latency Of(IEnumerable<(long From, long To)> moments)
    {
        var histogram = new LatencyHistogram();
        foreach (var (from, to) in moments.Where(pair => pair is { From: > 0, To: > 0 }))
            histogram.Record((to - from) * (1_000_000_000 / Stopwatch.Frequency));
        return new Latency(histogram.Milliseconds(50), histogram.Milliseconds(95), histogram.Milliseconds(99));
    }
}
