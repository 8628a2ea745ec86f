using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Server.Accounts;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Docs;

/// <summary>GET /docs and everything under it. Open to all: a page about an error must not ask for a key.</summary>
public static class DocsRoutes
{
    private static readonly Lazy<string> Style = new(ReadStyle);

    public static void MapDocs(this IEndpointRouteBuilder app)
    {
        var docs = app.MapGroup("/docs").ExcludeFromDescription();
        docs.MapGet("", (HttpContext http, EndpointDataSource endpoints) =>
            Page(http, ApiPage.Render(Origin(http), Operations.Of(endpoints), MagicTable.Rows)));
        docs.MapGet("/billing", Billing);
        docs.MapGet("/webhooks", (HttpContext http, IOptions<WebhookOptions> options) => Page(http, WebhooksPage.Render(Origin(http), options.Value)));
        docs.MapGet("/errors", (HttpContext http) => Page(http, ErrorPages.Index()));
        docs.MapGet("/errors/{code}", Error);
        app.MapScalarPage();
        byte[]? document = null;
        app.MapGet(ScalarPage.OpenApiPath, (HttpContext http, EndpointDataSource endpoints) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=300";
            return Results.Bytes(document ??= OpenApiDocument.Of(Operations.Of(endpoints)), "application/json");
        }).ExcludeFromDescription();
        docs.MapGet("/style.css", (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=300";
            return Results.Text(Style.Value, "text/css", Encoding.UTF8);
        });
    }

    private static async Task<IResult> Billing(HttpContext http, Db db, CancellationToken ct) =>
        Page(http, BillingPage.Render(Origin(http), await db.Read(PlanRows.List, ct)));

    private static IResult Error(string code, HttpContext http, EndpointDataSource endpoints) =>
        int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Errors.Find(number) is { } entry
            ? Page(http, ErrorPages.One(entry, Origin(http), Operations.Of(endpoints)))
            : Page(http, ErrorPages.Unknown(code), StatusCodes.Status404NotFound);

    private static IResult Page(HttpContext http, Html html, int status = StatusCodes.Status200OK)
    {
        Protect(http.Response.Headers, Layout.ContentSecurityPolicy);
        return Results.Text(html.ToString(), "text/html", Encoding.UTF8, status);
    }

    /// <summary>What every page tells the browser to forbid.</summary>
    internal static void Protect(IHeaderDictionary headers, string policy)
    {
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }

    /// <summary>The address the reader came by, so that the examples can be pasted as they are.</summary>
    private static string Origin(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";

    private static string ReadStyle()
    {
        using var stream = typeof(DocsRoutes).Assembly.GetManifestResourceStream("docs.style.css")
            ?? throw new InvalidOperationException("The stylesheet is not embedded in this build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
