using System.Text;
using System.Text.RegularExpressions;

namespace SendApi.Core.Messages;

/// <summary>A text with places for variables, written <c>{{name}}</c>: read once, filled for each recipient. What a variable brings is not read again for places.</summary>
public sealed partial class TextTemplate
{
    private readonly List<string> _texts = [];
    private readonly List<string> _names = [];

    private TextTemplate(string content)
    {
        var at = 0;
        foreach (Match place in Place().Matches(content))
        {
            _texts.Add(content[at..place.Index]);
            _names.Add(place.Groups[1].Value);
            at = place.Index + place.Length;
        }

        _texts.Add(content[at..]);
    }

    /// <summary>The variables that it needs, in the order of their places.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Reads a text. Braces that hold no name stay as they are.</summary>
    public static TextTemplate Parse(string content) => new(content);

    /// <summary>The first variable that is missing, or null when all are there.</summary>
    public string? Missing(IReadOnlyDictionary<string, string> variables) => _names.Find(name => !variables.ContainsKey(name));

    /// <summary>The text with every place filled. All variables must be there.</summary>
    public string Fill(IReadOnlyDictionary<string, string> variables)
    {
        if (_names.Count == 0)
            return _texts[0];

        var text = new StringBuilder(_texts[0]);
        for (var i = 0; i < _names.Count; i++)
            text.Append(variables[_names[i]]).Append(_texts[i + 1]);
        return text.ToString();
    }

    [GeneratedRegex(@"\{\{\s*([A-Za-z0-9_.-]{1,40})\s*\}\}")]
    private static partial Regex Place();
}
