using System.Text.RegularExpressions;

namespace SendApi.Server.Docs;

/// <summary>Sets the names and the values of indented JSON apart by colour, a line at a time.</summary>
public static partial class JsonColors
{
    public static Html Of(string json) => json.Split('\n').Select(Line).Aggregate((text, line) => Html.Of($"{text}\n{line}"));

    private static Html Line(string line)
    {
        var parts = Parts().Match(line);
        var (indent, name, value, end) = (parts.Groups[1].Value, parts.Groups[2].Value, parts.Groups[3].Value, parts.Groups[4].Value);
        var kind = value.StartsWith('"') ? "s" : value is "{" or "[" or "{}" or "[]" or "}" or "]" ? "p" : "n";
        var coloured = value.Length == 0 ? default : Html.Of($"""<span class="{kind}">{value}</span>""");
        return name.Length == 0 ? Html.Of($"{indent}{coloured}{end}") : Html.Of($"""{indent}<span class="k">{name}</span>: {coloured}{end}""");
    }

    [GeneratedRegex("""^(\s*)(?:("[^"]*"):\s)?(.*?)(,?)$""")]
    private static partial Regex Parts();
}
