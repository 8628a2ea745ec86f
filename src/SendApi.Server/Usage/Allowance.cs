using SendApi.Core;

namespace SendApi.Server.Usage;

/// <summary>A counter with a limit, and by how much a message would let it grow.</summary>
/// <param name="Sentence">What is limited, as the refusal begins: <c>The SMS quota of 100 a month</c>.</param>
public sealed record Allowance(CounterKey Counter, long Amount, long Limit, string Sentence, DateTimeOffset ResetsAt)
{
    /// <summary>4020 when the counter would pass its limit.</summary>
    public Refusal? Refuse(long used) => used + Amount <= Limit ? null : new Refusal(Errors.QuotaExceeded,
        $"{Sentence} is used up. It resets on {Shown.Time(ResetsAt)}.")
    { Allotment = new(used, Limit, ResetsAt) };
}
