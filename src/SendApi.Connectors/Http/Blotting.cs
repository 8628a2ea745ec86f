using System.Net;
using System.Text.Json;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Http;

/// <summary>Takes out of what travelled what is nobody's business: the recipient, the words of the message, credentials, and what the operator pays.</summary>
/// <param name="digits">The recipient's number without its plus sign.</param>
/// <param name="words">The texts of the message; a number in one, such as a code, is looked for by itself too.</param>
/// <param name="secrets">What proves who we are.</param>
internal sealed class Blotting(string digits, IReadOnlyList<string> words, IReadOnlyList<string> secrets)
{
    /// <summary>Shorter ones are only taken out where they stand alone: <c>1</c> is in everything.</summary>
    private const int LongEnough = 4;

    /// <summary>Nobody reads a longer one, and what is cut would be read in vain.</summary>
    private const int LongestRead = 16 * 1024;

    private readonly IReadOnlyList<string> _words = [.. words.Select(w => w.Trim()).Where(w => w.Length > 0).Distinct().OrderByDescending(w => w.Length)];

    private readonly IReadOnlyList<string> _numbers = [.. words.SelectMany(NumbersIn).Distinct()];

    private readonly IReadOnlyList<string> _secrets = [.. secrets.Where(s => s.Length > 0).OrderByDescending(s => s.Length)];

    /// <summary>A body without them: JSON value by value, anything else as it stands.</summary>
    public string Body(string body)
    {
        if (body.Length > LongestRead)
            return $"({Core.Shown.Count(body.Length)} characters, which is too long to be shown)";
        if (JsonText.Parse(body) is not { } json)
            return Text(body);
        return JsonShown.Write(json, Instead, WithoutRecipient);
    }

    /// <summary>A text without them, however it spells them.</summary>
    public string Text(string text)
    {
        foreach (var secret in _secrets)
            text = Replace(text, secret, Exchange.Secret);
        foreach (var word in _words.Where(w => w.Length >= LongEnough))
            text = Replace(text, word, Exchange.Words);
        foreach (var number in _numbers)
            text = WithoutNumber(text, number);
        return WithoutRecipient(text);
    }

    private string WithoutRecipient(string text) =>
        text.Replace("+" + digits, Exchange.Recipient, StringComparison.Ordinal).Replace(digits, Exchange.Recipient, StringComparison.Ordinal);

    private string? Instead(JsonPlace place, JsonElement value) => value.ValueKind switch
    {
        _ when FieldNames.IsAmount(place.Name) => Exchange.Amount,
        JsonValueKind.String => Value(JsonText.Whole(value)),
        JsonValueKind.Number when Value(value.GetRawText()) is var shown && shown != value.GetRawText() => shown,
        _ => null,
    };

    // A visiting card is a text with all that is known of a person, in a spelling of its own (RFC 6350).
    private string Value(string text) => _words.Contains(text.Trim()) || text.StartsWith("BEGIN:VCARD", StringComparison.Ordinal) ? Exchange.Words : Text(text);

    /// <summary>As it is, and as it stands in an address, a form, a page and in JSON.</summary>
    private static string Replace(string text, string what, string by)
    {
        foreach (var spelled in (string[])[what, Uri.EscapeDataString(what), WebUtility.UrlEncode(what), WebUtility.HtmlEncode(what), JsonEncodedText.Encode(what).ToString()])
            text = text.Replace(spelled, by, StringComparison.OrdinalIgnoreCase);
        return text;
    }

    /// <summary>Without a number where it stands alone: as a part of an id it is another one.</summary>
    private static string WithoutNumber(string text, string number)
    {
        for (var at = text.IndexOf(number, StringComparison.Ordinal); at >= 0; at = text.IndexOf(number, at + 1, StringComparison.Ordinal))
            if ((at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1])) && (at + number.Length == text.Length || !char.IsAsciiLetterOrDigit(text[at + number.Length])))
                text = string.Concat(text.AsSpan(0, at), Exchange.Words, text.AsSpan(at + number.Length));
        return text;
    }

    /// <summary>The numbers in a text that are long enough for a code.</summary>
    private static IEnumerable<string> NumbersIn(string text)
    {
        for (int start = 0, end; start < text.Length; start = end + 1)
        {
            for (end = start; end < text.Length && char.IsAsciiDigit(text[end]);)
                end++;
            if (end - start >= LongEnough)
                yield return text[start..end];
        }
    }
}
