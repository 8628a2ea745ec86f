using System.Net;
using System.Net.Http.Headers;

namespace SendApi.Connectors.Http;

/// <summary>A body that knows whether it began to leave. That is how a fault before is told from a fault after, whatever exception it comes in.</summary>
/// <remarks>
/// The handler asks for the body only when it has a connection, with TLS where that is spoken, and writes the headers into the same buffer
/// just before. A name that is not found, a refused connection, a failed handshake and a wait for a connection all end earlier, so no
/// request can have arrived. Every request has such a body, a GET an empty one: a request without one is repeated by the handler itself
/// when its connection closes before an answer, and a text would be sent twice.
/// </remarks>
internal sealed class SentContent : HttpContent
{
    private readonly byte[] _body;
    private readonly HttpFile? _file;
    private volatile bool _hasBegun;

    public SentContent(HttpCall call)
    {
        (_body, _file) = (call.Body, call.File);
        if (call.ContentType is not null)
            Headers.ContentType = MediaTypeHeaderValue.Parse(call.ContentType);
    }

    public bool HasBegun => _hasBegun;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _hasBegun = true;
        await stream.WriteAsync(_body, cancellationToken);
        if (_file is not { } file)
            return;

        await file.Stream.CopyToAsync(stream, cancellationToken);
        await stream.WriteAsync(file.After, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length + (_file is { } file ? file.Length + file.After.Length : 0);
        return true;
    }
}
