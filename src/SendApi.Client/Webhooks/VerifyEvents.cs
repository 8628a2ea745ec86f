namespace SendApi.Client;

/// <summary>What all events of a one-time code tell of it. Never the code itself.</summary>
public abstract record VerifyEventData : EventData
{
    /// <summary>The id of the verification, as the send answered it.</summary>
    public string VerificationId { get; init; } = "";

    /// <summary>The recipient.</summary>
    public string To { get; init; } = "";

    /// <summary>How the code travelled.</summary>
    public string Channel { get; init; } = "";
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
    /// <summary>undeliverable where the text did not arrive: the code is still valid should it come late. max_attempts where five wrong codes were entered.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When that became known.</summary>
    public DateTimeOffset FailedAt { get; init; }
}
