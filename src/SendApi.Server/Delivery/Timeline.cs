using System.Text.Json.Serialization;
using SendApi.Core.Sending;

namespace SendApi.Server.Delivery;

/// <summary>The facts of one line of a timeline; what does not apply is left out.</summary>
public sealed record EventFacts
{
    public long? Attempt { get; init; }
    public string? Provider { get; init; }
    public string? Outcome { get; init; }
    public IReadOnlyList<string>? ProviderIds { get; init; }
    public string? ProviderId { get; init; }
    public string? ProviderCode { get; init; }
    public string? Reason { get; init; }

    /// <summary>Why it went by this provider, where that was not simply the first choice.</summary>
    public string? Route { get; init; }

    /// <summary>Who is asked next, where that is another one.</summary>
    public string? NextProvider { get; init; }
    public string? State { get; init; }
    public DateTime? DoneAt { get; init; }
    public DateTime? NextAttemptAt { get; init; }

    /// <summary>The message that goes in place of this one.</summary>
    public string? MessageId { get; init; }
}

/// <summary>Words the facts of attempts and receipts for the timeline.</summary>
public static class Timeline
{
    public const string AttemptType = "attempt", ReceiptType = "receipt", CanceledType = "canceled", ReroutedType = "rerouted", RescheduledType = "rescheduled",
        ResentType = "resent", SettledType = "settled", FallbackType = "fallback";

    /// <summary>By time; but a receipt that was quicker than the answer to its own submit stands behind that answer.</summary>
    public static IEnumerable<T> InOrder<T>(IReadOnlyList<T> lines, Func<T, (DateTime At, string? ReceiptOf, IReadOnlyList<string>? Answered)> facts) => lines
        .OrderBy(line => facts(line) is var (at, receiptOf, _) && receiptOf is not null
            ? lines.Select(facts).Where(a => a.Answered?.Contains(receiptOf) == true).Select(a => a.At).Append(at).Max()
            : facts(line).At)
        .ThenBy(line => facts(line).ReceiptOf is null ? 0 : 1);

    public static EventFacts Facts(Attempt attempt)
    {
        var facts = new EventFacts { Attempt = attempt.Lease.Attempt, Provider = attempt.Provider, Route = attempt.Route, NextAttemptAt = attempt.Again?.At.UtcDateTime, NextProvider = attempt.Again?.Provider };
        return attempt.Outcome switch
        {
            SendOutcome.Accepted accepted => facts with { Outcome = "accepted", ProviderIds = accepted.ProviderIds },
            SendOutcome.Rejected rejected => facts with { Outcome = "rejected", ProviderCode = rejected.ProviderCode, Reason = rejected.Reason },
            SendOutcome.TryLater later => facts with { Outcome = "try_later", Reason = later.Reason },
            SendOutcome.Unknown unknown => facts with { Outcome = "unknown", Reason = unknown.Reason },
            _ => throw new InvalidOperationException($"Unknown outcome {attempt.Outcome}."),
        };
    }

    public static EventFacts Facts(Receipt receipt) => new()
    {
        Provider = receipt.Provider,
        ProviderId = receipt.ProviderId,
        State = receipt.Raw,
        ProviderCode = receipt.ErrorCode,
        DoneAt = receipt.DoneAt?.UtcDateTime,
    };
}

/// <summary>The source-generated JSON types of delivery.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EventFacts))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(IReadOnlyList<Exchange>))]
[JsonSerializable(typeof(List<ExchangeView>))]
[JsonSerializable(typeof(List<CarrierReport>))]
[JsonSerializable(typeof(BacklogView))]
[JsonSerializable(typeof(BulkView))]
[JsonSerializable(typeof(RejectionView))]
internal sealed partial class DeliveryJson : JsonSerializerContext;
