using System.Text.Json;
using System.Text.RegularExpressions;

namespace SendApi.Core.WhatsApp;

/// <summary>Whether what a message gives fits the places of its template. Pure.</summary>
/// <remarks>
/// Source: the Cloud API's documentation, Send message templates: a component of the message for each part of the template that has places, with its parameters in their order, or by
/// <c>parameter_name</c> where the places have names. Kinds of parts that are not known here are left to Meta's judgement.
/// </remarks>
public static partial class TemplatePlaces
{
    private static readonly string[] Files = ["IMAGE", "VIDEO", "DOCUMENT", "LOCATION"];

    /// <summary>Why a message's components do not fit a template, for a person; null where they do.</summary>
    /// <param name="template">The template's own components.</param>
    /// <param name="given">Those of the message.</param>
    public static string? Misfit(JsonElement template, JsonElement given)
    {
        var (parts, fills) = (template.EnumerateArray().ToList(), given.EnumerateArray().ToList());
        if (parts.Exists(p => TemplateJson.Word(p, "type") is "CAROUSEL" or "LIMITED_TIME_OFFER"))
            return null;

        return Header(Part(parts, "HEADER"), Part(fills, "HEADER")) ?? Body(Part(parts, "BODY"), Part(fills, "BODY")) ?? Buttons(Part(parts, "BUTTONS"), fills);
    }

    /// <summary>The names of the places in a text, each once, in their order: <c>1</c> and <c>2</c>, or words.</summary>
    public static IReadOnlyList<string> In(string? text) => text is null ? [] : [.. Place().Matches(text).Select(m => m.Groups[1].Value).Distinct()];

    private static string? Header(JsonElement? part, JsonElement? fill)
    {
        if (part is not { } header)
            return fill is null ? null : "the template has no header";
        if (!Files.Contains(TemplateJson.Word(header, "format")))
            return Texts("header", TemplateJson.Text(header, "text"), fill);

        var format = TemplateJson.Word(header, "format");
        return Parameters(fill) is [var only] && TemplateJson.Word(only, "type") == format ? null : $"the header of the template takes one parameter of the type {format.ToLowerInvariant()}";
    }

    private static string? Body(JsonElement? part, JsonElement? fill) => Texts("body", part is { } body ? TemplateJson.Text(body, "text") : null, fill);

    private static string? Texts(string part, string? text, JsonElement? fill)
    {
        var (places, parameters) = (In(text), Parameters(fill));
        if (places.Count != parameters.Count)
            return $"the {part} of the template has {Counted(places.Count, "place")}, and {Counted(parameters.Count, "parameter")} {(parameters.Count == 1 ? "was" : "were")} given";
        if (places.All(IsNumber))
            return null;

        var names = parameters.Select(p => TemplateJson.Text(p, "parameter_name")).ToHashSet();
        return places.FirstOrDefault(p => !names.Contains(p)) is { } missing ? $"the {part} of the template has the place '{missing}', and no parameter has that parameter_name" : null;
    }

    private static string? Buttons(JsonElement? part, List<JsonElement> fills)
    {
        var buttons = part is { } list ? TemplateJson.List(list, "buttons") : [];
        var given = fills.FindAll(f => TemplateJson.Word(f, "type") == "BUTTON");
        if (given.Find(g => TemplateJson.Number(g, "index") is not { } at || at >= buttons.Count) is { ValueKind: JsonValueKind.Object })
            return $"the template has {Counted(buttons.Count, "button")}, and a component of the type button names none of them by its index, which begins at 0";

        for (var i = 0; i < buttons.Count; i++)
            if (TemplateJson.Word(buttons[i], "type") is var kind && Needs(kind, TemplateJson.Text(buttons[i], "url")) is { } needed)
            {
                var fill = given.Find(g => TemplateJson.Number(g, "index") == i);
                if (Parameters(fill.ValueKind == JsonValueKind.Object ? fill : null).Count != needed)
                    return $"the button {i} of the template takes {Counted(needed, "parameter")}";
            }

        return null;
    }

    /// <summary>How many parameters a button takes; null where it may be left without one, or Meta judges.</summary>
    private static int? Needs(string kind, string? url) => kind switch
    {
        "URL" => In(url).Count,
        "OTP" or "COPY_CODE" => 1,
        "PHONE_NUMBER" => 0,
        _ => null,
    };

    private static JsonElement? Part(List<JsonElement> parts, string type) => parts.Find(p => TemplateJson.Word(p, "type") == type) is { ValueKind: JsonValueKind.Object } found ? found : null;

    private static IReadOnlyList<JsonElement> Parameters(JsonElement? fill) => fill is { } component ? TemplateJson.List(component, "parameters") : [];

    private static bool IsNumber(string place) => !place.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static string Counted(int count, string thing) => $"{(count == 0 ? "no" : Shown.Count(count))} {thing}{(count == 1 ? "" : "s")}";

    [GeneratedRegex(@"\{\{\s*([A-Za-z0-9_]+)\s*\}\}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Place();
}
