namespace SendApi.Core;

/// <summary>Whether an account's subscription lets it send.</summary>
public enum Subscription
{
    Active,
    Trial,
    PastDue,
    Canceled,
}

/// <summary>An account as rules see it: its plan, its standing and what it may send where.</summary>
/// <param name="PeriodAnchor">The first billing period began on this day (UTC); every later one begins on the same day of its month.</param>
public sealed record Account(string Id, Plan Plan, DateTimeOffset PeriodAnchor)
{
    public Subscription Subscription { get; init; }

    /// <summary>When the trial ends; only for <see cref="Core.Subscription.Trial"/>.</summary>
    public DateTimeOffset? TrialEndsAt { get; init; }

    public DateTimeOffset? SuspendedAt { get; init; }

    public string? SuspendedReason { get; init; }

    public SendPolicy Policy { get; init; } = SendPolicy.Open;

    /// <summary>Its admin keys may manage the other accounts of this installation.</summary>
    public bool IsOperator { get; init; }

    /// <summary>What the plan allows; a trial allows fewer emails.</summary>
    public Quotas Quotas => Subscription == Subscription.Trial ? Plan.Quotas with { Emails = Math.Min(Trial.Emails, Plan.Quotas.Emails ?? Trial.Emails) } : Plan.Quotas;

    public BillingPeriod PeriodAt(DateTimeOffset now) => BillingPeriod.At(PeriodAnchor, now);

    /// <summary>4031 for an account that the operator suspended.</summary>
    public Refusal? RefuseSuspended() => SuspendedAt is null ? null : new Refusal(Errors.AccountSuspended,
        SuspendedReason is { Length: > 0 } reason
            ? $"The account is suspended: {reason.TrimEnd('.')}. Ask the operator of this server."
            : "The account is suspended. Ask the operator of this server.");

    /// <summary>4022 when the trial is over or the subscription is not active.</summary>
    public Refusal? RefuseInactive(DateTimeOffset now) => Subscription switch
    {
        Subscription.Trial when TrialEndsAt <= now =>
            new Refusal(Errors.SubscriptionInactive, $"The trial ended on {Shown.Time(TrialEndsAt.Value)}. Choose a plan to go on sending."),
        Subscription.PastDue => new Refusal(Errors.SubscriptionInactive, "The subscription is past due. Settle the open bill to go on sending."),
        Subscription.Canceled => new Refusal(Errors.SubscriptionInactive, "The subscription was canceled. Renew it to go on sending."),
        _ => null,
    };

    /// <summary>4022 for what only those may do who chose a plan.</summary>
    /// <param name="what">What it is, as the sentence begins: <c>Webhooks are</c>.</param>
    public Refusal? RefuseInTrial(string what) => Subscription != Subscription.Trial ? null
        : new Refusal(Errors.SubscriptionInactive, $"{what} not part of a trial. Choose a plan to use them.");
}

/// <summary>The names of subscription states on the wire and in the store.</summary>
public static class Subscriptions
{
    public static readonly IReadOnlyList<string> All = ["active", "trial", "past_due", "canceled"];

    public static string Name(this Subscription subscription) => All[(int)subscription];

    /// <summary>The state with this name, or null.</summary>
    public static Subscription? Named(string name) => All.ToList().IndexOf(name) is >= 0 and var index ? (Subscription)index : null;
}
