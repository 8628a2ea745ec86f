using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Http;

/// <summary>Reads accounts with their plans as the rules see them.</summary>
public static class AccountReader
{
    /// <summary>The columns of <see cref="AccountFacts"/>, from <c>accounts a</c> joined with <c>plans p</c> by <see cref="Join"/>.</summary>
    public const string Columns = $"""
        a.id AS account_id, a.period_anchor, a.subscription, a.trial_ends_at, a.suspended_at, a.suspended_reason, a.policy, a.is_operator,
        {PlanColumns}
        """;

    /// <summary>The columns of <see cref="PlanFacts"/>.</summary>
    public const string PlanColumns =
        "p.name AS plan, p.requests_per_minute, p.sms_quota, p.email_quota, p.otp_quota, p.whatsapp_quota, p.session_quota, p.is_prepaid, p.discounts";

    public const string Join = "JOIN plans p ON p.name = a.plan";

    /// <summary>The account, or null.</summary>
    public static async Task<Account?> Find(Session session, string id) =>
        (await session.First<Row>($"SELECT {Columns} FROM accounts a {Join} WHERE a.id = @id", new { id }))?.Account();

    private sealed class Row : AccountFacts;
}

/// <summary>A row of <see cref="AccountReader.PlanColumns"/>.</summary>
public abstract class PlanFacts
{
    public string Plan { get; init; } = "";
    public long RequestsPerMinute { get; init; }
    public long? SmsQuota { get; init; }
    public long? EmailQuota { get; init; }
    public long? OtpQuota { get; init; }
    public long? WhatsappQuota { get; init; }
    public long? SessionQuota { get; init; }
    public long IsPrepaid { get; init; }
    public string Discounts { get; init; } = "[]";

    public Plan ReadPlan() => new(Plan, (int)RequestsPerMinute)
    {
        Quotas = new(SmsQuota, EmailQuota, OtpQuota, WhatsappQuota, SessionQuota),
        IsPrepaid = IsPrepaid == 1,
        Discounts = Discounts == "[]" ? [] : ApiJson.Read<List<VolumeDiscount>>(Discounts),
    };
}

/// <summary>A row of <see cref="AccountReader.Columns"/>.</summary>
public abstract class AccountFacts : PlanFacts
{
    public string AccountId { get; init; } = "";
    public long PeriodAnchor { get; init; }
    public string Subscription { get; init; } = "";
    public long? TrialEndsAt { get; init; }
    public long? SuspendedAt { get; init; }
    public string? SuspendedReason { get; init; }
    public string? Policy { get; init; }
    public long IsOperator { get; init; }

    public Account Account() => new(AccountId, ReadPlan(), Times.FromMicros(PeriodAnchor))
    {
        Subscription = Subscriptions.Named(Subscription) ?? throw new InvalidOperationException($"Account {AccountId} has the unknown subscription state '{Subscription}'."),
        TrialEndsAt = Times.FromMicros(TrialEndsAt),
        SuspendedAt = Times.FromMicros(SuspendedAt),
        SuspendedReason = SuspendedReason,
        Policy = Policy is null ? SendPolicy.Open : ApiJson.Read<SendPolicy>(Policy),
        IsOperator = IsOperator == 1,
    };
}
