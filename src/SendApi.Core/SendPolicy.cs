namespace SendApi.Core;

/// <summary>What an account may send, and where to; empty lists allow everything.</summary>
/// <param name="AllowedCountries">Two-letter codes (ISO 3166-1); when there is one, all others are refused.</param>
/// <param name="BlockedPrefixes">The first digits of numbers that are refused, with their plus sign.</param>
/// <param name="BlockedWords">Texts that hold one of these, in any case, as a whole word, are refused.</param>
public sealed record SendPolicy(IReadOnlyList<string> AllowedCountries, IReadOnlyList<string> BlockedPrefixes, IReadOnlyList<string> BlockedWords)
{
    public static readonly SendPolicy Open = new([], [], []);

    /// <summary>4009 for a destination that is not allowed.</summary>
    public Refusal? RefuseDestination(PhoneNumber to)
    {
        if (BlockedPrefixes.FirstOrDefault(p => to.Value.StartsWith(p, StringComparison.Ordinal)) is { } prefix)
            return new Refusal(Errors.DestinationBlocked, $"Numbers that begin with {prefix} are blocked for this account.", "to");
        if (AllowedCountries.Count == 0)
            return null;

        var country = to.Country;
        return AllowedCountries.Contains(country, StringComparer.OrdinalIgnoreCase)
            ? null
            : new Refusal(Errors.DestinationBlocked, $"Sending to {country ?? "this destination"} is not allowed for this account. Allowed: {string.Join(", ", AllowedCountries)}.", "to");
    }

    /// <summary>4008 for a text with a blocked word. The message names the rule, which is the account's own, never the text.</summary>
    public Refusal? RefuseContent(string content) =>
        BlockedWords.FirstOrDefault(word => HasWord(content, word)) is { } found
            ? new Refusal(Errors.ContentBlocked, $"The text is refused by the account's rule against '{found}'.", "content")
            : null;

    private static bool HasWord(string content, string word)
    {
        for (var at = content.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = content.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
            if ((at == 0 || !char.IsLetterOrDigit(content[at - 1])) && (at + word.Length == content.Length || !char.IsLetterOrDigit(content[at + word.Length])))
                return true;
        return false;
    }
}
