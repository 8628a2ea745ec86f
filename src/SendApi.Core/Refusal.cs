namespace SendApi.Core;

/// <summary>One field of a request that was not acceptable, and why.</summary>
public sealed record FieldError(string Field, string Message);

/// <summary>How much of something limited is used, and when it begins anew.</summary>
public sealed record Allotment(long Used, long Limit, DateTimeOffset ResetsAt);

/// <summary>What is left and what was asked for, in millionths of a US dollar.</summary>
public sealed record Shortfall(long Balance, long Required);

/// <summary>The caller's fault (or our overload) on its way to the caller: a catalogue entry, a sentence for a person and the facts of the case.</summary>
public sealed class Refusal : Exception
{
    public Refusal(ErrorCode code, string message, string? field = null) : base(message)
    {
        Code = code;
        Status = code.Status;
        Details = field is null ? [] : [new FieldError(field, message)];
    }

    /// <summary>Several fields at once: the generic 4000 with one detail a field.</summary>
    public Refusal(IReadOnlyList<FieldError> details)
        : base(details.Count == 1 ? details[0].Message : $"{details.Count} fields are not acceptable: {string.Join(", ", details.Select(d => d.Field))}. See details.")
    {
        Code = Errors.InvalidRequest;
        Status = Code.Status;
        Details = details;
    }

    public ErrorCode Code { get; }

    /// <summary>The HTTP status: that of the code, or 400 for a request that could not be read at all.</summary>
    public int Status { get; init; }

    public IReadOnlyList<FieldError> Details { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public string? RequiredScope { get; init; }

    /// <summary>For a quota or a limit: how much is used, of how much, and when it begins anew.</summary>
    public Allotment? Allotment { get; init; }

    /// <summary>For credit: what is left and what is needed; the caller is shown where to top up.</summary>
    public Shortfall? Shortfall { get; init; }

    /// <summary>For plans: the caller is shown where to choose another.</summary>
    public bool ShowsUpgrade => Code == Errors.QuotaExceeded || Code == Errors.SubscriptionInactive;

    /// <summary>A body or query that cannot be read: 4000 with status 400.</summary>
    public static Refusal Unreadable(string message, string? field = null) => new(Errors.InvalidRequest, message, field) { Status = 400 };
}
