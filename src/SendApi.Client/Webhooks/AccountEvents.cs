namespace SendApi.Client;

/// <summary>The data of <c>account.quota_warning</c>.</summary>
public sealed record QuotaWarningData : EventData
{
    /// <summary>Which quota: see <see cref="QuotaKind"/>.</summary>
    public string Kind { get; init => field = value ?? ""; } = "";

    /// <summary>How much of the quota is used, of a hundred.</summary>
    public int Percentage { get; init; }

    /// <summary>How many are used in this billing period.</summary>
    public long Used { get; init; }

    /// <summary>How many the plan allows.</summary>
    public long Quota { get; init; }

    /// <summary>When the billing period ends and the quota begins anew.</summary>
    public DateTimeOffset ResetsAt { get; init; }

    /// <summary>When the mark was passed.</summary>
    public DateTimeOffset WarnedAt { get; init; }
}

/// <summary>The data of <c>account.balance_low</c>.</summary>
public sealed record BalanceLowData : EventData
{
    /// <summary>The credit that is left.</summary>
    public Money Balance { get; init => field = value ?? new(); } = new();

    /// <summary>The mark that the credit fell below.</summary>
    public Money Threshold { get; init => field = value ?? new(); } = new();

    /// <summary>When it fell below.</summary>
    public DateTimeOffset LowAt { get; init; }
}

/// <summary>The data of <c>account.webhook_disabled</c>.</summary>
public sealed record WebhookDisabledData : EventData
{
    /// <summary>The webhook's id.</summary>
    public string WebhookId { get; init => field = value ?? ""; } = "";

    /// <summary>Where it posted to.</summary>
    public string Url { get; init => field = value ?? ""; } = "";

    /// <summary>Why, for a person.</summary>
    public string Reason { get; init => field = value ?? ""; } = "";

    /// <summary>When it was switched off.</summary>
    public DateTimeOffset DisabledAt { get; init; }
}

/// <summary>What a quota counts.</summary>
public static class QuotaKind
{
    /// <summary>Texts.</summary>
    public const string Sms = "sms";

    /// <summary>One-time codes.</summary>
    public const string Otp = "otp";

    /// <summary>WhatsApp messages.</summary>
    public const string WhatsApp = "whatsapp";
}
