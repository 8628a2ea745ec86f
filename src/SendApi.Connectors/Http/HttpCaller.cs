using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Http;

/// <summary>Makes requests to one provider, each once: nothing is repeated, redirected or sent anew with other credentials.</summary>
/// <param name="inside">Takes the requests in place of the network: the built-in simulator, which is in this process.</param>
internal sealed class HttpCaller(HttpLimits limits, TimeProvider clock, HttpMessageHandler? inside = null) : IDisposable
{
    /// <summary>More than any answer to a text needs; what is longer is not read.</summary>
    private const int LongestBody = 64 * 1024;

    private const int LongestHeadersKiB = 32;

    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(10), ConnectionLife = TimeSpan.FromMinutes(2);

    /// <summary>Shorter than servers keep a quiet connection: a request on one that is just being closed would have an unknown outcome.</summary>
    private static readonly TimeSpan ConnectionRest = TimeSpan.FromSeconds(15);

    private readonly HttpMessageInvoker _http = new(inside ?? new SocketsHttpHandler
    {
        ConnectTimeout = limits.Timeout < LongestConnect ? limits.Timeout : LongestConnect,
        PooledConnectionLifetime = ConnectionLife,
        PooledConnectionIdleTimeout = ConnectionRest,
        MaxConnectionsPerServer = limits.Window,
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        Credentials = null,
        PreAuthenticate = false,
        MaxResponseHeadersLength = LongestHeadersKiB,
        ActivityHeadersPropagator = null,
    });

    /// <summary>Ends within the limit, whatever the provider does.</summary>
    public Task<HttpHeard> Call(HttpCall call) => Exchange<HttpHeard>(
        call, async (response, ct) => new HttpHeard.Answered((int)response.StatusCode, await Read(response.Content, ct), RetryAfter(response)), heard => heard);

    /// <summary>The same for a file; it is null where it broke off, or is longer than <paramref name="longest"/>.</summary>
    public Task<(HttpHeard Heard, ReceivedFile? File)> Fetch(HttpCall call, int longest) => Exchange<(HttpHeard, ReceivedFile?)>(
        call,
        async (response, ct) => (
            new HttpHeard.Answered((int)response.StatusCode, null, RetryAfter(response)),
            await Bytes(response.Content, longest, ct) is { } bytes ? new(response.Content.Headers.ContentType?.MediaType ?? "application/octet-stream", bytes) : null),
        heard => (heard, null));

    private async Task<T> Exchange<T>(HttpCall call, Func<HttpResponseMessage, CancellationToken, Task<T>> answered, Func<HttpHeard, T> broken)
    {
        using var deadline = new CancellationTokenSource(limits.Timeout, clock);
        using var content = new SentContent(call);
        try
        {
            using var request = Request(call, content);
            using var response = await _http.SendAsync(request, deadline.Token);
            return await answered(response, deadline.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            var why = deadline.IsCancellationRequested
                ? string.Create(CultureInfo.InvariantCulture, $"no answer within {limits.Timeout.TotalSeconds:0.###} seconds")
                : Words(fault);
            return broken(content.HasBegun ? new HttpHeard.Silence(why) : new HttpHeard.NotSent(why));
        }
    }

    private static HttpRequestMessage Request(HttpCall call, SentContent content)
    {
        var request = new HttpRequestMessage(call.Method, call.Url)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, */*;q=0.5");
        request.Headers.TryAddWithoutValidation("User-Agent", "SendAPI");
        foreach (var (name, value) in call.Headers)
        {
            request.Headers.Remove(name);
            if (!request.Headers.TryAddWithoutValidation(name, value))
                content.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>The body, or null when it broke off or is too long: the status stands all the same.</summary>
    private static async Task<string?> Read(HttpContent content, CancellationToken ct) => await Bytes(content, LongestBody, ct) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private static async Task<byte[]?> Bytes(HttpContent content, int longest, CancellationToken ct)
    {
        try
        {
            await using var stream = await content.ReadAsStreamAsync(ct);
            // Files are seldom as long as they may be: what says its length gets a buffer of that.
            var buffer = new byte[(int)Math.Min(content.Headers.ContentLength ?? longest, longest) + 1];
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
            return length > longest || length == buffer.Length ? null : buffer[..length];
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter;
        var after = asked?.Delta ?? (asked?.Date - clock.GetUtcNow());
        return after < TimeSpan.Zero ? TimeSpan.Zero : after;
    }

    private static string Words(Exception fault) => fault switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "the name of its server was not found",
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => "connection refused",
        HttpRequestException { InnerException: SocketException socket } => $"the connection failed ({socket.SocketErrorCode})",
        HttpRequestException { InnerException: AuthenticationException } or HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "no TLS connection that can be trusted",
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => "the connection closed before an answer",
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } known => $"the exchange failed ({known.HttpRequestError})",
        OperationCanceledException => "it could not connect in time",
        ObjectDisposedException => "the link was closed",
        _ => "the connection broke",
    };

    public void Dispose() => _http.Dispose();
}
