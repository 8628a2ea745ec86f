namespace SendApi.Core.Webhooks;

/// <summary>Which events are wanted: names such as <c>sms.delivered</c>, families such as <c>sms.*</c>, or <c>*</c> for all.</summary>
public static class EventPatterns
{
    public const string All = "*";

    private const string Family = ".*";

    /// <summary>Whether one of the patterns, separated by spaces, fits the name of an event.</summary>
    public static bool Match(ReadOnlySpan<char> patterns, ReadOnlySpan<char> name)
    {
        foreach (var range in patterns.Split(' '))
            if (Fits(patterns[range], name))
                return true;
        return false;
    }

    /// <summary>Whether the pattern fits at least one of the names.</summary>
    public static bool FitsAny(string pattern, IEnumerable<string> names) => names.Any(name => Fits(pattern, name));

    /// <summary>The patterns without those that others cover, in order, as <see cref="Match"/> reads them.</summary>
    public static string Join(IReadOnlyCollection<string> patterns) => string.Join(' ', patterns
        .Where(p => !patterns.Any(other => other != p && Covers(other, p)))
        .Distinct().Order(StringComparer.Ordinal));

    private static bool Covers(string pattern, string other) =>
        pattern == All || (pattern.EndsWith(Family, StringComparison.Ordinal) && other != All && Fits(pattern, other));

    private static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name) => pattern is All
        || (pattern.EndsWith(Family, StringComparison.Ordinal) ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : name.SequenceEqual(pattern));
}
