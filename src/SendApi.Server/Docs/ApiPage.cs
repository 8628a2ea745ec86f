using SendApi.Server.Http;

namespace SendApi.Server.Docs;

/// <summary>The home of the reference: the first send in one screen, then everything a client needs to know.</summary>
public static class ApiPage
{
    public static Html Render(string origin, IReadOnlyList<Operation> mapped, IReadOnlyList<(string Suffix, string Outcome, string Sentence)> magic)
    {
        var told = mapped.Where(o => o.Docs is { IsOtherPath: false }).ToList();
        return Layout.Page("API reference", "/docs", Menu(told), Html.Of($"""
            <h1>API reference</h1>
            <p class="lead">Send texts over HTTP and know what became of each. JSON in, JSON out, one numbered catalogue of errors.</p>
            {FirstSend(origin)}
            {Headers()}
            {Sections.Of(told).Select(s => Section(s.Section, s.Operations))}
            {Statuses()}
            {Magic(magic)}
            {Links()}
            """));
    }

    /// <summary>Method and path, the way the pages always show an operation.</summary>
    public static Html Signature(string method, string path) =>
        Html.Of($"""<span class="signature"><b class="{method.ToLowerInvariant()}">{method}</b> <code>{path}</code></span>""");

    private static Html FirstSend(string origin)
    {
        var request = $$"""
            curl {{origin}}/v1/sms/send \
              -H "Authorization: Bearer $SENDAPI_KEY" \
              -H "Content-Type: application/json" \
              -H "Idempotency-Key: order-1001" \
              -d '{"to": "+447700900000", "content": "Your parcel is on its way."}'
            """;
        return Html.Of($"""
            <section id="first-send">
            <h2>Your first send</h2>
            <p>Take a test key: it goes the whole way, with a simulated network at the end. It costs nothing and disturbs nobody.</p>
            {Layout.Code("Request", Html.Of($"{request}"))}
            {Layout.Code("Answer: 201 Created", JsonColors.Of(FirstAnswer))}
            <p><a href="/docs/reference">Try it</a> shows every operation with a form to call it from the browser. Programs read
            <a href="/openapi/v1.json">the OpenAPI 3.1 document</a>.</p>
            <p>An answer of 201 means that the message is stored durably: it survives a crash of the server. Ask for its
            status to see it through.</p>
            </section>
            """);
    }

    private const string FirstAnswer = """
        {
          "success": true,
          "data": {
            "id": "sms_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
            "object": "sms.message",
            "status": "queued",
            "to": "+447700900000",
            "sender_id": null,
            "encoding": "GSM-7",
            "segments": 1,
            "price": {
              "amount": "0.000000",
              "currency": "USD"
            },
            "created_at": "2026-03-09T14:30:00Z"
          }
        }
        """;

    private static Html Headers() => Html.Of($"""
        <section id="keys">
        <h2>Keys and headers</h2>
        <p>A key that starts with <code>sk_live_</code> sends for real; one that starts with <code>sk_test_</code> sends to the simulator.
        The data of the two never mix. Scopes limit what a key may do: <code>sms:read</code> looks, <code>sms:write</code> also sends.</p>
        {Layout.Table("Request headers", ["You send", "What it does"],
        [
            Pair("Authorization", "`Bearer` and your key, on every request but those that sign a person in."),
            Pair("Content-Type", "`application/json`, on every request with a body."),
            Pair("Idempotency-Key", "1 to 255 characters of your own. A repeated request with the same key and body gets the first answer again and sends nothing twice, for 24 hours."),
        ])}
        {Layout.Table("Answer headers", ["You get", "What it says"],
        [
            Pair("X-Request-Id", "The name of this request in the server's log."),
            Pair("X-RateLimit-Limit", "How many requests a minute the key may make. X-RateLimit-Remaining and X-RateLimit-Reset say what is left, and until when."),
            Pair("Retry-After", "How many seconds to wait, on 429 and 503."),
            Pair("Idempotent-Replayed", "`true`, when the answer is a stored one."),
        ])}
        </section>
        """);

    private static Html Section(Section section, IEnumerable<Operation> operations) => Html.Of($"""
        <section id="{section.Anchor}">
        <h2>{section.Title}</h2>
        <p>{Prose.ToHtml(section.Sentence)}</p>
        {operations.Select(o => Operation(o, o.Docs!))}
        </section>
        """);

