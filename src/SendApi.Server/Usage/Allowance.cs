using SendApi.Core;

namespace SendApi.Server.Usage;

/// <summary>A counter with a limit, and by how much a message would let it grow.</summary>
/// <param name="Sentence">What is limited, as the refusal begins: <c>The SMS quota of 100 a month</c>.</param>
public sealed record Allowance(CounterKey Counter, long Amount, long Limit, string Sentence, DateTimeOffset ResetsAt)
{
    /// <summary>4020 when the counter would pass its limit.</summary>
    public Refusal? Refuse(long used) => used + Amount <= Limit ? null : UsedUp(Sentence, used, Limit, ResetsAt);

    /// <summary>4020, with the facts that its answer shows.</summary>
    public static Refusal UsedUp(string sentence, long used, long limit, DateTimeOffset resetsAt) =>
        new(Errors.QuotaExceeded, $"{sentence} is used up. It resets on {Shown.Time(resetsAt)}.") { Allotment = new(used, limit, resetsAt) };
}
