using System.Globalization;
using SendApi.Core;
using SendApi.Server.Ledger;
using SendApi.Server.Usage;

namespace SendApi.Server.Delivery;

/// <summary>A refusal that a test key gets for a recipient whose number ends in the refusal's own.</summary>
/// <param name="Field">The field that its details name, where one is at fault.</param>
public sealed record MagicRefusal(ErrorCode Code, string? Field = null)
{
    /// <summary>The last four digits of the recipient.</summary>
    public string Suffix => Code.Number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The recipients that provoke every refusal a send can meet, as data: the documentation's table is made from it. Live keys never meet them.</summary>
public static class MagicRefusals
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(12), Moment = TimeSpan.FromSeconds(1), Pause = TimeSpan.FromSeconds(5), CodeWait = TimeSpan.FromSeconds(1_140);

    public static readonly IReadOnlyList<MagicRefusal> All =
    [
        new(Errors.InvalidRequest, "content"), new(Errors.InvalidPhone, "to"), new(Errors.RecipientSuppressed, "to"), new(Errors.InvalidSender, "sender_id"),
        new(Errors.ContentBlocked, "content"), new(Errors.DestinationBlocked, "to"),
        new(Errors.MissingApiKey), new(Errors.InvalidApiKey), new(Errors.RevokedApiKey), new(Errors.ExpiredApiKey),
        new(Errors.QuotaExceeded), new(Errors.SmsBalanceLow), new(Errors.SubscriptionInactive), new(Errors.RateLimitExceeded),
        new(Errors.InsufficientScope), new(Errors.AccountSuspended), new(Errors.IdempotencyMismatch), new(Errors.IdempotencyInProgress),
        new(Errors.PayloadTooLarge), new(Errors.UnsupportedMediaType), new(Errors.Internal), new(Errors.ProviderError), new(Errors.Overloaded),
    ];

    /// <summary>The endings that only a one-time code meets: when it is sent, and when it is checked.</summary>
    public static readonly IReadOnlyList<MagicRefusal> Sent = [new(Errors.OtpRateLimit)],
        Checked = [new(Errors.VerificationNotFound, "id"), new(Errors.VerificationExpired), new(Errors.MaxAttemptsExceeded)];

    /// <summary>The refusal that only the sending of a test code to this recipient gets, or null.</summary>
    public static Refusal? OfSend(PhoneNumber to) => Of(Sent, to);

    /// <summary>The refusal that checking a test code of this recipient gets, or null.</summary>
    public static Refusal? OfCheck(PhoneNumber to) => Of(Checked, to);

    /// <summary>The refusal that a test message to this recipient gets, with facts like those of a real one, or null.</summary>
    public static Refusal? Of(Account account, PhoneNumber to, DateTimeOffset now)
    {
        if (All.FirstOrDefault(m => to.Value.EndsWith(m.Suffix, StringComparison.Ordinal)) is not { } magic)
            return null;
        if (magic.Code == Errors.QuotaExceeded)
            return Allowance.UsedUp("The SMS quota of 100 a month", 100, 100, account.PeriodAt(now).End);
        if (magic.Code == Errors.SmsBalanceLow)
            return Credit.Missing(new(Balance: 12_000, Required: 45_000));

        return new Refusal(magic.Code, magic.Code.Example, magic.Field)
        {
            RetryAfter = Wait(magic.Code),
            RequiredScope = magic.Code == Errors.InsufficientScope ? Scopes.SmsWrite : null,
        };
    }

    private static Refusal? Of(IReadOnlyList<MagicRefusal> all, PhoneNumber to) =>
        all.FirstOrDefault(m => to.Value.EndsWith(m.Suffix, StringComparison.Ordinal)) is { } magic
            ? new Refusal(magic.Code, magic.Code.Example, magic.Field) { RetryAfter = magic.Code == Errors.OtpRateLimit ? CodeWait : null }
            : null;

    private static TimeSpan? Wait(ErrorCode code) =>
        code == Errors.RateLimitExceeded ? Minute : code == Errors.IdempotencyInProgress ? Moment : code == Errors.Overloaded ? Pause : null;
}
