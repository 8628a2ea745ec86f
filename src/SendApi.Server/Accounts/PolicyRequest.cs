using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Accounts;

/// <summary>What an account may send where, as an operator sets it. A list replaces the one before, an empty one lifts the rule, one that is left out stays.</summary>
public sealed record PolicyRequest
{
    private const int Most = 1_000, LongestWord = 100;

    public List<string?>? AllowedCountries { get; init; }
    public List<string?>? BlockedPrefixes { get; init; }
    public List<string?>? BlockedWords { get; init; }

    /// <summary>The policy with these lists in place of its own.</summary>
    public SendPolicy Over(SendPolicy was, Fields fields) => new(
        Read(fields, "allowed_countries", AllowedCountries, text => text.ToUpperInvariant(), PhoneNumber.IsCountry, "a country's two letters, such as GB") ?? was.AllowedCountries,
        Read(fields, "blocked_prefixes", BlockedPrefixes, text => text, PhoneNumber.IsPrefix, "a plus sign and the first 1 to 15 digits of numbers, such as +882") ?? was.BlockedPrefixes,
        Read(fields, "blocked_words", BlockedWords, text => text, IsWord, $"a word or words of 1 to {LongestWord} characters") ?? was.BlockedWords);

    private static List<string>? Read(Fields fields, string name, List<string?>? given, Func<string, string> spell, Func<string, bool> isGood, string form)
    {
        if (given is null)
            return null;
        if (given.Count > Most)
        {
            fields.Add($"policy.{name}", $"'{name}' has {given.Count} entries; {Shown.Count(Most)} are the most.");
            return [];
        }

        var entries = given.ConvertAll(text => spell(text?.Trim() ?? ""));
        for (var i = 0; i < entries.Count; i++)
            if (!isGood(entries[i]))
                fields.Add($"policy.{name}[{i}]", $"'{Shown.Cut(entries[i])}' is not {form}.");
        return [.. entries.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static bool IsWord(string text) => text.Length is > 0 and <= LongestWord && !text.Any(char.IsControl);
}
