namespace SendApi.Client;

/// <summary>Where a text stands. It only moves forward. A newer server may know more than these.</summary>
public static class SmsStatus
{
    /// <summary>It waits for its time.</summary>
    public const string Scheduled = "scheduled";

    /// <summary>It waits to leave.</summary>
    public const string Queued = "queued";

    /// <summary>It is just leaving.</summary>
    public const string Sending = "sending";

    /// <summary>A provider took it.</summary>
    public const string Sent = "sent";

    /// <summary>It may have left, and nobody knows. It is not sent again by itself.</summary>
    public const string Uncertain = "uncertain";

    /// <summary>It reached the phone.</summary>
    public const string Delivered = "delivered";

    /// <summary>A provider took it, and it was not delivered.</summary>
    public const string Undelivered = "undelivered";

    /// <summary>It never left.</summary>
    public const string Failed = "failed";

    /// <summary>It was taken back before it left.</summary>
    public const string Canceled = "canceled";
}

/// <summary>What a text is for: the more urgent leave first.</summary>
public static class TrafficClass
{
    /// <summary>A one-time code: before all others.</summary>
    public const string Otp = "otp";

    /// <summary>A text that somebody waits for.</summary>
    public const string Transactional = "transactional";

    /// <summary>A text to many.</summary>
    public const string Bulk = "bulk";
}

/// <summary>How a text travels.</summary>
public static class SmsEncoding
{
    /// <summary>160 characters in one part, 153 in each of several.</summary>
    public const string Gsm7 = "GSM-7";

    /// <summary>70 characters in one part, 67 in each of several.</summary>
    public const string Ucs2 = "UCS-2";
}
