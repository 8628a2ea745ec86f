using System.Text;
using SendApi.Core;
using SendApi.Core.WhatsApp;

namespace SendApi.Connectors.Waha;

/// <summary>People as address books exchange them.</summary>
/// <remarks>
/// Source: RFC 2426 (vCard 3.0), sections 3 and 4: FN and N are required, and backslash, comma, semicolon and line breaks are escaped in texts.
/// Long lines are not folded: that is only advised, and phones show folded names with gaps. <c>waid</c> is WhatsApp's own parameter, which makes a number one to write to.
/// </remarks>
internal static class VCard
{
    private const int MostLines = 200, MostPhones = 20, LongestValue = 500;

    public static string Write(ContactCard card)
    {
        var text = new StringBuilder("BEGIN:VCARD\r\nVERSION:3.0\r\n");
        text.Append("N:;").Append(Escaped(card.Name)).Append(";;;\r\nFN:").Append(Escaped(card.Name)).Append("\r\n");
        if (card.Organization is { } organization)
            text.Append("ORG:").Append(Escaped(organization)).Append("\r\n");
        foreach (var phone in card.Phones)
            text.Append("TEL;TYPE=CELL").Append(PhoneNumber.Read(phone, out var number) is null ? $";waid={number.Digits}" : "").Append(':').Append(phone).Append("\r\n");
        if (card.Email is { } email)
            text.Append("EMAIL;TYPE=INTERNET:").Append(Escaped(email)).Append("\r\n");
        return text.Append("END:VCARD\r\n").ToString();
    }

    /// <summary>What a phone sent; what is not understood is left out.</summary>
    public static ContactCard Read(string text)
    {
        string? name = null, organization = null, email = null;
        var phones = new List<string>();
        foreach (var line in Unfolded(text).Split('\n').Take(MostLines))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || Value(line[(colon + 1)..]) is not { Length: > 0 } value)
                continue;
            // A name may have a group before it, as in item1.TEL, and parameters behind it.
            switch (line[..colon].Split(';')[0].Split('.')[^1].Trim().ToUpperInvariant())
            {
                case "FN":
                    name = value;
                    break;
                case "ORG":
                    organization = value.TrimEnd(';');
                    break;
                case "EMAIL":
                    email = value;
                    break;
                case "TEL" when phones.Count < MostPhones:
                    phones.Add(value);
                    break;
            }
        }

        return new(name ?? phones.FirstOrDefault() ?? "", phones, organization, email);
    }

    private static string Unfolded(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n ", "", StringComparison.Ordinal).Replace("\n\t", "", StringComparison.Ordinal);

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .Replace("\r\n", "\\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\n", StringComparison.Ordinal);

    private static string Value(string text)
    {
        var value = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length && value.Length < LongestValue; i++)
            if (text[i] == '\\' && i + 1 < text.Length)
                value.Append(text[++i] is 'n' or 'N' ? '\n' : text[i]);
            else
                value.Append(text[i]);
        return value.ToString().Trim();
    }
}
