namespace SendApi.Client;

/// <summary>What all events of a one-time code tell of it. Never the code itself.</summary>
public abstract record VerifyEventData : EventData
{
    /// <summary>The id of the verification, as the send answered it.</summary>
    public string VerificationId { get; init => field = value ?? ""; } = "";

    /// <summary>The recipient.</summary>
    public string To { get; init => field = value ?? ""; } = "";

    /// <summary>How the code travelled.</summary>
    public string Channel { get; init => field = value ?? ""; } = "";
}

/// <summary>The data of <c>verify.sent</c>.</summary>
public sealed record VerifySentData : VerifyEventData
{
    /// <summary>When the provider took it.</summary>
    public DateTimeOffset SentAt { get; init; }
}

/// <summary>The data of <c>verify.completed</c>.</summary>
public sealed record VerifyCompletedData : VerifyEventData
{
    /// <summary>When the right code was entered.</summary>
    public DateTimeOffset CompletedAt { get; init; }
}

/// <summary>The data of <c>verify.expired</c>.</summary>
public sealed record VerifyExpiredData : VerifyEventData
{
    /// <summary>When its time ended.</summary>
    public DateTimeOffset ExpiredAt { get; init; }
}

/// <summary>The data of <c>verify.failed</c>.</summary>
public sealed record VerifyFailedData : VerifyEventData
{
    /// <summary>Why: see <see cref="VerifyFailure"/>.</summary>
    public string Reason { get; init => field = value ?? ""; } = "";

    /// <summary>When that became known.</summary>
    public DateTimeOffset FailedAt { get; init; }
}

/// <summary>Why a code failed.</summary>
public static class VerifyFailure
{
    /// <summary>Five wrong codes were entered.</summary>
    public const string MaxAttempts = "max_attempts";

    /// <summary>Its text did not arrive; should it come late, the code is still right.</summary>
    public const string Undeliverable = "undeliverable";
}
