using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SendApi.Core.WhatsApp;

/// <summary>What Meta's documentation asks of a new template, so that a mistake is named before Meta is asked. Pure.</summary>
/// <remarks>Source: the Business Management API's documentation, Message templates, and its pages Components and Supported languages.</remarks>
public static partial class TemplateRules
{
    public const int LongestName = 512, LongestJson = 65_536;

    private const int LongestHeader = 60, LongestBody = 1_024, LongestFooter = 60, MostButtons = 10, LongestButton = 25;

    public static readonly IReadOnlyList<string> Categories = ["MARKETING", "UTILITY", "AUTHENTICATION"];

    private static readonly string[] Types = ["HEADER", "BODY", "FOOTER", "BUTTONS", "CAROUSEL", "LIMITED_TIME_OFFER"], Formats = ["TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION"];

    public static bool IsName(string name) => name.Length <= LongestName && Name().IsMatch(name);

    public static bool IsLanguage(string code) => Language().IsMatch(code);

    /// <summary>What is wrong with the components of a new template: for each fault the place of it within them, such as <c>[1].text</c>, and words for a person.</summary>
    public static IEnumerable<FieldError> Faults(JsonElement components, string category)
    {
        if (components.ValueKind != JsonValueKind.Array || components.GetArrayLength() is 0 or > 10)
            return [new("", "must be a list of 1 to 10 parts: HEADER, BODY, FOOTER and BUTTONS, as Meta has them.")];

        var parts = components.EnumerateArray().ToList();
        var faults = parts.SelectMany((part, i) => OfPart(part, category).Select(f => f with { Field = string.Create(CultureInfo.InvariantCulture, $"[{i}]{f.Field}") })).ToList();
        if (parts.Select(p => TemplateJson.Word(p, "type")).Where(t => t.Length > 0).GroupBy(t => t).FirstOrDefault(g => g.Count() > 1) is { } twice)
            faults.Add(new("", $"has the part {twice.Key} twice."));
        if (!parts.Exists(p => TemplateJson.Word(p, "type") == "BODY"))
            faults.Add(new("", "must have a part of the type BODY."));
        return faults;
    }

    private static IEnumerable<FieldError> OfPart(JsonElement part, string category) => TemplateJson.Word(part, "type") switch
    {
        "HEADER" => Header(part),
        // Meta writes the words of codes itself.
        "BODY" => category == "AUTHENTICATION" ? [] : Text(part, LongestBody),
        "FOOTER" => category == "AUTHENTICATION" ? [] : [.. Text(part, LongestFooter), .. NoPlaces(part)],
        "BUTTONS" => Buttons(part),
        var type when Types.Contains(type) => [],
        _ => [new(".type", $"must be one of: {string.Join(", ", Types)}.")],
    };

    private static IEnumerable<FieldError> Header(JsonElement part)
    {
        var format = TemplateJson.Word(part, "format");
        if (!Formats.Contains(format))
            return [new(".format", $"must be one of: {string.Join(", ", Formats)}.")];
        if (format != "TEXT")
            return [];

        var faults = Text(part, LongestHeader).ToList();
        if (TemplatePlaces.In(TemplateJson.Text(part, "text")).Count > 1)
            faults.Add(new(".text", "has more than one place; a header has one at most."));
        return faults;
    }

    private static IEnumerable<FieldError> Text(JsonElement part, int longest)
    {
        var text = TemplateJson.Text(part, "text") ?? "";
        if (text.Length == 0 || text.Length > longest)
            yield return new(".text", string.Create(CultureInfo.InvariantCulture, $"must have 1 to {longest:N0} characters."));

        var places = TemplatePlaces.In(text);
        var numbers = places.Where(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _)).Select(p => int.Parse(p, CultureInfo.InvariantCulture)).Order().ToList();
        if (numbers.Count > 0 && (numbers.Count < places.Count || !numbers.SequenceEqual(Enumerable.Range(1, numbers.Count))))
            yield return new(".text", "must number its places from {{1}} without a gap, or give all of them names.");
    }

    private static IEnumerable<FieldError> NoPlaces(JsonElement part) =>
        TemplatePlaces.In(TemplateJson.Text(part, "text")).Count > 0 ? [new(".text", "has a place; a footer has none.")] : [];

    private static IEnumerable<FieldError> Buttons(JsonElement part)
    {
        var buttons = TemplateJson.List(part, "buttons");
        if (buttons.Count is 0 or > MostButtons)
            yield return new(".buttons", $"must hold 1 to {MostButtons} buttons.");
        for (var i = 0; i < Math.Min(buttons.Count, MostButtons); i++)
            if (TemplateJson.Word(buttons[i], "type").Length == 0)
                yield return new(string.Create(CultureInfo.InvariantCulture, $".buttons[{i}].type"), "must say what kind of button it is, such as QUICK_REPLY, URL or PHONE_NUMBER.");
            else if (TemplateJson.Text(buttons[i], "text") is { Length: > LongestButton })
                yield return new(string.Create(CultureInfo.InvariantCulture, $".buttons[{i}].text"), $"must have {LongestButton} characters at most.");
    }

    [GeneratedRegex("^[a-z0-9_]+$")]
    private static partial Regex Name();

    [GeneratedRegex("^[a-z]{2,3}(_[A-Z]{2,3})?$")]
    private static partial Regex Language();
}
