namespace SendApi.Connectors.Http;

/// <summary>Forms as they travel: <c>application/x-www-form-urlencoded</c>, in bodies and behind question marks.</summary>
internal static class FormText
{
    public const string ContentType = "application/x-www-form-urlencoded";

    /// <summary>More fields than any provider sends.</summary>
    private const int MostFields = 500;

    public static string Write(IEnumerable<KeyValuePair<string, string>> fields) =>
        string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}"));

    /// <summary>All fields in their order, a name as often as it stands there; null for more than can be meant.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? Read(string text)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (fields.Count == MostFields)
                return null;

            var split = pair.IndexOf('=', StringComparison.Ordinal);
            fields.Add(split < 0 ? new(Plain(pair), "") : new(Plain(pair[..split]), Plain(pair[(split + 1)..])));
        }

        return fields;
    }

    /// <summary>The part of an address behind its question mark.</summary>
    public static string Query(string url) => url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? url[(at + 1)..] : "";

    /// <summary>The first field of a name that has a value.</summary>
    public static string? First(this IReadOnlyList<KeyValuePair<string, string>> fields, string name) =>
        fields.FirstOrDefault(f => f.Key == name && f.Value.Length > 0).Value;

    private static string Plain(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
