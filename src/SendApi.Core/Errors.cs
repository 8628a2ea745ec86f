namespace SendApi.Core;

/// <summary>The whole catalogue. 40xx mirrors the HTTP status in its first digits where the reference allows it: 401x keys, 402x money and limits, 403x permission, 404x not there, 409x conflicts, 5xxx ours.</summary>
public static class Errors
{
    public static readonly ErrorCode InvalidRequest = new(4000, "invalid_request", 422,
        "The request could not be read (status 400), or it was read and a value in it is not acceptable (status 422).",
        "Read error.details: it names every failing field and the form that is expected.",
        "'content' is required: the text to send, 1 to 1,600 characters.");

    public static readonly ErrorCode InvalidPhone = new(4001, "invalid_phone", 422,
        "A phone number is not in E.164 form, has no known country code, or has a length that is impossible there.",
        "Send the number as a plus sign, the country code and the number. GET /v1/phone/validate turns national spellings into that form.",
        "'0712345678' is not in E.164 form: a plus sign, the country code and the number, 15 digits at most, such as +447700900000.");

    public static readonly ErrorCode InvalidSession = new(4002, "invalid_session", 422,
        "session_id names no WhatsApp session of this account.",
        "List your sessions with GET /v1/whatsapp/sessions and use an id or number_id from there.",
        "session_id 'sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M' is not a session of this account.");

    public static readonly ErrorCode SessionNotConnected = new(4003, "session_not_connected", 422,
        "The WhatsApp session exists but is not connected, so nothing can leave through it.",
        "Look at the session's status. When it is disconnected, fetch a fresh QR code and pair the phone again.",
        "Session 'sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M' is disconnected. Pair it again with the code from GET /v1/whatsapp/sessions/{id}/qr.");

    public static readonly ErrorCode RecipientSuppressed = new(4004, "recipient_suppressed", 422,
        "The address is on the account's suppression list for this channel: it opted out, bounced or was put there by hand.",
        "Leave it out. When the entry is a mistake, remove it from the suppression list first.",
        "+447700900000 is on the suppression list for sms since 2026-03-09: the recipient answered STOP.");

    public static readonly ErrorCode InvalidTemplate = new(4005, "invalid_template", 422,
        "The template does not exist, is not approved by Meta, or the parameters given do not fit it.",
        "Check the template's name, language and state with GET /v1/whatsapp/templates, and count its placeholders.",
        "Template 'order_ready' is pending and cannot be used before Meta approves it.");

    public static readonly ErrorCode InvalidSender = new(4006, "invalid_sender", 422,
        "The sender_id has an impossible form, is not registered and approved for the account, or is not allowed in the destination country.",
        "Leave sender_id out to use the default, or use one that GET /v1/sms/sender-ids shows as approved.",
        "sender_id 'MyVeryLongCompany' must be at most 11 letters and digits, or a number.");

    public static readonly ErrorCode InvalidFromDomain = new(4007, "invalid_from_domain", 422,
        "The domain of the email's from address is not a verified domain of the account.",
        "Add the domain with POST /v1/email/domains, set the DNS records it answers with, and verify it.",
        "'shop.example' is not a verified domain of this account.");

    public static readonly ErrorCode ContentBlocked = new(4008, "content_blocked", 422,
        "A content rule of the account or of the platform refuses the text.",
        "Change the text, or ask the operator to change the rule that is named in the message.",
        "The text is refused by the rule 'no shortened links'.");

    public static readonly ErrorCode DestinationBlocked = new(4009, "destination_blocked", 422,
        "The destination's country, prefix or kind of number is not allowed for the account, or the guard of one-time codes takes what goes there for an attack.",
        "Ask the operator to allow the destination when you mean to send there. For one-time codes, see GET /v1/verify/guard/report, and allow prefixes that you know with PUT /v1/verify/guard.",
        "Sending to +882 (international networks) is not allowed for this account.");

    public static readonly ErrorCode MissingApiKey = new(4010, "missing_api_key", 401,
        "The request has no Authorization header.",
        "Add the header 'Authorization: Bearer sk_live_…', with a key of this account.",
        "No API key was sent. Add the header 'Authorization: Bearer sk_live_…'.");

