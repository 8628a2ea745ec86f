using System.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Generic;

/// <summary>In which surroundings a value is written, so that none of it can be mistaken for them.</summary>
internal enum Escaping { Json, Form, Xml, None }

/// <summary>A text with places such as <c>{{to}}</c>, checked when it is read and filled for each message.</summary>
internal sealed class Template
{
    private const string Begin = "{{", End = "}}";

    private readonly List<(string Before, string? Place)> _parts = [];
    private readonly Escaping _escaping;

    private Template(Escaping escaping) => _escaping = escaping;

    /// <summary>Reads a setting; throws <see cref="InvalidSetting"/> for a place that there is not.</summary>
    public static Template Parse(string setting, string text, Escaping escaping, IReadOnlyCollection<string> places)
    {
        var template = new Template(escaping);
        var rest = text;
        while (rest.IndexOf(Begin, StringComparison.Ordinal) is >= 0 and var at && rest.IndexOf(End, at, StringComparison.Ordinal) is >= 0 and var end)
        {
            var place = rest[(at + Begin.Length)..end].Trim();
            if (!places.Contains(place))
                throw new InvalidSetting(setting, $"'{setting}' has a place '{Begin}{place}{End}' that nothing fills. There are: {string.Join(", ", places)}.");
            template._parts.Add((rest[..at], place));
            rest = rest[(end + End.Length)..];
        }

        template._parts.Add((rest, null));
        return template;
    }

    /// <summary>What stands between the places.</summary>
    public IEnumerable<string> Literals => _parts.Select(p => p.Before);

    public bool Has(string place) => _parts.Any(p => p.Place == place);

    public string Fill(IReadOnlyDictionary<string, string> values)
    {
        var text = new StringBuilder();
        foreach (var (before, place) in _parts)
            text.Append(before).Append(place is null ? "" : Escape(values.GetValueOrDefault(place) ?? ""));
        return text.ToString();
    }

    private string Escape(string value) => _escaping switch
    {
        Escaping.Json => JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        Escaping.Form => Uri.EscapeDataString(value),
        // XML knows no control characters but these three, not even escaped.
        Escaping.Xml => SecurityElement.Escape(string.Concat(value.Where(c => !char.IsControl(c) || c is '\n' or '\r' or '\t'))) ?? "",
        _ => value,
    };
}
