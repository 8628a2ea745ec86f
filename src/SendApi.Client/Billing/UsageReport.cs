using System.Text.Json.Serialization;

namespace SendApi.Client;

/// <summary>What an account used, and what is left.</summary>
public sealed record UsageReport
{
    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>The account's plan.</summary>
    public string Plan { get; init => field = value ?? ""; } = "";

    /// <summary>The billing period of now.</summary>
    public BillingPeriod BillingPeriod { get; init => field = value ?? new(); } = new();

    /// <summary>What was used of each channel in it.</summary>
    public ChannelUsage Usage { get; init => field = value ?? new(); } = new();

    /// <summary>The credit that is left.</summary>
    public Money SmsBalance { get; init => field = value ?? new(); } = new();

    /// <summary>Day by day, or month by month; those without use are left out.</summary>
    public IReadOnlyList<UsageDay> DailyBreakdown { get; init => field = value ?? []; } = [];

    /// <summary>Which marks of quotas were passed in this billing period.</summary>
    public IReadOnlyList<QuotaWarning> Warnings { get; init => field = value ?? []; } = [];
}

/// <summary>What was used of each channel in the billing period.</summary>
public sealed record ChannelUsage
{
    /// <summary>WhatsApp messages.</summary>
    [JsonPropertyName("whatsapp_messages")]
    public WhatsAppUsage WhatsAppMessages { get; init => field = value ?? new(); } = new();

    /// <summary>Texts.</summary>
    public SmsUsage Sms { get; init => field = value ?? new(); } = new();

    /// <summary>Emails.</summary>
    public EmailUsage Emails { get; init => field = value ?? new(); } = new();

    /// <summary>One-time codes.</summary>
    public OtpUsage Otp { get; init => field = value ?? new(); } = new();

    /// <summary>WhatsApp sessions.</summary>
    [JsonPropertyName("whatsapp_sessions")]
    public SessionUsage WhatsAppSessions { get; init => field = value ?? new(); } = new();
}

/// <summary>Texts of the billing period.</summary>
public sealed record SmsUsage
{
    /// <summary>Texts that were taken in this billing period.</summary>
    public long Sent { get; init; }

    /// <summary>The segments of them.</summary>
    public int Segments { get; init; }

    /// <summary>What was set aside for them, in US dollars.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public decimal CostUsd { get; init; }

    /// <summary>How many the plan allows in a billing period; null is unlimited.</summary>
    public long? Quota { get; init; }

    /// <summary>How much of the quota is used, of a hundred; null where the quota is unlimited.</summary>
    public double? Percentage { get; init; }
}

/// <summary>WhatsApp messages of the billing period.</summary>
public sealed record WhatsAppUsage
{
    /// <summary>Messages sent.</summary>
    public long Sent { get; init; }

    /// <summary>Messages received.</summary>
    public long Received { get; init; }

    /// <summary>How many the plan allows in a billing period; null is unlimited.</summary>
    public long? Quota { get; init; }

    /// <summary>How much of the quota is used, of a hundred; null where the quota is unlimited.</summary>
    public double? Percentage { get; init; }
}

/// <summary>Emails of the billing period.</summary>
public sealed record EmailUsage
{
    /// <summary>Emails sent.</summary>
    public long Sent { get; init; }

    /// <summary>How many the plan allows in a billing period; null is unlimited.</summary>
    public long? Quota { get; init; }

    /// <summary>How much of the quota is used, of a hundred; null where the quota is unlimited.</summary>
    public double? Percentage { get; init; }
}

/// <summary>One-time codes of the billing period.</summary>
public sealed record OtpUsage
{
    /// <summary>Codes sent.</summary>
    public long Sent { get; init; }

    /// <summary>Codes that were entered rightly.</summary>
    public long Verified { get; init; }

    /// <summary>How many the plan allows in a billing period; null is unlimited.</summary>
    public long? Quota { get; init; }

    /// <summary>How much of the quota is used, of a hundred; null where the quota is unlimited.</summary>
    public double? Percentage { get; init; }
}

/// <summary>WhatsApp sessions of now.</summary>
public sealed record SessionUsage
{
    /// <summary>Sessions of now.</summary>
    public long Active { get; init; }

    /// <summary>How many the plan allows in a billing period; null is unlimited.</summary>
    public long? Quota { get; init; }
}

/// <summary>What was used on one day, or in one month.</summary>
public sealed record UsageDay
{
    /// <summary>The day (UTC) as <c>2026-03-09</c>, or where months were asked for the month.</summary>
    public string Date { get; init => field = value ?? ""; } = "";

    /// <summary>WhatsApp messages sent.</summary>
    [JsonPropertyName("whatsapp_sent")]
    public long WhatsAppSent { get; init; }

    /// <summary>Texts sent.</summary>
    public long SmsSent { get; init; }

    /// <summary>Emails sent.</summary>
    public long EmailsSent { get; init; }

    /// <summary>One-time codes sent.</summary>
    public long OtpSent { get; init; }

    /// <summary>Segments of the texts.</summary>
    public long SmsSegments { get; init; }

    /// <summary>What the texts cost, in US dollars.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public decimal SmsCostUsd { get; init; }
}

/// <summary>A mark of a quota that was passed.</summary>
public sealed record QuotaWarning
{
    /// <summary>Which quota.</summary>
    public string Quota { get; init => field = value ?? ""; } = "";

    /// <summary>Which mark, of a hundred.</summary>
    public int Percent { get; init; }

    /// <summary>When it was passed.</summary>
    public DateTimeOffset At { get; init; }
}
