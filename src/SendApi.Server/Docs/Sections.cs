using SendApi.Server.Http;

namespace SendApi.Server.Docs;

/// <summary>Which operations are told of together: those whose paths begin alike.</summary>
public static class Sections
{
    /// <summary>Where the name of a section is not just its path with a capital.</summary>
    private static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["sms"] = "SMS",
        ["api-keys"] = "API keys",
        ["admin"] = "Administration",
        ["whatsapp"] = "WhatsApp",
    };

    /// <summary>The section of <c>/v1/sms/send</c> is SMS.</summary>
    public static string Of(Operation operation)
    {
        var first = operation.Path.Split('/')[2];
        return Names.TryGetValue(first, out var name) ? name : string.Concat(char.ToUpperInvariant(first[0]), first[1..].Replace('-', ' '));
    }

    public static string Anchor(string section) => section.ToLowerInvariant().Replace(' ', '-');
}
