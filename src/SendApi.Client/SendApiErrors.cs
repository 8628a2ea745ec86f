namespace SendApi.Client;

/// <summary>The numbers of all refusals, for <see cref="SendApiException.Code"/>. A number never changes its meaning; the server explains each under <c>/docs/errors</c>.</summary>
public static class SendApiErrors
{
    /// <summary>The request could not be read (status 400), or it was read and a value in it is not acceptable (status 422).</summary>
    public const int InvalidRequest = 4000;

    /// <summary>A phone number is not in E.164 form, has no known country code, or has a length that is impossible there.</summary>
    public const int InvalidPhone = 4001;

    /// <summary>session_id names no WhatsApp session of this account.</summary>
    public const int InvalidSession = 4002;

    /// <summary>The WhatsApp session exists but is not connected, so nothing can leave through it.</summary>
    public const int SessionNotConnected = 4003;

    /// <summary>The address is on the account's suppression list for this channel: it opted out, bounced or was put there by hand.</summary>
    public const int RecipientSuppressed = 4004;

    /// <summary>The template does not exist, is not approved by Meta, or the parameters given do not fit it.</summary>
    public const int InvalidTemplate = 4005;

    /// <summary>The sender_id has an impossible form, is not registered and approved for the account, or is not allowed in the destination country.</summary>
    public const int InvalidSender = 4006;

    /// <summary>The domain of the email's from address is not a verified domain of the account.</summary>
    public const int InvalidFromDomain = 4007;

    /// <summary>A content rule of the account or of the platform refuses the text.</summary>
    public const int ContentBlocked = 4008;

    /// <summary>The destination's country, prefix or kind of number is not allowed for the account.</summary>
    public const int DestinationBlocked = 4009;

    /// <summary>The request has no Authorization header.</summary>
    public const int MissingApiKey = 4010;

    /// <summary>The key is malformed, mistyped or unknown, or the scheme is not Bearer.</summary>
    public const int InvalidApiKey = 4011;

    /// <summary>The key was revoked and works no more.</summary>
    public const int RevokedApiKey = 4012;

    /// <summary>The key's expiry date has passed.</summary>
    public const int ExpiredApiKey = 4013;

    /// <summary>The plan's quota for this channel is used up until the billing period ends.</summary>
    public const int QuotaExceeded = 4020;

    /// <summary>The SMS credit left does not cover the price of the message.</summary>
    public const int SmsBalanceLow = 4021;

    /// <summary>The trial is over, the subscription was cancelled, or the feature is not part of a trial.</summary>
    public const int SubscriptionInactive = 4022;

    /// <summary>The key made more requests within a minute than its plan allows, or a webhook had all the test events of an hour.</summary>
    public const int RateLimitExceeded = 4029;

    /// <summary>The key is valid but lacks the scope that this endpoint needs, or may not be used for this or from this address.</summary>
    public const int InsufficientScope = 4030;

    /// <summary>The operator suspended the account, or holds its spending.</summary>
    public const int AccountSuspended = 4031;

    /// <summary>The id or recipient matches no verification of this account.</summary>
    public const int VerificationNotFound = 4040;

    /// <summary>The code's lifetime is over.</summary>
    public const int VerificationExpired = 4041;

    /// <summary>Five wrong codes were entered, so the verification is locked for good.</summary>
    public const int MaxAttemptsExceeded = 4042;

    /// <summary>Too many codes were sent to this recipient: 5 an hour and 20 a day are allowed.</summary>
    public const int OtpRateLimit = 4043;

    /// <summary>The path does not exist, or there is no such resource in this account.</summary>
    public const int NotFound = 4044;

    /// <summary>The path exists, but not with this HTTP method.</summary>
    public const int MethodNotAllowed = 4050;

    /// <summary>The state of the resource forbids it, such as cancelling a message that has left.</summary>
    public const int Conflict = 4090;

    /// <summary>The Idempotency-Key was used before with another request.</summary>
    public const int IdempotencyMismatch = 4091;

    /// <summary>The first request with this Idempotency-Key is still being worked on.</summary>
    public const int IdempotencyInProgress = 4092;

    /// <summary>The body is larger than the endpoint takes: 1 MiB, 10 MiB for an email with attachments, or 256 MiB for a CSV file.</summary>
    public const int PayloadTooLarge = 4130;

    /// <summary>The body is not marked as JSON (a file to import: as CSV), or is not UTF-8.</summary>
    public const int UnsupportedMediaType = 4150;

    /// <summary>A fault of this server. Nothing about it is told here, but the log has it under the request id.</summary>
    public const int InternalError = 5000;

    /// <summary>A downstream SMS, WhatsApp or email provider failed, or none is set up. It is also the error on a message that failed there.</summary>
    public const int ProviderError = 5001;

    /// <summary>The server sheds load, cannot write to its store, or is shutting down. Nothing was accepted.</summary>
    public const int Overloaded = 5030;
}
