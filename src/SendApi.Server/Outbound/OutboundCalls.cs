using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SendApi.Server.Outbound;

/// <summary>Calls addresses that customers gave us: never one inside, never longer than asked, and the other side never makes it throw.</summary>
public sealed class OutboundCalls(JudgedConnections connections, TimeProvider clock) : IDisposable
{
    private const int LongestBody = 4_096, LongestHeadersKiB = 16;

    /// <summary>After so long a connection is opened anew, so that a host that moved, or is no longer allowed, is seen.</summary>
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(1), ConnectionRest = TimeSpan.FromSeconds(30), LongestConnect = TimeSpan.FromSeconds(15);

    private readonly HttpMessageInvoker _http = new(Handler(connections));

    /// <summary>Posts a body with these headers, the content type among them.</summary>
    /// <param name="limit">From the look-up of the name to the last byte of the answer.</param>
    public async Task<OutboundAnswer> Post(Uri url, ReadOnlyMemory<byte> body, IReadOnlyList<(string Name, string Value)> headers, TimeSpan limit, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        try
        {
            return await Exchange<OutboundAnswer>(
                limit,
                async deadline =>
                {
                    using var request = Request(url, body, headers);
                    using var response = await _http.SendAsync(request, deadline);
                    var (text, isCut) = await Read(response.Content, deadline);
                    return new OutboundAnswer.Answered((int)response.StatusCode, text, isCut, RetryAfter(response.Headers.RetryAfter), clock.GetElapsedTime(started));
                },
                reason => new OutboundAnswer.Failed(reason, clock.GetElapsedTime(started)),
                ct);
        }
        catch (ForbiddenHost forbidden)
        {
            return new OutboundAnswer.Forbidden(forbidden.Message);
        }
    }

    /// <summary>Fetches a file, as it is and whole.</summary>
    /// <param name="longest">In bytes; what is longer is not read further.</param>
    /// <param name="limit">From the look-up of the name to the last byte of the file.</param>
    public async Task<OutboundFile> Fetch(Uri url, int longest, TimeSpan limit, CancellationToken ct)
    {
        try
        {
            return await Exchange<OutboundFile>(limit, deadline => Get(url, longest, deadline), reason => new OutboundFile.Failed(reason), ct);
        }
        catch (ForbiddenHost forbidden)
        {
            return new OutboundFile.Failed(forbidden.Message);
        }
    }

    private async Task<OutboundFile> Get(Uri url, int longest, CancellationToken deadline)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.TryAddWithoutValidation("User-Agent", "SendAPI");
        using var response = await _http.SendAsync(request, deadline);
        if (response.StatusCode != HttpStatusCode.OK)
            return new OutboundFile.Failed(string.Create(CultureInfo.InvariantCulture, $"The host answered HTTP {(int)response.StatusCode}."));
        return await Whole(response.Content, longest, deadline) is { } bytes ? new OutboundFile.Fetched(bytes, response.Content.Headers.ContentType?.MediaType) : new OutboundFile.TooLong();
    }

    private static async Task<byte[]?> Whole(HttpContent content, int longest, CancellationToken ct)
    {
        if (content.Headers.ContentLength > longest)
            return null;

        await using var stream = await content.ReadAsStreamAsync(ct);
        // Who says how long it is gets a buffer of that; the byte more tells that it goes on.
        var buffer = new byte[(int)(content.Headers.ContentLength ?? longest) + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return length == buffer.Length ? null : buffer[..length];
    }

    /// <summary>Makes one exchange; whatever the other side does to it becomes a sentence. Throws <see cref="ForbiddenHost"/> for an address that may not be called.</summary>
    private async Task<T> Exchange<T>(TimeSpan limit, Func<CancellationToken, Task<T>> exchange, Func<string, T> failed, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(limit, clock);
        await using var cancel = ct.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        try
        {
            return await exchange(deadline.Token);
        }
        catch (Exception fault)
        {
            // What is under way when somebody ends it does so in one of several exceptions.
            ct.ThrowIfCancellationRequested();
            if (fault.GetBaseException() is ForbiddenHost forbidden)
                throw forbidden;

            var reason = deadline.IsCancellationRequested || fault is OperationCanceledException
                ? string.Create(CultureInfo.InvariantCulture, $"There was no complete answer within {limit.TotalSeconds:0.###} seconds.")
                : OutboundFaults.Sentence(fault);
            if (reason is null)
                throw;
            return failed(reason);
        }
    }

    private static SocketsHttpHandler Handler(JudgedConnections connections) => new()
    {
        ConnectCallback = connections.Open,
        // A connection goes on being opened when the call that wanted it has ended, so it has a bound of its own.
        ConnectTimeout = LongestConnect,
        PooledConnectionLifetime = ConnectionLife,
        PooledConnectionIdleTimeout = ConnectionRest,
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        Credentials = null,
        PreAuthenticate = false,
        MaxResponseHeadersLength = LongestHeadersKiB,
        // What is left of an answer is not read to save its connection.
        MaxResponseDrainSize = 0,
        ActivityHeadersPropagator = null,
        // As without a policy, but for one thing: a certificate may name an address where its issuer's is to be fetched, and that would be a call past every check.
        SslOptions =
        {
            CertificateChainPolicy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true },
            RemoteCertificateValidationCallback = static (_, _, _, found) => OutboundFaults.Trusts(found),
        },
    };

    private static HttpRequestMessage Request(Uri url, ReadOnlyMemory<byte> body, IReadOnlyList<(string Name, string Value)> headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(body),
        };
        foreach (var (name, value) in headers)
            if (!request.Headers.TryAddWithoutValidation(name, value) && !request.Content.Headers.TryAddWithoutValidation(name, value))
                throw new ArgumentException($"'{name}' cannot be sent as a header.", nameof(headers));
        return request;
    }

    private static async ValueTask<(string Text, bool IsCut)> Read(HttpContent content, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LongestBody + 1);
        try
        {
            await using var stream = await content.ReadAsStreamAsync(ct);
            var length = 0;
            while (length <= LongestBody && await stream.ReadAsync(buffer.AsMemory(length, LongestBody + 1 - length), ct) is > 0 and var count)
                length += count;
            return (Text(buffer.AsSpan(0, Math.Min(length, LongestBody))), length > LongestBody);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A null character is valid text that no store of ours can keep.
    private static string Text(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? "" : Encoding.UTF8.GetString(bytes).Replace('\0', '\uFFFD');

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? value)
    {
        var after = value?.Delta ?? (value?.Date - clock.GetUtcNow());
        return after < TimeSpan.Zero ? TimeSpan.Zero : after;
    }

    public void Dispose() => _http.Dispose();
}
