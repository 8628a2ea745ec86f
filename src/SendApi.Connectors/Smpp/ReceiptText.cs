using SendApi.Core.Sending;

namespace SendApi.Connectors.Smpp;

/// <summary>The fields of a receipt's text, in any order and case, some missing.</summary>
/// <remarks><c>id:… sub:… dlvrd:… submit date:… done date:… stat:… err:… text:…</c> (SMPP Protocol Specification v3.4, appendix B).</remarks>
public readonly record struct ReceiptText(string? Id, string? State, string? Error, string? DoneDate)
{
    // The names with a space in them come first, so that "date" alone is never taken for one.
    private static readonly string[] Names = ["submit date", "done date", "submitdate", "donedate", "id", "sub", "dlvrd", "stat", "err", "text"];

    /// <summary>The known fields as they came, each up to its first space: a carrier that adds fields of its own may write a number into one, and the text is the message's own words.</summary>
    internal static string Shown(string text)
    {
        var shown = new List<string>();
        for (var found = Next(text, 0); found is var (name, start); found = Next(text, start))
        {
            shown.Add($"{text[(start - name.Length - 1)..start]}{(name == "text" ? Exchange.Words : First(text.AsSpan(start)))}");
            if (name == "text")
                break;
        }

        return string.Join(' ', shown);
    }

    private static ReadOnlySpan<char> First(ReadOnlySpan<char> value)
    {
        var trimmed = value.TrimStart();
        var end = trimmed.IndexOfAny(' ', '\n', '\r');
        return end < 0 ? trimmed : trimmed[..end];
    }

    /// <summary>Reads what is there. Everything after "text:" is the message's own words and is not looked into.</summary>
    public static ReceiptText Read(string text)
    {
        var read = default(ReceiptText);
        var at = 0;
        while (Next(text, at) is var (name, start))
        {
            if (name == "text")
                break;

            var following = Next(text, start);
            var end = following is { } next ? next.Start - next.Name.Length - 1 : text.Length;
            read = read.With(name, text[start..end].Trim());
            at = end;
        }

        return read;
    }

    private ReceiptText With(string name, string value) => name switch
    {
        "id" => this with { Id = Id ?? value },
        "stat" => this with { State = State ?? value },
        "err" => this with { Error = Error ?? value },
        "done date" or "donedate" => this with { DoneDate = DoneDate ?? value },
        _ => this,
    };

    /// <summary>The next field from a place on: its name, and where its value starts.</summary>
    private static (string Name, int Start)? Next(string text, int from)
    {
        for (var colon = text.IndexOf(':', from); colon >= 0; colon = text.IndexOf(':', colon + 1))
            foreach (var name in Names)
                if (IsNamed(text, from, colon, name))
                    return (name, colon + 1);
        return null;
    }

    private static bool IsNamed(string text, int from, int colon, string name)
    {
        var start = colon - name.Length;
        return start >= from && text.AsSpan(start, name.Length).Equals(name, StringComparison.OrdinalIgnoreCase)
            && (start == 0 || !char.IsAsciiLetterOrDigit(text[start - 1]));
    }
}
