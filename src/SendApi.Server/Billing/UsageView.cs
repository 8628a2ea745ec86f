using System.Text.Json.Serialization;
using SendApi.Server.Http;

namespace SendApi.Server.Billing;

/// <summary>What an account has used. A quota of null is unlimited, and then so is its percentage.</summary>
public sealed record UsageView
{
    public string Object { get; init; } = "account.usage";
    public required string Plan { get; init; }
    public required PeriodView BillingPeriod { get; init; }
    public required ChannelsView Usage { get; init; }
    public required MoneyView SmsBalance { get; init; }
    public required IReadOnlyList<DayView> DailyBreakdown { get; init; }
    public required IReadOnlyList<WarningView> Warnings { get; init; }
}

/// <summary>The billing period's use of each channel.</summary>
public sealed record ChannelsView(WhatsAppUsage WhatsappMessages, SmsUsage Sms, EmailUsage Emails, OtpUsage Otp, SessionUsage WhatsappSessions);

/// <summary>WhatsApp messages of the period.</summary>
public sealed record WhatsAppUsage(long Sent, long Received, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Quota, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Percentage);

/// <summary>Texts that were taken in the period, their segments, and what was reserved for them.</summary>
public sealed record SmsUsage(
    long Sent, long Segments, string CostUsd, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Quota, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Percentage);

/// <summary>Emails of the period.</summary>
public sealed record EmailUsage(long Sent, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Quota, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Percentage);

/// <summary>One-time codes of the period.</summary>
public sealed record OtpUsage(long Sent, long Verified, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Quota, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Percentage);

/// <summary>WhatsApp sessions now.</summary>
public sealed record SessionUsage(long Active, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Quota);

/// <summary>One day (UTC) or month of the breakdown; days without use are left out.</summary>
public sealed record DayView(string Date, long WhatsappSent, long SmsSent, long EmailsSent, long OtpSent, long SmsSegments, string SmsCostUsd);

/// <summary>That a share of a quota was passed in this billing period, and when.</summary>
public sealed record WarningView(string Quota, long Percent, DateTime At);

/// <summary>The source-generated JSON types of the billing slice.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(UsageView))]
[JsonSerializable(typeof(EntryView))]
internal sealed partial class BillingJson : JsonSerializerContext;
