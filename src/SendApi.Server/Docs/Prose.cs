using System.Text.RegularExpressions;

namespace SendApi.Server.Docs;

/// <summary>Finds what stands for code in a sentence, whether between backticks or plain (GET /v1/…, retry_after, sk_live_), so that it can be set in a code face.</summary>
public static partial class Prose
{
    public static Html ToHtml(string sentence) => Pieces(sentence).Aggregate(default(Html),
        (html, piece) => piece.IsCode ? Html.Of($"{html}<code>{piece.Text}</code>") : Html.Of($"{html}{piece.Text}"));

    public static string ToMarkdown(string sentence) =>
        string.Concat(Pieces(sentence).Select(p => p.IsCode ? $"`{p.Text}`" : MarkdownSign().Replace(p.Text, @"\$0")));

    private static IEnumerable<(string Text, bool IsCode)> Pieces(string sentence)
    {
        var end = 0;
        foreach (Match match in Code().Matches(sentence))
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
    private static partial Regex Code();

    [GeneratedRegex(@"[\\`*<\[|]")]
    private static partial Regex MarkdownSign();
}
