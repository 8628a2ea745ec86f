using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SendApi.Tests.WhatsApp;

/// <summary>A host on loopback that customers keep their files on.</summary>
internal sealed class FileHost : IAsyncDisposable
{
    /// <summary>A picture of one point, as any program writes it.</summary>
    public static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    public static readonly byte[] Paper = [.. "%PDF-1.4\n%%EOF\n"u8];

    private WebApplication? _app;

    /// <summary>How often somebody asked.</summary>
    public int Asked { get; private set; }

    public string Url(string path) => $"{_app?.Urls.First()}/{path}";

    public static async Task<FileHost> Start()
    {
        var host = new FileHost();
        host._app = await Loopback.Host(host.Serve);
        return host;
    }

    private async Task Serve(HttpContext http)
    {
        Asked++;
        var (type, bytes) = http.Request.Path.Value switch
        {
            "/picture.png" => ("image/png", Picture),
            "/papers/paper.pdf" => ("application/pdf", Paper),
            "/page.png" => ("image/png", "<html>Not found</html>"u8.ToArray()),
            "/large.png" => ("image/png", [.. Picture, .. new byte[5 * 1024 * 1024]]),
            "/empty.png" => ("image/png", []),
            _ => ("", Array.Empty<byte>()),
        };
        if (type.Length == 0)
            http.Response.StatusCode = http.Request.Path.Value == "/elsewhere.png" ? 302 : 404;
        http.Response.ContentType = type;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
