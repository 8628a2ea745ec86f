using System.Globalization;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Http;

/// <summary>What a status says of the text, where the provider's own words say nothing else (RFC 9110, section 15; RFC 6585, section 4).</summary>
internal static class HttpOutcomes
{
    private const int LongestReason = 200, LongestCode = 50;

    /// <summary>How long who asks to be sent less is left alone when he does not say it.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    /// <summary>The outcome of an answer that is no success.</summary>
    /// <param name="code">The provider's own number of the fault, when it gave one.</param>
    public static SendOutcome Of(HttpHeard.Answered answer, string? code, string? reason) => answer.Status switch
    {
        429 => new SendOutcome.TryLater(Sentence(answer, reason), answer.RetryAfter ?? Calm),
        // Only who says when to come back says that nothing was taken; a bare 503 may come from a gateway that lost patience.
        503 when answer.RetryAfter is not null => new SendOutcome.TryLater(Sentence(answer, reason), answer.RetryAfter),
        // No fault of the text: the operator can put it right while it waits.
        401 => new SendOutcome.TryLater("The provider refuses the credentials: " + Sentence(answer, reason)),
        402 => new SendOutcome.TryLater("The provider asks for payment: " + Sentence(answer, reason)),
        // The server lost patience with the request, and a gateway before it with the server.
        408 => new SendOutcome.Unknown(Sentence(answer, reason)),
        // An address or an account that is wrong is no fault of the text: another carrier may take it.
        403 or 404 or 405 or 410 => Rejected(code ?? Status(answer), Sentence(answer, reason)) with { IsByRoute = true },
        >= 400 and < 500 => Rejected(code ?? Status(answer), Sentence(answer, reason)),
        // A redirect may be the answer to something that was done. 5xx says that something broke, not where.
        _ => new SendOutcome.Unknown(Sentence(answer, reason)),
    };

    public static SendOutcome.Rejected Rejected(string code, string reason) => new(Short(code, LongestCode), Short(reason, LongestReason));

    public static SendOutcome.Unknown Unreadable(HttpHeard.Answered answer) =>
        new($"the provider answered {Status(answer)}, and the answer cannot be read");

    public static string Short(string text, int longest)
    {
        var clean = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return clean.Length > longest ? clean[..(longest - 1)] + "…" : clean;
    }

    private static string Sentence(HttpHeard.Answered answer, string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? $"the provider answered {Status(answer)}" : Short(reason, LongestReason);

    private static string Status(HttpHeard.Answered answer) => string.Create(CultureInfo.InvariantCulture, $"HTTP {answer.Status}");
}
