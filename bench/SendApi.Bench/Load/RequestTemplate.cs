using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace SendApi.Bench.Load;

/// <summary>A request made ready once: a send only writes digits in place, such as the recipient's last six and the ten of the sequence number.</summary>
public sealed class RequestTemplate
{
    /// <summary>Stands before the sequence number in each text, so that the SMSC finds the number again.</summary>
    public static ReadOnlySpan<byte> SequenceMark => "Bench "u8;

    public const int SequenceDigits = 10;

    /// <summary>The recipients of one-time codes, and of nothing else, begin so.</summary>
    public const string CodePrefix = "447703";

    private const string Recipient = "RRRRRR", Sequence = "SSSSSSSSSS", Row = "~~~";

    private const int UsualAnswer = 16 * 1024, LargestAnswer = 1024 * 1024;

    /// <summary>142 characters: one segment, and long enough to be an ordinary text.</summary>
    private const string Text = "Bench " + Sequence + ": your parcel leaves our depot today and will be with you tomorrow between nine and twelve. "
        + "Reply STOP to hear no more of it.";

    private readonly byte[] _bytes;
    private readonly Place[] _places;

    private RequestTemplate(string request, int expectedStatus)
    {
        _bytes = Encoding.ASCII.GetBytes(request);
        _places =
        [
            .. Places(request, Recipient), .. Places(request, Sequence),
            // The rows of one request differ from each other too.
            .. Places(request, Row).Select(place => place with { Ahead = place.At }),
        ];
        ExpectedStatus = expectedStatus;
    }

    /// <summary>Any other status is a failed run: a refusal is quicker than an acceptance and would flatter the rate.</summary>
    public int ExpectedStatus { get; }

    /// <summary>Room for the longest answer, in bytes.</summary>
    public int AnswerBytes { get; private init; } = UsualAnswer;

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

    /// <summary>POST /v1/phone/validate-bulk with these numbers; the last three digits of each change from request to request.</summary>
    public static RequestTemplate PhoneBulk(int port, string key, IReadOnlyList<string> numbers)
    {
        var body = $$"""{"numbers":[{{string.Join(',', numbers.Select(number => $"\"{number[..^Row.Length]}{Row}\""))}}]}""";
        return new RequestTemplate(
            $"POST /v1/phone/validate-bulk HTTP/1.1\r\nHost: 127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}\r\nAuthorization: Bearer {key}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n{body}", expectedStatus: 200)
        {
            AnswerBytes = LargestAnswer,
        };
    }

    /// <summary>GET /v1/phone/validate with a landline in London.</summary>
    public static RequestTemplate Phone(int port, string key) => new(
        $"GET /v1/phone/validate?number=%2B442079460{Row} HTTP/1.1\r\nHost: 127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}\r\nAuthorization: Bearer {key}\r\n\r\n", expectedStatus: 200);

    /// <summary>A copy that one connection may stamp.</summary>
    public byte[] Copy() => [.. _bytes];

    public void Stamp(Span<byte> request, long sequence)
    {
        foreach (var place in _places)
            Utf8Formatter.TryFormat((sequence + place.Ahead) % place.Wrap, request[place.At..], out _, place.Form);
    }

    private static IEnumerable<Place> Places(string request, string mark)
    {
        for (var at = request.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = request.IndexOf(mark, at + mark.Length, StringComparison.Ordinal))
            yield return new(at, new('D', (byte)mark.Length), (long)Math.Pow(10, mark.Length), 0);
    }

    /// <summary>Where digits are written, how many, and by how much they are ahead of the sequence number.</summary>
    private readonly record struct Place(int At, StandardFormat Form, long Wrap, long Ahead);
}
