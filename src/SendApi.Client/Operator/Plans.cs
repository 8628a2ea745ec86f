using System.Text.Json.Serialization;

namespace SendApi.Client;

/// <summary>What accounts may use and pay.</summary>
public sealed record Plan
{
    /// <summary>Its name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>How many requests each key may make within a minute.</summary>
    public int RequestsPerMinute { get; init; }

    /// <summary>Texts of a billing period; null is unlimited.</summary>
    public long? SmsQuota { get; init; }

    /// <summary>Emails of a billing period; null is unlimited.</summary>
    public long? EmailQuota { get; init; }

    /// <summary>One-time codes of a billing period; null is unlimited.</summary>
    public long? OtpQuota { get; init; }

    /// <summary>WhatsApp messages of a billing period; null is unlimited.</summary>
    [JsonPropertyName("whatsapp_quota")]
    public long? WhatsAppQuota { get; init; }

    /// <summary>WhatsApp sessions at a time; null is unlimited.</summary>
    public long? SessionQuota { get; init; }

    /// <summary>Whether texts are paid from credit.</summary>
    public bool IsPrepaid { get; init; }

    /// <summary>Volume discounts; the largest that is reached counts.</summary>
    public IReadOnlyList<VolumeDiscount> Discounts { get; init => field = value ?? []; } = [];
}

/// <summary>Changes to a plan; what is null stays.</summary>
public sealed record UpdatePlanRequest
{
    /// <summary>How many requests each key may make within a minute.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Texts of a billing period; null leaves it as it is.</summary>
    public Quota? SmsQuota { get; init; }

    /// <summary>Emails of a billing period; null leaves it as it is.</summary>
    public Quota? EmailQuota { get; init; }

    /// <summary>One-time codes of a billing period; null leaves it as it is.</summary>
    public Quota? OtpQuota { get; init; }

    /// <summary>WhatsApp messages of a billing period; null leaves it as it is.</summary>
    [JsonPropertyName("whatsapp_quota")]
    public Quota? WhatsAppQuota { get; init; }

    /// <summary>WhatsApp sessions at a time; null leaves it as it is.</summary>
    public Quota? SessionQuota { get; init; }

    /// <summary>Whether texts are paid from credit.</summary>
    public bool? IsPrepaid { get; init; }

    /// <summary>Volume discounts; the largest that is reached counts. They replace those of before; null leaves them.</summary>
    public IReadOnlyList<VolumeDiscount>? Discounts { get; init; }
}

/// <summary>A discount from so many segments of a billing period on.</summary>
public sealed record VolumeDiscount
{
    /// <summary>From how many segments of a billing period on.</summary>
    public long FromSegments { get; init; }

    /// <summary>How much is taken off, of a hundred.</summary>
    public int Percent { get; init; }
}
