using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace SendApi.Bench.Load;

/// <summary>A request made ready once: a send only writes the recipient's last six digits and the ten-digit sequence number in place.</summary>
public sealed class RequestTemplate
{
    /// <summary>Stands before the sequence number in each text, so that the SMSC finds the number again.</summary>
    public static ReadOnlySpan<byte> SequenceMark => "Bench "u8;

    public const int SequenceDigits = 10;

    /// <summary>The recipients of one-time codes, and of nothing else, begin so.</summary>
    public const string CodePrefix = "447703";

    private const int RecipientDigits = 6;
    private const string Recipient = "RRRRRR", Sequence = "SSSSSSSSSS";

    /// <summary>142 characters: one segment, and long enough to be an ordinary text.</summary>
    private const string Text = "Bench " + Sequence + ": your parcel leaves our depot today and will be with you tomorrow between nine and twelve. "
        + "Reply STOP to hear no more of it.";

    private readonly byte[] _bytes;
    private readonly int _recipientAt, _sequenceAt;

    private RequestTemplate(string request, int expectedStatus)
    {
        _bytes = Encoding.ASCII.GetBytes(request);
        _recipientAt = request.IndexOf(Recipient, StringComparison.Ordinal);
        _sequenceAt = request.IndexOf(Sequence, StringComparison.Ordinal);
        ExpectedStatus = expectedStatus;
    }

    /// <summary>Any other status is a failed run: a refusal is quicker than an acceptance and would flatter the rate.</summary>
    public int ExpectedStatus { get; }

    /// <summary>POST /v1/sms/send of SendAPI; the bare server reads the same.</summary>
    public static RequestTemplate SendApi(int port, string key)
    {
        var body = $$"""{"to":"+447700{{Recipient}}","content":"{{Text}}"}""";
        return new RequestTemplate(
            $"POST /v1/sms/send HTTP/1.1\r\nHost: 127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}\r\nAuthorization: Bearer {key}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n{body}", expectedStatus: 201);
    }

    /// <summary>POST /v1/verify/send of SendAPI. The server writes the text, so the sequence number is the recipient's.</summary>
    public static RequestTemplate Codes(int port, string key)
    {
        var body = $$"""{"to":"+{{CodePrefix}}{{Recipient}}"}""";
        return new RequestTemplate(
            $"POST /v1/verify/send HTTP/1.1\r\nHost: 127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}\r\nAuthorization: Bearer {key}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n{body}", expectedStatus: 201);
    }

    /// <summary>GET /cgi-bin/sendsms of Kannel's smsbox.</summary>
    public static RequestTemplate Kannel(int port, string password)
    {
        var text = Uri.EscapeDataString(Text);
        return new RequestTemplate(
            $"GET /cgi-bin/sendsms?username=bench&password={password}&from=12345&to=%2B447700{Recipient}&text={text} HTTP/1.1\r\n"
            + $"Host: 127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}\r\n\r\n", expectedStatus: 202);
    }

    /// <summary>A copy that one connection may stamp.</summary>
    public byte[] Copy() => [.. _bytes];

    public void Stamp(Span<byte> request, long sequence)
    {
        Utf8Formatter.TryFormat(sequence % 1_000_000, request[_recipientAt..], out _, new('D', RecipientDigits));
        if (_sequenceAt >= 0)
            Utf8Formatter.TryFormat(sequence, request[_sequenceAt..], out _, new('D', SequenceDigits));
    }
}
