using SendApi.Core.Sending;

namespace SendApi.Connectors.Http;

/// <summary>Takes what a provider wrote into our own terms, never longer than the store is to keep.</summary>
internal static class Heard
{
    /// <summary>The most receipts or texts that are taken from one call.</summary>
    public const int MostInOne = 1_000;

    private const int LongestId = 200, LongestWord = 60, LongestText = 10_000, LongestNumber = 30;

    /// <summary>A receipt; null when it names no message.</summary>
    /// <param name="exchange">It as it came.</param>
    public static Receipt? Receipt(string provider, string? id, ReceiptState state, string? error, string? raw, Exchange exchange) =>
        string.IsNullOrWhiteSpace(id) || id.Length > LongestId || id.Contains('\0', StringComparison.Ordinal)
            ? null
            : new Receipt(provider, id.Trim(), state, error is null ? null : HttpOutcomes.Short(error, LongestWord), null, HttpOutcomes.Short(raw ?? "", LongestWord)) { Exchange = exchange };

    /// <summary>A text that was sent to us; null when it is not known from whom or to whom. One without words is a text too.</summary>
    public static InboundText? Text(InboundText text) =>
        text.From.Length is 0 or > LongestNumber || text.To.Length is 0 or > LongestNumber || text.Content.Length > LongestText || text.ProviderId?.Length > LongestId
            ? null
            : text with { Content = text.Content.Replace('\0', '\uFFFD') };

    public static CallbackReading Of(Receipt? receipt) =>
        receipt is null ? new CallbackReading.Unreadable("The receipt names no message.") : new CallbackReading.Heard([receipt], []);

    public static CallbackReading Of(InboundText? text, CallbackAnswer? answer = null) =>
        text is null ? new CallbackReading.Unreadable("The text does not say from whom or to whom it is, or is too long.") : new CallbackReading.Heard([], [text], answer);
}
