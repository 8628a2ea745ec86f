using System.Text.Json.Serialization;

namespace SendApi.Client;

/// <summary>An account of the server.</summary>
public sealed record Account
{
    /// <summary>Its id, <c>acct_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>Its name, of its own on the server.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Its plan, such as <c>Growth</c>.</summary>
    public string Plan { get; init => field = value ?? ""; } = "";

    /// <summary>How its subscription stands: see <see cref="SendApi.Client.Subscription"/>.</summary>
    public string Subscription { get; init => field = value ?? ""; } = "";

    /// <summary>When its trial ends; null where it is on none.</summary>
    public DateTimeOffset? TrialEndsAt { get; init; }

    /// <summary>Whether the operator refuses every request of its keys.</summary>
    public bool Suspended { get; init; }

    /// <summary>Since when it is suspended.</summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>Why, as the operator says it.</summary>
    public string? SuspendedReason { get; init; }

    /// <summary>Whether it is the operator's own: its live admin keys run the server.</summary>
    public bool IsOperator { get; init; }

    /// <summary>The billing period of now.</summary>
    public BillingPeriod BillingPeriod { get; init => field = value ?? new(); } = new();

    /// <summary>What it may use.</summary>
    public AccountLimits Limits { get; init => field = value ?? new(); } = new();

    /// <summary>Where and what it may send; only where one account is asked for.</summary>
    public SendPolicy? Policy { get; init; }

    /// <summary>The credit that is left; only where one account is asked for.</summary>
    public Money? SmsBalance { get; init; }

    /// <summary>Its credit, book by book; only where one account is asked for.</summary>
    public CreditBooks? Credit { get; init; }

    /// <summary>What it has used; only where one account is asked for.</summary>
    public AccountUsage? Usage { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A billing period.</summary>
public sealed record BillingPeriod
{
    /// <summary>Its first moment.</summary>
    public DateTimeOffset StartsAt { get; init; }

    /// <summary>Its end, itself not included.</summary>
    public DateTimeOffset EndsAt { get; init; }
}

/// <summary>What an account may use; a quota of null is unlimited.</summary>
public sealed record AccountLimits
{
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
}

/// <summary>Where and what an account may send.</summary>
public sealed record SendPolicy
{
    /// <summary>The countries it may send to, by their two letters; empty for all.</summary>
    public IReadOnlyList<string> AllowedCountries { get; init => field = value ?? []; } = [];

    /// <summary>Where it may not send to.</summary>
    public IReadOnlyList<string> BlockedPrefixes { get; init => field = value ?? []; } = [];

    /// <summary>Words that its texts may not hold.</summary>
    public IReadOnlyList<string> BlockedWords { get; init => field = value ?? []; } = [];
}

/// <summary>The credit of an account, book by book.</summary>
public sealed record CreditBooks
{
    /// <summary>What can be spent.</summary>
    public Money Available { get; init => field = value ?? new(); } = new();

    /// <summary>What is set aside for texts under way.</summary>
    public Money Reserved { get; init => field = value ?? new(); } = new();

    /// <summary>What was spent.</summary>
    public Money Spent { get; init => field = value ?? new(); } = new();

    /// <summary>What was ever paid in.</summary>
    public Money PaidIn { get; init => field = value ?? new(); } = new();
}

/// <summary>What an account has used.</summary>
public sealed record AccountUsage
{
    /// <summary>Texts of this billing period.</summary>
    public SmsUsed Sms { get; init => field = value ?? new(); } = new();
}

/// <summary>Texts that were used of a quota.</summary>
public sealed record SmsUsed
{
    /// <summary>Texts that were taken in this billing period.</summary>
    public long Sent { get; init; }

    /// <summary>The segments of them.</summary>
    public int Segments { get; init; }

    /// <summary>How many the plan allows in a billing period; null is unlimited.</summary>
    public long? Quota { get; init; }
}

/// <summary>How an account's subscription stands.</summary>
public static class Subscription
{
    /// <summary>It may send.</summary>
    public const string Active = "active";

    /// <summary>It may send while its trial lasts.</summary>
    public const string Trial = "trial";

    /// <summary>It was not paid: live keys read and send no more.</summary>
    public const string PastDue = "past_due";

    /// <summary>It was ended: live keys read and send no more.</summary>
    public const string Canceled = "canceled";
}
