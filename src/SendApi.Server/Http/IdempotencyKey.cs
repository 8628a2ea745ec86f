using SendApi.Core;

namespace SendApi.Server.Http;

/// <summary>The Idempotency-Key header: 1 to 255 visible characters, only read on POST.</summary>
public static class IdempotencyKey
{
    private const string Header = "Idempotency-Key";
    private const int LongestLength = 255;

    public static bool IsSent(HttpRequest request) => request.Headers.ContainsKey(Header);

    /// <summary>The key that was sent, or null without the header; a key of a wrong form is refused with 4000.</summary>
    public static string? Read(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Header, out var values))
            return null;

        var text = values.ToString();
        return text.Length is >= 1 and <= LongestLength && !text.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? text
            : throw new Refusal(Errors.InvalidRequest, $"Idempotency-Key must be 1 to {LongestLength} visible ASCII characters.", Header);
    }
}