    private static Html Operation(Operation operation, OperationDocs docs)
    {
        var links = operation.Refusals.Select(r => Html.Of($"""<a class="number" href="/docs/errors/{r.Number}" title="{r.Type}">{r.Number}</a>"""));
        var refusing = operation.Refusals.Count == 0 ? default : Html.Of($"""<p class="refusals">Refuses with {links}</p>""");
        return Html.Of($"""
            <section class="operation" id="{Anchor(docs)}">
            <h3>{docs.Title}</h3>
            <p>{Signature(operation.Method, operation.Path)} <span class="scope">{(operation.IsOpen ? "no key" : operation.Scope ?? "any key")}</span></p>
            <p>{Prose.ToHtml(docs.Sentence)}</p>
            {(docs.Fields.Count == 0 ? default : Layout.Table($"Fields of {docs.Title}", ["Field", "Form", "What it is"], docs.Fields.Select(Field)))}
            {refusing}
            </section>
            """);
    }

    private static Html Field(FieldDocs field) => Html.Of($"""
        <tr><td><code>{field.Name}</code>{(field.Required ? Html.Of($"""<small class="required">required</small>""") : default)}</td>
        <td class="form">{field.Form}</td><td class="wide">{Prose.ToHtml(field.Sentence)}</td></tr>
        """);

    private static Html Statuses() => Html.Of($"""
        <section id="statuses">
        <h2>Statuses</h2>
        <p>A status only moves forward. Late or repeated receipts change nothing.</p>
        {Layout.Table("Statuses", ["Status", "What it says"], StatusTable.Rows.Select(s => Pair(s.Name, s.Sentence)))}
        </section>
        """);

    private static Html Magic(IReadOnlyList<(string Suffix, string Outcome, string Sentence)> magic) => Html.Of($"""
        <section id="magic">
        <h2>Magic recipients</h2>
        <p>With a test key, the last three digits of the recipient decide what the simulated network does: <code>+447700900001</code> is never delivered.</p>
        {Layout.Table("Magic recipients", ["Ends in", "Ends as", "What happens"], magic.Select(row => Html.Of($"""
            <tr><td><code>{row.Suffix}</code></td><td><code>{row.Outcome}</code></td><td class="wide">{Prose.ToHtml(row.Sentence)}</td></tr>
            """)))}
        <p>Where it ends in the number of a refusal, the send is refused with just that, with the status, the headers and the facts of a real one, and
        nothing is stored: <code>+447700904004</code> is suppressed. These endings are looked at first.</p>
        {Layout.Table("Magic refusals", ["Ends in", "Status", "Refused as"], MagicTable.Refusals.Select(magic => Html.Of($"""
            <tr><td><code>{magic.Suffix}</code></td><td>{magic.Code.Status}</td><td class="wide"><a href="/docs/errors/{magic.Code.Number}"><code>{magic.Code.Type}</code></a></td></tr>
            """)))}
        </section>
        """);

    private static Html Links() => Html.Of($"""
        <section id="more">
        <h2>When it is refused</h2>
        <p>Every refusal has a number and <a href="/docs/errors">a page of its own</a>, with its cause, its remedy and an example.
        <code>error.doc_url</code> of each answer leads there.</p>
        </section>
        """);

    private static Html Pair(string name, string sentence) =>
        Html.Of($"""<tr><td><code>{name}</code></td><td class="wide">{Prose.ToHtml(sentence)}</td></tr>""");

    private static Html Menu(IReadOnlyList<Operation> told) => Html.Of($"""
        <h2>Start</h2>
        <ul><li><a href="#first-send">Your first send</a></li><li><a href="#keys">Keys and headers</a></li>
        <li><a href="#statuses">Statuses</a></li><li><a href="#magic">Magic recipients</a></li></ul>
        {Sections.Of(told).Select(s => Html.Of($"""
        <h2>{s.Section.Title}</h2>
        <ul>{s.Operations.Select(o => Html.Of($"""<li><a href="#{Anchor(o.Docs!)}">{o.Docs!.Title}</a></li>"""))}</ul>
        """))}
        <h2>More</h2>
        <ul><li><a href="{WebhooksPage.Path}">Webhooks and events</a></li><li><a href="/docs/billing">Plans and credit</a></li><li><a href="/docs/errors">Errors</a></li></ul>
        """);

    private static string Anchor(OperationDocs docs) => docs.Title.ToLowerInvariant().Replace(' ', '-');
}
