using System.Globalization;
using System.Text.RegularExpressions;
using SendApi.Client;

namespace SendApi.Dashboard.Parts;

/// <summary>Names of the API as people read them.</summary>
public static partial class Words
{
    private static readonly Dictionary<long, string> Errors = typeof(SendApiErrors).GetFields()
        .Where(f => f.IsLiteral)
        .ToDictionary(f => Convert.ToInt64(f.GetRawConstantValue(), CultureInfo.InvariantCulture), f => Sentence(InnerCapital().Replace(f.Name, " $0")));

    /// <summary>A number of the catalogue in a few words; empty for one that this version does not know.</summary>
    public static string OfError(long code) => Errors.GetValueOrDefault(code, "");

    /// <summary><c>past_due</c> as <c>Past due</c>.</summary>
    public static string Sentence(string name)
    {
        var words = name.Replace('_', ' ').ToLowerInvariant();
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>A channel of messages.</summary>
    public static string Channel(string name) => name switch
    {
        StatisticsChannel.Sms => "SMS",
        StatisticsChannel.WhatsApp => "WhatsApp",
        StatisticsChannel.Verify => "One-time codes",
        _ => Sentence(name),
    };

    /// <summary>A count that may have stopped early.</summary>
    public static string Count(long count, bool isAtLeast) => isAtLeast ? $"{count:N0} or more" : $"{count:N0}";

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex InnerCapital();
}
