using System.Net;

namespace SendApi.Client;

/// <summary>A call that did not succeed: the server refused it, or no answer came after all tries.</summary>
/// <remarks>Match on <see cref="Code"/> with the constants of <see cref="SendApiErrors"/>. No message ever holds the API key.</remarks>
public sealed class SendApiException : Exception
{
    internal SendApiException(string message, Exception? inner = null) : base(message, inner)
    {
    }

    /// <summary>The number of the refusal in the catalogue, such as <see cref="SendApiErrors.RecipientSuppressed"/>; 0 where no numbered answer came.</summary>
    public int Code { get; internal init; }

    /// <summary>The number as a word, such as <c>recipient_suppressed</c>; empty where no numbered answer came.</summary>
    public string Type { get; internal init; } = "";

    /// <summary>The HTTP status; null where no answer came at all, and then <see cref="Exception.InnerException"/> says why.</summary>
    public HttpStatusCode? StatusCode { get; internal init; }

    /// <summary>Each field at fault, and what is expected of it; empty where none is named.</summary>
    public IReadOnlyList<SendApiErrorDetail> Details { get; internal init; } = [];

    /// <summary>How long the server asks to wait before a repetition, in whole seconds; null where it asks for nothing.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>The name of the request in the server's log, <c>req_…</c>: what its operator wants to know.</summary>
    public string? RequestId { get; internal init; }

    /// <summary>The page of the server that explains the number: cause, remedy and an example.</summary>
    public string? DocUrl { get; internal init; }

    /// <summary>The scope that the key lacks, with <see cref="SendApiErrors.InsufficientScope"/>.</summary>
    public string? RequiredScope { get; internal init; }

    /// <summary>How much of a quota or limit is used.</summary>
    public long? Used { get; internal init; }

    /// <summary>The quota or limit.</summary>
    public long? Limit { get; internal init; }

    /// <summary>When the quota or limit begins anew.</summary>
    public DateTimeOffset? ResetsAt { get; internal init; }

    /// <summary>Where to choose another plan.</summary>
    public string? UpgradeUrl { get; internal init; }

    /// <summary>The credit that is left, with <see cref="SendApiErrors.SmsBalanceLow"/>.</summary>
    public Money? Balance { get; internal init; }

    /// <summary>What the message costs, with <see cref="SendApiErrors.SmsBalanceLow"/>.</summary>
    public Money? Required { get; internal init; }

    /// <summary>Where to top up the credit.</summary>
    public string? TopUpUrl { get; internal init; }

    /// <summary>How many tries were made.</summary>
    public int Attempts { get; internal set; } = 1;

    /// <summary>
    /// The idempotency key that all tries were made under; null where the call has none. Where <see cref="IsInDoubt"/>, repeat the same call under it to learn what became of it.
    /// </summary>
    public string? IdempotencyKey { get; internal set; }

    /// <summary>Whether the server may have done what was asked although no good answer came: the connection broke, or it answered with a fault of its own.</summary>
    public bool IsInDoubt { get; internal init; }
}

/// <summary>A field at fault.</summary>
/// <param name="Field">Its name in the request, as it travels: <c>sender_id</c>, <c>recipients[3]</c>.</param>
/// <param name="Message">What is expected of it, for a person.</param>
public sealed record SendApiErrorDetail(string Field, string Message);