    public static readonly ErrorCode InvalidApiKey = new(4011, "invalid_api_key", 401,
        "The key is malformed, mistyped or unknown, or the scheme is not Bearer. When a person signs in: the address, the password or the code is wrong, or they do not open the account.",
        "Check the key for missing or changed characters. It starts with sk_live_ or sk_test_ and is sent as 'Bearer <key>'. A person who cannot sign in asks an admin of the account for a new link.",
        "The API key is not recognized. Check that it was copied whole: it starts with sk_live_ or sk_test_.");

    public static readonly ErrorCode RevokedApiKey = new(4012, "revoked_api_key", 401,
        "The key was revoked and works no more.",
        "Create a new key and replace this one wherever it is used.",
        "The API key 'billing' was revoked on 2026-03-09T14:30:00Z. Create a new key.");

    public static readonly ErrorCode ExpiredApiKey = new(4013, "expired_api_key", 401,
        "The key's expiry date has passed.",
        "Create a new key, with a later expiry or none.",
        "The API key 'billing' expired on 2026-03-09T14:30:00Z. Create a new key.");

    public static readonly ErrorCode QuotaExceeded = new(4020, "quota_exceeded", 402,
        "The plan's quota for this channel is used up until the billing period ends.",
        "Wait until resets_at, or move to a larger plan.",
        "The SMS quota of 100 a month is used up. It resets on 2026-04-01T00:00:00Z.");

    public static readonly ErrorCode SmsBalanceLow = new(4021, "sms_balance_low", 402,
        "The SMS credit left does not cover the price of the message.",
        "Top up the SMS credit, or send fewer segments.",
        "The message costs 0.045000 USD and 0.012000 USD of SMS credit are left. Top up to send it.");

    public static readonly ErrorCode SubscriptionInactive = new(4022, "subscription_inactive", 402,
        "The trial is over, the subscription was cancelled, or the feature is not part of a trial.",
        "Start or renew the subscription.",
        "The trial ended on 2026-03-09T14:30:00Z. Choose a plan to go on sending.");

    public static readonly ErrorCode RateLimitExceeded = new(4029, "rate_limit_exceeded", 429,
        "The key made more requests within a minute than its plan allows, or a webhook had all the test events of an hour.",
        "Wait retry_after seconds, then go on; spread requests by reading X-RateLimit-Remaining.",
        "Too many requests. Please retry after 12 seconds.");

    public static readonly ErrorCode InsufficientScope = new(4030, "insufficient_scope", 403,
        "The key is valid but lacks the scope that this endpoint needs, or may not be used for this or from this address.",
        "Use a key with the scope named in required_scope, or create one. Without required_scope the message says what else the key lacks.",
        "This endpoint needs the scope 'sms:write'. Create a key that has it.");

    public static readonly ErrorCode AccountSuspended = new(4031, "account_suspended", 403,
        "The operator suspended the account, or holds its spending.",
        "Ask the operator of this server to lift the suspension.",
        "The account is suspended. Ask the operator of this server.");

    public static readonly ErrorCode VerificationNotFound = new(4040, "verification_not_found", 404,
        "The id or recipient matches no verification of this account.",
        "Pass the id that POST /v1/verify/send answered with.",
        "No verification 'ver_01J9ZK3V5T8W2Y4A6C8E0G2J4M' exists in this account.");

    public static readonly ErrorCode VerificationExpired = new(4041, "verification_expired", 410,
        "The code's lifetime is over.",
        "Ask the person to request a new code.",
        "The code expired at 2026-03-09T14:30:00Z. Send a new one.");

    public static readonly ErrorCode MaxAttemptsExceeded = new(4042, "max_attempts_exceeded", 429,
        "Five wrong codes were entered, so the verification is locked for good.",
        "Start a new verification.",
        "Five wrong codes were entered. Start a new verification.");

    public static readonly ErrorCode OtpRateLimit = new(4043, "otp_rate_limit", 429,
        "Too many codes were sent to this recipient: 5 an hour and 20 a day are allowed.",
        "Wait retry_after seconds before sending another code there.",
        "5 codes were sent to this recipient within the hour. Retry after 1,140 seconds.");

