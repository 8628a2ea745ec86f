using SendApi.Core;

namespace SendApi.Connectors.Http;

/// <summary>How senders and numbers are spelled where a provider wants them with or without the plus sign.</summary>
internal static class SenderForm
{
    /// <summary>What is up to six digits long is a short code and no number of the world.</summary>
    private const int LongestShortCode = 6;

    /// <summary>The sender with a plus sign when it is a number of the world.</summary>
    public static string? International(SenderId? from, string? otherwise)
    {
        var sender = from?.Value ?? otherwise;
        return sender is { Length: > LongestShortCode } && sender.All(char.IsAsciiDigit) ? "+" + sender : sender;
    }

    /// <summary>The sender without a plus sign.</summary>
    public static string? Digits(SenderId? from, string? otherwise) => (from?.Value ?? otherwise)?.TrimStart('+');
}
