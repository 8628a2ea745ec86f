using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SendApi.Dashboard;

/// <summary>The outermost layer: tells the browser what to forbid, lets no other site in, and answers a fault with a page.</summary>
/// <remarks>Styles may stand in attributes: the components set widths and places with them. Scripts come from this server's files alone.</remarks>
public sealed partial class DashboardShield(RequestDelegate next, ILogger<DashboardShield> log)
{
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    public async Task Invoke(HttpContext http)
    {
        // Behind a proxy that ends TLS; who claims it without one makes his own cookie stricter.
        if (http.Request.Headers["X-Forwarded-Proto"] == "https")
            http.Request.Scheme = "https";

        http.Response.OnStarting(Protect, http.Response);
        if (IsFromElsewhere(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        try
        {
            await next(http);
        }
        catch (Exception fault) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            Broke(log, fault, http.Request.Path);
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await Say(http, "Something went wrong", "The server's log tells what.");
        }
    }

    /// <summary>A page for when no other can be drawn.</summary>
    internal static Task Say(HttpContext http, string title, string text)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync($"<!DOCTYPE html><html lang=\"en\"><title>{title} · SendAPI</title><body><h1>{title}</h1><p>{text} <a href=\"{DashboardHost.Path}\">Go to the dashboard</a>.</p>", http.RequestAborted);
    }

    private static Task Protect(object state)
    {
        var headers = ((HttpResponse)state).Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        // Without a referrer browsers do not tell where a form stands either, and that is asked for below.
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Pages hold people's data; assets carry their own word on being kept.
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    /// <summary>What changes something, and the connection of a page, must begin at a page of this server: browsers say where a request begins.</summary>
    private static bool IsFromElsewhere(HttpRequest request)
    {
        var changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        if (!changes && !request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal))
            return false;

        return request.Headers.Origin is [{ Length: > 0 } origin, ..]
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    [LoggerMessage(3901, LogLevel.Error, "The dashboard failed at {Path}")]
    private static partial void Broke(ILogger log, Exception fault, string? path);
}
