using System.Buffers.Text;

namespace SendApi.Bench.Load;

/// <summary>What the generator needs of an HTTP/1.1 answer: its status and where it ends. Reading it allocates nothing.</summary>
public readonly record struct HttpAnswer(int Status, int BodyStart, int Length)
{
    /// <summary>False while bytes are missing; throws on what is no HTTP/1.1 answer with a known end.</summary>
    public static bool TryRead(ReadOnlySpan<byte> received, out HttpAnswer answer)
    {
        answer = default;
        var headerEnd = received.IndexOf("\r\n\r\n"u8);
        if (headerEnd < 0)
            return false;

        var head = received[..(headerEnd + 2)];
        if (!head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head[9..], out int status, out var digits) || digits != 3)
            throw new BenchFailure("The answer is not HTTP/1.1.");

        var bodyStart = headerEnd + 4;
        var bodyLength = BodyLength(head, received[bodyStart..]);
        answer = new HttpAnswer(status, bodyStart, bodyStart + (bodyLength ?? 0));
        return bodyLength is not null && received.Length >= answer.Length;
    }

    /// <summary>The body's length on the wire; null while a chunked body has not ended.</summary>
    private static int? BodyLength(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        while (head.IndexOf("\r\n"u8) is var lineEnd and >= 0)
        {
            var line = head[..lineEnd];
            head = head[(lineEnd + 2)..];
            if (Value(line, "content-length:"u8) is { IsEmpty: false } length && Utf8Parser.TryParse(length, out int bytes, out _))
                return bytes;
            if (!Value(line, "transfer-encoding:"u8).IsEmpty)
                return ChunkedLength(body);
        }

        throw new BenchFailure("The answer has neither Content-Length nor Transfer-Encoding.");
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line, ReadOnlySpan<byte> lowerName) =>
        line.Length > lowerName.Length && System.Text.Ascii.EqualsIgnoreCase(line[..lowerName.Length], lowerName)
            ? line[lowerName.Length..].Trim((byte)' ')
            : [];

    private static int? ChunkedLength(ReadOnlySpan<byte> body)
    {
        var at = 0;
        while (body[at..].IndexOf("\r\n"u8) is var sizeEnd and >= 0)
        {
            if (!Utf8Parser.TryParse(body[at..], out int size, out _, 'x'))
                throw new BenchFailure("A chunk of the answer has no size.");
            at += sizeEnd + 2 + size + 2;
            if (at > body.Length)
                return null;
            if (size == 0)
                return at;
        }

        return null;
    }
}
