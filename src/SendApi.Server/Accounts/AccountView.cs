using System.Text.Json.Serialization;
using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Accounts;

/// <summary>An account as the API answers it. Lists leave out what costs a look into other tables.</summary>
public sealed record AccountView
{
    public required string Id { get; init; }
    public string Object { get; init; } = "account";
    public required string Name { get; init; }
    public required string Plan { get; init; }
    public required string Subscription { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTime? TrialEndsAt { get; init; }
    public required bool Suspended { get; init; }
    public DateTime? SuspendedAt { get; init; }
    public string? SuspendedReason { get; init; }
    public required bool IsOperator { get; init; }
    public required PeriodView BillingPeriod { get; init; }
    public required LimitsView Limits { get; init; }
    public PolicyView? Policy { get; init; }
    public MoneyView? SmsBalance { get; init; }
    public BooksView? Credit { get; init; }
    public AccountUsageView? Usage { get; init; }
    public required DateTime CreatedAt { get; init; }

    /// <summary>The account's own facts, without its credit and usage.</summary>
    public static AccountView Of(AccountRow row, DateTimeOffset now)
    {
        var account = row.Account();
        return new()
        {
            Id = row.Id,
            Name = row.Name,
            Plan = row.Plan,
            Subscription = account.Subscription.Name(),
            TrialEndsAt = account.TrialEndsAt?.UtcDateTime,
            Suspended = account.SuspendedAt is not null,
            SuspendedAt = account.SuspendedAt?.UtcDateTime,
            SuspendedReason = account.SuspendedReason,
            IsOperator = account.IsOperator,
            BillingPeriod = PeriodView.Of(account.PeriodAt(now)),
            Limits = LimitsView.Of(account),
            CreatedAt = Times.FromMicros(row.CreatedAt).UtcDateTime,
        };
    }
}

/// <summary>What the account may use, by its plan and standing; null is unlimited.</summary>
public sealed record LimitsView(long RequestsPerMinute)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? SmsQuota { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? EmailQuota { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? OtpQuota { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? WhatsappQuota { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? SessionQuota { get; init; }
    public bool IsPrepaid { get; init; }

    public static LimitsView Of(Account account) => new(account.Plan.RequestsPerMinute)
    {
        SmsQuota = account.Quotas.Sms,
        EmailQuota = account.Quotas.Emails,
        OtpQuota = account.Quotas.Otps,
        WhatsappQuota = account.Quotas.WhatsAppMessages,
        SessionQuota = account.Quotas.Sessions,
        IsPrepaid = account.Plan.IsPrepaid,
    };
}

/// <summary>What the account may send where; empty lists allow everything.</summary>
public sealed record PolicyView(IReadOnlyList<string> AllowedCountries, IReadOnlyList<string> BlockedPrefixes, IReadOnlyList<string> BlockedWords)
{
    public static PolicyView Of(SendPolicy policy) => new(policy.AllowedCountries, policy.BlockedPrefixes, policy.BlockedWords);
}

/// <summary>The credit of an account: left to spend, set aside for messages under way, spent, and paid in less what was taken away.</summary>
public sealed record BooksView(MoneyView Available, MoneyView Reserved, MoneyView Spent, MoneyView PaidIn)
{
    public static BooksView Of(IReadOnlyDictionary<string, long> books) =>
        new(MoneyView.Of(books[Book.Available]), MoneyView.Of(books[Book.Reserved]), MoneyView.Of(books[Book.Spent]), MoneyView.Of(-books[Book.Funding]));
}

/// <summary>What was used since the billing period began.</summary>
public sealed record AccountUsageView(SmsUsedView Sms);

/// <summary>Texts and their segments, against the quota.</summary>
public sealed record SmsUsedView(long Sent, long Segments, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Quota);
