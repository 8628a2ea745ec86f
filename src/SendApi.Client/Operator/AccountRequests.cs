namespace SendApi.Client;

/// <summary>A new account.</summary>
public sealed record CreateAccountRequest
{
    /// <summary>A name of its own.</summary>
    public required string Name { get; init; }

    /// <summary><c>Starter</c>, <c>Growth</c>, <c>Business</c>, <c>Enterprise</c>, <c>Unlimited</c>, in any case. Without it Unlimited, on trial Starter.</summary>
    public string? Plan { get; init; }

    /// <summary>See <see cref="SendApi.Client.Subscription"/>: active or trial. Without it active, unless the end of a trial is given.</summary>
    public string? Subscription { get; init; }

    /// <summary>How long the trial lasts; 3 days without it.</summary>
    public int? TrialDays { get; init; }

    /// <summary>The same as a time, in place of <c>trial_days</c>.</summary>
    public DateTimeOffset? TrialEndsAt { get; init; }

    /// <summary>The day that billing periods begin on; today without it. In a month without such a day, its last day begins the period.</summary>
    public DateOnly? PeriodAnchor { get; init; }
}

/// <summary>Changes to an account; what is null stays.</summary>
public sealed record UpdateAccountRequest
{
    /// <summary>A new name.</summary>
    public string? Name { get; init; }

    /// <summary>Another plan. What was used in this billing period stays used.</summary>
    public string? Plan { get; init; }

    /// <summary>How its subscription stands: see <see cref="SendApi.Client.Subscription"/>. Past due, canceled, or with its trial over, an account reads but sends no more with live keys.</summary>
    public string? Subscription { get; init; }

    /// <summary>A new length of the trial, from now.</summary>
    public int? TrialDays { get; init; }

    /// <summary>A new end of the trial.</summary>
    public DateTimeOffset? TrialEndsAt { get; init; }

    /// <summary>Refuse every request of its keys, live and test, with <see cref="SendApiErrors.AccountSuspended"/>.</summary>
    public bool? Suspended { get; init; }

    /// <summary>The caller is told it.</summary>
    public string? SuspendedReason { get; init; }

    /// <summary>Where and what it may send; null leaves it.</summary>
    public SendPolicyChange? Policy { get; init; }
}

/// <summary>Changes to where and what an account may send.</summary>
public sealed record SendPolicyChange
{
    /// <summary>The only countries it may send to, by their two letters. An empty list lifts the rule, null leaves it.</summary>
    public IReadOnlyList<string>? AllowedCountries { get; init; }

    /// <summary>Where it may not send to, such as <c>+882</c>. An empty list lifts the rule, null leaves it.</summary>
    public IReadOnlyList<string>? BlockedPrefixes { get; init; }

    /// <summary>Words that its texts may not hold. An empty list lifts the rule, null leaves it.</summary>
    public IReadOnlyList<string>? BlockedWords { get; init; }
}
