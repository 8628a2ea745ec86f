using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace SendApi.Core.Codes;

/// <summary>A language that one-time codes are written in.</summary>
public sealed partial record CodeLocale
{
    /// <summary>No language tag that means something is longer (RFC 5646, section 4.4.1, asks for room for 35).</summary>
    private const int LongestTag = 100;

    private static readonly FrozenDictionary<string, CodeLocale> Named =
        CodeSentences.All.ToFrozenDictionary(s => s.Name, s => new CodeLocale(s.Name), StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, CodeLocale> ByCountry = CodeSentences.All
        .SelectMany(s => s.Countries.Split(' ', StringSplitOptions.RemoveEmptyEntries), (s, country) => (country, s.Name))
        .ToFrozenDictionary(pair => pair.country, pair => Named[pair.Name]);

    /// <summary>Other codes of a language, and languages whose readers read the texts of another without effort.</summary>
    private static readonly FrozenDictionary<string, string> Nearest = new Dictionary<string, string>
    {
        ["no"] = "nb",
        ["nn"] = "nb",
        ["iw"] = "he",
        ["in"] = "id",
        ["mo"] = "ro",
        ["bs"] = "hr",
        ["sh"] = "sr-Latn",
        ["cnr"] = "sr-Latn",
        ["cmn"] = "zh",
        ["yue"] = "zh-Hant",
        ["arb"] = "ar",
        ["prs"] = "fa",
        ["zsm"] = "ms",
    }.ToFrozenDictionary();

    private CodeLocale(string name) => Name = name;

    /// <summary>Its BCP 47 tag: <c>en</c>, <c>pt-BR</c>, <c>zh-Hans</c>.</summary>
    public string Name { get; }

    /// <summary>English, where nothing better is known.</summary>
    public static CodeLocale Default => Named["en"];

    /// <summary>Every language there is, in the order of their tags.</summary>
    public static IReadOnlyList<CodeLocale> All { get; } = [.. Named.Values.OrderBy(l => l.Name, StringComparer.Ordinal)];

    public override string ToString() => Name;

    /// <summary>The best match for a language tag, in any case and with <c>_</c> for <c>-</c>; the default for a language without texts, null for what is no tag.</summary>
    public static CodeLocale? Read(string text)
    {
        if (text.Length > LongestTag || Tag().Match(text.Replace('_', '-')) is not { Success: true } tag)
            return null;

        var (language, script, region) = (tag.Groups["language"].Value.ToLowerInvariant(), tag.Groups["script"].Value, tag.Groups["region"].Value.ToUpperInvariant());
        var parts = Nearest.GetValueOrDefault(language, language).Split('-');
        var meant = script.Length > 0 ? script : parts.Length > 1 ? parts[1] : UsualScript(language, region);
        return Best(parts[0], meant, region);
    }

    /// <summary>The language that nearly everybody in a country reads; the default where that is not clear, as in CH, BE, IN and CA, and without a country.</summary>
    public static CodeLocale Of(string? country) => country is not null && ByCountry.TryGetValue(country, out var locale) ? locale : Default;

    private static CodeLocale Best(string language, string script, string region)
    {
        foreach (var name in (string[])[$"{language}-{script}", $"{language}-{region}", language])
            if (Named.TryGetValue(name, out var locale))
                return locale;
        return language switch
        {
            "zh" => Named["zh-Hans"],
            // CLDR gives all Portuguese outside Brazil that of Portugal for its parent.
            "pt" => Named[region.Length == 0 ? "pt-BR" : "pt-PT"],
            _ => Default,
        };
    }

    /// <summary>The script that a tag without one means (CLDR, likely subtags).</summary>
    private static string UsualScript(string language, string region) => (language, region) switch
    {
        ("zh", "TW" or "HK" or "MO") => "Hant",
        ("sr", "ME") => "Latn",
        _ => "",
    };

    /// <summary>RFC 5646, section 2.1: language, up to three extended ones, script, region, variants, extensions, private use.</summary>
    [GeneratedRegex("""
        ^(?<language>[A-Za-z]{2,3})(-[A-Za-z]{3}){0,3}(-(?<script>[A-Za-z]{4}))?(-(?<region>[A-Za-z]{2}|[0-9]{3}))?
        (-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-[0-9A-WY-Za-wy-z](-[A-Za-z0-9]{2,8})+)*(-[xX](-[A-Za-z0-9]{1,8})+)?\z
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
