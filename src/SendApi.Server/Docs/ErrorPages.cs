using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Docs;

/// <summary>The pages that <c>doc_url</c> of every error answer leads to: what happened, what to do, and how the answer looks.</summary>
public static class ErrorPages
{
    public static Html Index() => Layout.Page("Errors", "/docs/errors", Menu("/docs/errors"), Html.Of($"""
        <h1>Errors</h1>
        <p class="lead">Every refusal has a number that never changes its meaning. Match on <code>error.code</code>, show
        <code>error.message</code> to a person, and keep <code>error.request_id</code>: the operator's log has the case under it.</p>
        {ErrorGroups.All.Select(Group)}
        """));

    public static Html One(ErrorCode code, string origin, IReadOnlyList<Operation> operations)
    {
        var path = $"/docs/errors/{code.Number}";
        return Layout.Page($"{code.Number} {code.Type}", path, Menu(path), Html.Of($"""
            <p class="trail"><a href="/docs/errors">Errors</a> / {ErrorGroups.All.First(g => g.Codes.Contains(code)).Title}</p>
            <h1><span class="number">{code.Number}</span> <span class="type">{code.Type}</span></h1>
            <p class="status">HTTP {ErrorExample.Statuses(code)}</p>
            <h2>What happened</h2>
            <p>{Prose.ToHtml(code.Cause)}</p>
            <h2>What to do</h2>
            <p>{Prose.ToHtml(code.Remedy)}</p>
            <h2>An example</h2>
            {Layout.Code("Answer", Html.Of($"""<span class="h">{ErrorExample.Head(code)}</span>{"\n\n"}{JsonColors.Of(ErrorExample.Body(code, origin))}"""))}
            <h2>Who answers with it</h2>
            {Refusers(code, operations)}
            {Neighbours(code)}
            """));
    }

    public static Html Unknown(string code) => Layout.Page("No such error", "", Menu(""), Html.Of($"""
        <p class="trail"><a href="/docs/errors">Errors</a></p>
        <h1>No such error</h1>
        <p class="lead">“{(code.Length <= 32 ? code : code[..32] + "…")}” is not a number of the catalogue.
        The <a href="/docs/errors">list of errors</a> has them all.</p>
        """));

    private static Html Group(ErrorGroup group) => Html.Of($"""
        <section id="{Anchor(group)}">
        <h2>{group.Title}</h2>
        <p>{Prose.ToHtml(group.Sentence)}</p>
        {Layout.Table(group.Title, ["Code", "Type", "Status", "What happened"], group.Codes.Select(Row))}
        </section>
        """);

    private static Html Row(ErrorCode code) => Html.Of($"""
        <tr><td><a class="number" href="/docs/errors/{code.Number}">{code.Number}</a></td><td><code>{code.Type}</code></td>
        <td>{(code == Errors.InvalidRequest ? "400, 422" : $"{code.Status}")}</td><td class="wide">{Prose.ToHtml(code.Cause)}</td></tr>
        """);

    private static Html Refusers(ErrorCode code, IReadOnlyList<Operation> operations)
    {
        if (GateRefusals.Always.Contains(code))
            return Html.Of($"<p>Every operation under <code>/v1</code> that needs a key: the gate looks at it before anything else is read.{(operations.Any(o => o.IsOpen && o.Refusals.Contains(code)) ? " Signing in answers with it too." : "")}</p>");
        if (code == Errors.SubscriptionInactive)
            return Html.Of($"<p>Every operation under <code>/v1</code> that is not a GET, for live keys: who may no longer send may still read. In a trial, making and changing webhooks, with any key.</p>");

        var refusing = operations.Where(o => o.Refusals.Contains(code)).OrderBy(o => o.Path, StringComparer.Ordinal).ThenBy(o => o.Method, StringComparer.Ordinal).ToList();
        if (refusing.Count == 0)
            return Html.Of($"<p>No operation of its own accord: where it applies, the server itself answers with it.</p>");

        return Html.Of($"""<ul class="operations">{refusing.Select(o => Html.Of($"<li>{ApiPage.Signature(o.Method, o.Path)}</li>"))}</ul>""");
    }

    private static Html Neighbours(ErrorCode code)
    {
        var place = Errors.All.ToList().IndexOf(code);
        var previous = place > 0 ? Neighbour("prev", "Previous", Errors.All[place - 1]) : Html.Of($"<span></span>");
        var next = place + 1 < Errors.All.Count ? Neighbour("next", "Next", Errors.All[place + 1]) : default;
        return Html.Of($"""<nav class="neighbours" aria-label="Neighbouring errors">{previous}{next}</nav>""");
    }

    private static Html Neighbour(string rel, string label, ErrorCode code) => Html.Of($"""
        <a class="{rel}" rel="{rel}" href="/docs/errors/{code.Number}"><small>{label}</small><span>{code.Number} {code.Type}</span></a>
        """);

    private static Html Menu(string path) => Html.Of($"{ErrorGroups.All.Select(group => Html.Of($"""
        <h2><a href="/docs/errors#{Anchor(group)}">{group.Title}</a></h2>
        <ul>{group.Codes.Select(code => Html.Of($"<li>{Layout.Link($"/docs/errors/{code.Number}", $"{code.Number} {code.Type}", path)}</li>"))}</ul>
        """))}");

    private static string Anchor(ErrorGroup group) => group.Title.ToLowerInvariant().Replace(",", "", StringComparison.Ordinal).Replace(' ', '-');
}
