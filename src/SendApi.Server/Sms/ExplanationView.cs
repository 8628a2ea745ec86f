using System.ComponentModel;
using System.Text.Json.Serialization;
using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Usage;

namespace SendApi.Server.Sms;

/// <summary>What would become of a send. What could not be found out, because the body was not acceptable, is left out.</summary>
public sealed record ExplanationView
{
    public string Object { get; init; } = "explanation";
    public required string Endpoint { get; init; }

    [Description("Whether the same body would be accepted now.")]
    public bool WouldSend { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("The refusal it would get, or null.")]
    public RefusalView? Refusal { get; init; }

    public string? To { get; init; }

    [Description("The recipient's country, in two letters.")]
    public string? Country { get; init; }

    [Description("What the recipient would see; left out for the carrier's default.")]
    public string? SenderId { get; init; }

    [Description("Which way it would take; left out when there is none.")]
    public RouteView? Route { get; init; }

    [Description("How the text would travel; left out when there is none, or it is too long.")]
    public TextView? Text { get; init; }

    [Description("What all segments would cost, volume discount taken off.")]
    public MoneyView? Price { get; init; }

    [Description("The entry of the suppression list that the recipient is on; left out when it is on none.")]
    public FoundSuppressionView? Suppression { get; init; }

    [Description("The plan's quota of texts; left out when it is unlimited, and for test keys.")]
    public LimitView? Quota { get; init; }

    [Description("The limits of the key.")]
    public IReadOnlyList<LimitView>? Limits { get; init; }

    [Description("The credit that is there, where the message would be paid from it.")]
    public CreditView? Credit { get; init; }

    public ExplanationView RefusedWith(Refusal? refusal) => this with { WouldSend = refusal is null, Refusal = refusal is null ? null : RefusalView.Of(refusal) };

    public ExplanationView With(Findings findings, Candidate candidate) => this with
    {
        To = candidate.Message.Recipient,
        Country = PhoneNumber.Trusted(candidate.Message.Recipient).Country,
        SenderId = candidate.Message.Sender,
        Suppression = findings.Suppressed is { } entry ? new(entry.Channel, entry.Reason, entry.Since.UtcDateTime) : null,
        Quota = findings.Allowances.Where(a => a.Allowance.Counter.Kind == CounterKinds.Sms).Select(LimitView.Of).FirstOrDefault(),
        Limits = [.. findings.Allowances.Where(a => a.Allowance.Counter.Kind != CounterKinds.Sms).Select(LimitView.Of)],
        Credit = findings.Available is { } available ? new(MoneyView.Of(available), MoneyView.Of(candidate.Charge)) : null,
    };
}

/// <summary>Where a message would go.</summary>
public sealed record RouteView(string Provider)
{
    [Description("Who would be asked next, in this order, when this provider cannot take it.")]
    public IReadOnlyList<string>? Then { get; init; }

    [Description("Why it is this provider, where that is not simply the first choice.")]
    public string? Reason { get; init; }

    public static RouteView? Of(IReadOnlyList<string> providers, string? reason) =>
        providers.Count == 0 ? null : new(providers[0]) { Then = providers.Count == 1 ? null : [.. providers.Skip(1)], Reason = reason };
}

/// <summary>A text as it would travel.</summary>
public sealed record TextView(string Encoding, int Characters, int Segments, IReadOnlyList<ForeignCharacter> CharactersForcingUcs2)
{
    [Description("What smart encoding would replace.")]
    public IReadOnlyList<ReplacementView>? Replaced { get; init; }

    /// <summary>The text of a request, whatever else is wrong with it; null when there is none that could be sent.</summary>
    public static TextView? Of(SmsRequest request)
    {
        if ((request.Content ?? request.Message ?? request.Text) is not { Length: > 0 and <= TextOrder.LongestContent } content)
            return null;

        var (text, replaced) = TextOrder.Measure(content, request.SmartEncoding == true);
        return new(text.EncodingName, text.Content.Length, text.Segments, ForeignCharacter.Of(text.Content)) { Replaced = replaced };
    }
}

/// <summary>An entry of the suppression list.</summary>
public sealed record FoundSuppressionView(string Channel, string Reason, DateTime Since);

/// <summary>Something limited, and how much of it is used.</summary>
/// <param name="Unit"><c>messages</c>, or <c>usd_millionths</c>.</param>
public sealed record LimitView(string Name, string Unit, long Used, long Limit, DateTime ResetsAt)
{
    public static LimitView Of((Allowance Allowance, long Used) found)
    {
        var (name, unit) = found.Allowance.Counter.Kind switch
        {
            CounterKinds.Sms => ("sms_quota", "messages"),
            var kind when kind.StartsWith("spend.", StringComparison.Ordinal) => ("key_spend", "usd_millionths"),
            _ => ("key_recipients_a_day", "messages"),
        };
        return new(name, unit, found.Used, found.Allowance.Limit, found.Allowance.ResetsAt.UtcDateTime);
    }
}

/// <summary>Credit there is, and credit that is needed.</summary>
public sealed record CreditView(MoneyView Available, MoneyView Required);

/// <summary>A refusal as it would be answered.</summary>
public sealed record RefusalView(int Code, string Type, int Status, string Message)
{
    public IReadOnlyList<FieldError>? Details { get; init; }
    public long? RetryAfter { get; init; }
    public string? RequiredScope { get; init; }
    public long? Used { get; init; }
    public long? Limit { get; init; }
    public DateTime? ResetsAt { get; init; }

    public static RefusalView Of(Refusal refusal) => new(refusal.Code.Number, refusal.Code.Type, refusal.Status, refusal.Message)
    {
        Details = refusal.Details.Count == 0 ? null : refusal.Details,
        RetryAfter = refusal.RetryAfter is { } wait ? ErrorAnswer.Seconds(wait) : null,
        RequiredScope = refusal.RequiredScope,
        Used = refusal.Allotment?.Used,
        Limit = refusal.Allotment?.Limit,
        ResetsAt = refusal.Allotment?.ResetsAt.UtcDateTime,
    };
}
