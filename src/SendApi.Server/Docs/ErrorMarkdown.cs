using System.Text;
using SendApi.Core;

namespace SendApi.Server.Docs;

/// <summary>The error pages as Markdown, for readers of the repository; written to docs/errors by a test.</summary>
public static class ErrorMarkdown
{
    private const string Origin = "https://sms.example.com";

    private const string Generated = "<!-- Made from src/SendApi.Core/Errors.cs. Do not edit: UPDATE_DOCS=1 ./dev test writes it anew. -->";

    /// <summary>Every file of docs/errors: its name and its text.</summary>
    public static IReadOnlyDictionary<string, string> Files() =>
        Errors.All.Select(code => ($"{code.Number}.md", One(code))).Append(("README.md", Index())).ToDictionary();

    private static string Index()
    {
        var text = new StringBuilder($"""
            {Generated}

            # Errors

            Every refusal has a number that never changes its meaning. A server shows these pages under `/docs/errors`, and
            `error.doc_url` of each answer leads there.

            """);
        foreach (var group in ErrorGroups.All)
        {
            text.Append($"\n## {group.Title}\n\n{Prose.ToMarkdown(group.Sentence)}\n\n");
            text.Append("| Code | Type | Status | What happened |\n|---|---|---|---|\n");
            foreach (var code in group.Codes)
                text.Append($"| [{code.Number}]({code.Number}.md) | `{code.Type}` | {ErrorExample.Statuses(code)} | {Prose.ToMarkdown(code.Cause)} |\n");
        }

        return text.ToString();
    }

    private static string One(ErrorCode code) => $"""
        {Generated}

        # {code.Number} `{code.Type}`

        HTTP {ErrorExample.Statuses(code)}

        ## What happened

        {Prose.ToMarkdown(code.Cause)}

        ## What to do

        {Prose.ToMarkdown(code.Remedy)}

        ## An example

        ```http
        {ErrorExample.Head(code)}

        {ErrorExample.Body(code, Origin)}
        ```

        [All errors](README.md)

        """;
}