    public static readonly ErrorCode NotFound = new(4044, "not_found", 404,
        "The path does not exist, or there is no such resource in this account.",
        "Check the path and the id. Ids of other accounts, and of test data when a live key is used, are not found either.",
        "No SMS 'sms_01J9ZK3V5T8W2Y4A6C8E0G2J4M' exists in this account.");

    public static readonly ErrorCode MethodNotAllowed = new(4050, "method_not_allowed", 405,
        "The path exists, but not with this HTTP method.",
        "Use a method from the Allow header.",
        "GET is not allowed here. Use POST.");

    public static readonly ErrorCode Conflict = new(4090, "conflict", 409,
        "The state of the resource forbids it, such as cancelling a message that has left.",
        "Read the resource's present state, then decide again.",
        "The message is delivered and can no longer be canceled.");

    public static readonly ErrorCode IdempotencyMismatch = new(4091, "idempotency_mismatch", 409,
        "The Idempotency-Key was used before with another request.",
        "Use a new Idempotency-Key for every new request, and the same one only to repeat the very same request.",
        "The Idempotency-Key 'order-1001' was used with another request within the last 24 hours.");

    public static readonly ErrorCode IdempotencyInProgress = new(4092, "idempotency_in_progress", 409,
        "The first request with this Idempotency-Key is still being worked on.",
        "Repeat the same request after retry_after seconds to get its answer.",
        "A request with the Idempotency-Key 'order-1001' is still running. Retry after 1 second.");

    public static readonly ErrorCode PayloadTooLarge = new(4130, "payload_too_large", 413,
        "The body is larger than the endpoint takes: 1 MiB, 10 MiB for an email with attachments, or 256 MiB for a CSV file.",
        "Send a smaller body, or split the work over several requests.",
        "The body is larger than 1,048,576 bytes.");

    public static readonly ErrorCode UnsupportedMediaType = new(4150, "unsupported_media_type", 415,
        "The body is not marked as JSON (a file to import: as CSV), or is not UTF-8.",
        "Send JSON with the header Content-Type: application/json, or a CSV file with Content-Type: text/csv.",
        "Content-Type 'text/plain' is not supported. Send application/json.");

    public static readonly ErrorCode Internal = new(5000, "internal_error", 500,
        "A fault of this server. Nothing about it is told here, but the log has it under the request id.",
        "Retry with growing pauses and the same Idempotency-Key; when it lasts, give the request id to the operator.",
        "An unexpected fault happened. Retry with the same Idempotency-Key; if it lasts, report the request id.");

    public static readonly ErrorCode ProviderError = new(5001, "provider_error", 500,
        "A downstream SMS, WhatsApp or email provider failed, or none is set up. It is also the error on a message that failed there.",
        "Retry later. The operator sees with 'sendapi providers test' which provider is at fault.",
        "No SMS provider is set up for live keys. Add one with 'sendapi providers add smpp', or use a test key.");

    public static readonly ErrorCode Overloaded = new(5030, "overloaded", 503,
        "The server sheds load, cannot write to its store, or is shutting down. Nothing was accepted.",
        "Retry after the seconds in Retry-After.",
        "The server is shutting down and accepted nothing. Retry after 5 seconds.");

    /// <summary>Every entry, in the order of the numbers.</summary>
    public static readonly IReadOnlyList<ErrorCode> All =
    [
        InvalidRequest, InvalidPhone, InvalidSession, SessionNotConnected, RecipientSuppressed, InvalidTemplate, InvalidSender,
        InvalidFromDomain, ContentBlocked, DestinationBlocked, MissingApiKey, InvalidApiKey, RevokedApiKey, ExpiredApiKey,
        QuotaExceeded, SmsBalanceLow, SubscriptionInactive, RateLimitExceeded, InsufficientScope, AccountSuspended,
        VerificationNotFound, VerificationExpired, MaxAttemptsExceeded, OtpRateLimit, NotFound, MethodNotAllowed, Conflict,
        IdempotencyMismatch, IdempotencyInProgress, PayloadTooLarge, UnsupportedMediaType, Internal, ProviderError, Overloaded,
    ];

    /// <summary>The entry with this number, or null.</summary>
    public static ErrorCode? Find(int number) => All.FirstOrDefault(e => e.Number == number);
}
