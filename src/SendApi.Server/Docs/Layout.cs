namespace SendApi.Server.Docs;

/// <summary>The frame that all pages share: header, side menu, content. No script and no asset from elsewhere.</summary>
public static class Layout
{
    /// <summary>Allows the pages their one stylesheet and nothing else, whatever a value in them may contain.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static Html Page(string title, string path, Html menu, Html content) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{title} · SendAPI</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/docs/style.css">
        </head>
        <body>
        <a class="skip" href="#content">Skip to content</a>
        <header>
        <div class="bar">
        <a class="brand" href="/docs">SendAPI</a>
        <nav aria-label="Documentation">
        {Link("/docs", "Reference", path)}
        {Link(WebhooksPage.Path, "Webhooks", path)}
        {Link("/docs/billing", "Plans and credit", path)}
        {Link(ScalarPage.Path, "Try it", path)}
        {Link("/docs/errors", "Errors", path.StartsWith("/docs/errors/", StringComparison.Ordinal) ? "/docs/errors" : path)}
        </nav>
        </div>
        </header>
        <div class="frame">
        <nav class="menu" aria-label="On this page and beside it">
        {menu}
        </nav>
        <main id="content">
        {content}
        </main>
        </div>
        </body>
        </html>
        """);

    /// <summary>A link that says so when it leads to the page it stands on.</summary>
    public static Html Link(string href, string text, string path) =>
        href == path ? Html.Of($"""<a href="{href}" aria-current="page">{text}</a>""") : Html.Of($"""<a href="{href}">{text}</a>""");

    /// <summary>A block of code with a caption; it can be scrolled by keyboard where it is wider than the screen.</summary>
    public static Html Code(string caption, Html code) => Html.Of($"""
        <figure class="code"><figcaption>{caption}</figcaption>
        <pre tabindex="0"><code>{code}</code></pre></figure>
        """);

    /// <summary>A table that scrolls inside its own box on a narrow screen. The headings are plain text.</summary>
    public static Html Table(string label, string[] headings, IEnumerable<Html> rows) => Html.Of($"""
        <div class="scroll" role="region" aria-label="{label}" tabindex="0"><table>
        <thead><tr>{headings.Select(h => Html.Of($"""<th scope="col">{h}</th>"""))}</tr></thead>
        <tbody>
        {rows}
        </tbody></table></div>
        """);
}
