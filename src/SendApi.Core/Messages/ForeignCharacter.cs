using System.Globalization;
using System.Text;

namespace SendApi.Core.Messages;

/// <summary>A character that GSM-7 lacks, so that the whole text travels as UCS-2.</summary>
/// <param name="Positions">Where it stands, counted from 0 in UTF-16 units as JSON and JavaScript count.</param>
/// <param name="Suggestion">What smart encoding would put in its place; empty where it would drop it, null where it knows nothing.</param>
public sealed record ForeignCharacter(string Character, string CodePoint, IReadOnlyList<int> Positions, string? Suggestion)
{
    /// <summary>All of a text, in the order of their first appearance; none for a text that fits GSM-7.</summary>
    public static IReadOnlyList<ForeignCharacter> Of(string text)
    {
        var found = new List<(Rune Rune, List<int> Positions)>();
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!rune.IsBmp || Gsm7.Septets((char)rune.Value) == 0)
            {
                var known = found.FindIndex(f => f.Rune == rune);
                if (known < 0)
                    found.Add((rune, [position]));
                else
                    found[known].Positions.Add(position);
            }

            position += rune.Utf16SequenceLength;
        }

        return found.ConvertAll(f => new ForeignCharacter(f.Rune.ToString(), "U+" + f.Rune.Value.ToString("X4", CultureInfo.InvariantCulture), f.Positions,
            f.Rune.IsBmp ? SmartEncoding.LookAlike((char)f.Rune.Value) : null));
    }
}
