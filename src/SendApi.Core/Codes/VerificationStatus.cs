namespace SendApi.Core.Codes;

/// <summary>Where a verification stands. Everything but pending is final. The numbers are stored.</summary>
public enum VerificationStatus
{
    Pending = 10,
    Verified = 20,
    /// <summary>Its lifetime ended before the right code came.</summary>
    Expired = 30,
    /// <summary>Five wrong codes were entered.</summary>
    Locked = 40,
    /// <summary>Taken back, or replaced by a newer code for the same recipient.</summary>
    Canceled = 50,
}

/// <summary>The names of the statuses on the wire, both ways.</summary>
public static class VerificationStatuses
{
    public static readonly IReadOnlyDictionary<string, VerificationStatus> Named = Enum.GetValues<VerificationStatus>().ToDictionary(Name);

    public static string Name(this VerificationStatus status) => status switch
    {
        VerificationStatus.Pending => "pending",
        VerificationStatus.Verified => "verified",
        VerificationStatus.Expired => "expired",
        VerificationStatus.Locked => "locked",
        VerificationStatus.Canceled => "canceled",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
