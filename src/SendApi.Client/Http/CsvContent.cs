using System.Net;
using System.Net.Http.Headers;

namespace SendApi.Client.Http;

/// <summary>A file of the caller's as a body: it is read as it is sent, and stays open, because it is not ours to close.</summary>
internal sealed class CsvContent : HttpContent
{
    private readonly Stream _csv;

    public CsvContent(Stream csv)
    {
        _csv = csv;
        Headers.ContentType = new MediaTypeHeaderValue("text/csv", "utf-8");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _csv.CopyToAsync(stream);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) => _csv.CopyToAsync(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = _csv.CanSeek ? _csv.Length - _csv.Position : 0;
        return _csv.CanSeek;
    }
}
