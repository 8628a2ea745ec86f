namespace SendApi.Core.Sending;

/// <summary>What we and a provider said to each other once, as it travelled, for whoever has to find out what happened. Credentials, the recipient and the words are never in it.</summary>
/// <param name="Sent">What we sent; null for what a provider sent by itself, such as a receipt.</param>
/// <param name="Received">What the provider sent; null where nothing came.</param>
public sealed record Exchange(string? Sent, string? Received)
{
    /// <summary>The most characters that are kept of each side; what is longer says so at its end.</summary>
    public const int LongestSide = 1_500;

    /// <summary>The most exchanges that are kept of one attempt: the first ones, and the last.</summary>
    public const int MostOfAttempt = 4;

    /// <summary>What stands in place of what is nobody's business.</summary>
    public const string Recipient = "(recipient)", Words = "(words)", Number = "(number)", Secret = "(secret)", Amount = "(amount)";

    /// <summary>An exchange, cut to what is kept.</summary>
    public static Exchange Of(string? sent, string? received) => new(Cut(sent), Cut(received));

    /// <summary>Adds the next exchange of an attempt to those before it, within <see cref="MostOfAttempt"/>.</summary>
    public static void Add(List<Exchange> exchanges, Exchange next)
    {
        if (exchanges.Count == MostOfAttempt)
            exchanges[^1] = next;
        else
            exchanges.Add(next);
    }

    private static string? Cut(string? text)
    {
        if (text is null || text.Length <= LongestSide)
            return text;

        var end = char.IsHighSurrogate(text[LongestSide - 1]) ? LongestSide - 1 : LongestSide;
        return $"{text[..end]}… ({Shown.Count(text.Length - end)} more characters)";
    }
}
