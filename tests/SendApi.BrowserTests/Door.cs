using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SendApi.BrowserTests;

/// <summary>Goes through a door of the dashboard as a browser does that draws nothing: the form is asked for and sent, and what is left is the cookie.</summary>
internal static partial class Door
{
    /// <summary>Joins by a link; the first owner of a server says his address too.</summary>
    /// <param name="number">Each person comes from a machine of his own: what one machine may try in a minute is counted.</param>
    /// <returns>The cookies, as a browser's window takes them.</returns>
    public static async Task<string> Join(Uri server, string link, string password, int number, string? email = null)
    {
        var ct = TestContext.Current.CancellationToken;
        var cookies = new CookieContainer();
        using var handler = new SocketsHttpHandler { CookieContainer = cookies, ConnectCallback = (connection, token) => From(number, connection, token) };
        using var http = new HttpClient(handler);
        var form = await http.GetStringAsync(new Uri(server, link), ct);
        var fields = Hidden().Matches(form).ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value), StringComparer.Ordinal);
        (fields["Input.Password"], fields["Input.Again"]) = (password, password);
        if (email is not null)
            fields["Input.Email"] = email;
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await http.PostAsync(new Uri(server, link), content, ct);
        answer.EnsureSuccessStatusCode();

        var all = cookies.GetAllCookies().Select(c => new { name = c.Name, value = c.Value, domain = server.Host, path = c.Path, expires = -1, httpOnly = c.HttpOnly, secure = false, sameSite = "Strict" });
        return JsonSerializer.Serialize(new { cookies = all, origins = Array.Empty<object>() });
    }

    /// <summary>The whole of 127.0.0.0/8 is this machine; the server sees which part of it somebody came from.</summary>
    private static async ValueTask<Stream> From(int number, SocketsHttpConnectionContext connection, CancellationToken ct)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(new IPAddress([127, 0, (byte)(1 + number / 250), (byte)(1 + number % 250)]), 0));
            await socket.ConnectAsync(connection.DnsEndPoint, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)"\s*/?>""")]
    private static partial Regex Hidden();
}
