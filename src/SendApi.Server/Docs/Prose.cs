using System.Text.RegularExpressions;

namespace SendApi.Server.Docs;

/// <summary>Finds what stands for code in a sentence, whether between backticks or plain (GET /v1/…, retry_after, sk_live_), so that it can be set in a code face.</summary>
public static partial class Prose
{
    public static Html ToHtml(string sentence) => Pieces(sentence).Aggregate(default(Html),
        (html, piece) => Html.Of($"{html}{(piece.IsCode ? Code(piece.Text) : Html.Of($"{piece.Text}"))}"));

    public static string ToMarkdown(string sentence) =>
        string.Concat(Pieces(sentence).Select(p => p.IsCode ? $"`{p.Text}`" : MarkdownSign().Replace(p.Text, @"\$0")));

    /// <summary>A page of this documentation is led to.</summary>
    private static Html Code(string text) => text.StartsWith("/docs/", StringComparison.Ordinal)
        ? Html.Of($"""<a href="{text}"><code>{text}</code></a>""")
        : Html.Of($"<code>{text}</code>");

    private static IEnumerable<(string Text, bool IsCode)> Pieces(string sentence)
    {
        var end = 0;
        foreach (Match match in Marked().Matches(sentence))
        {
            if (match.Index > end)
                yield return (sentence[end..match.Index], false);
            end = match.Index + match.Length;
            yield return (match.Value.Trim('`'), true);
        }

        if (end < sentence.Length || end == 0)
            yield return (sentence[end..], false);
    }

    [GeneratedRegex("""
        `[^`]+`                                             # said outright
        | (GET|POST|PUT|PATCH|DELETE)\ /[\w/{}.?=-]*[\w}]   # an operation
        | 'sendapi\ [^']+'                                  # a command
        | (Authorization:\ Bearer|Content-Type:)(\ [\w/]+…?)?
        | \b(Idempotency-Key|Retry-After|X-RateLimit-\w+|X-Request-Id)\b
        | \b(sk|sess|sms|ver)_\w+                           # a key or an id
        | \berror\.details\b | \b[a-z]+(_[a-z]+)+\b        # a field
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Marked();

    [GeneratedRegex(@"[\\`*<\[|]")]
    private static partial Regex MarkdownSign();
}
