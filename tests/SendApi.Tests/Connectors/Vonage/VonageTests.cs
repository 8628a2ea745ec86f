using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SendApi.Connectors.Http;
using SendApi.Connectors.Vonage;
using SendApi.Core.Sending;
using SendApi.Tests.Connectors.Http;
using SendApi.Tests.Connectors.Smpp;
using SendApi.Tests.Outbound;

namespace SendApi.Tests.Connectors.Vonage;

/// <summary>Exchanges in the form of Vonage's documentation, with made-up accounts and numbers.</summary>
public sealed class VonageTests
{
    private const string Secret = "signature-secret-of-ours";

    private const string TwoParts = """
        {"message-count": "2", "messages": [
          {"to": "447700900000", "message-id": "0C000000217B7F02", "status": "0", "remaining-balance": "15.53590000", "message-price": "0.03330000", "network": "23410"},
          {"to": "447700900000", "message-id": "0C000000217B7F03", "status": "0", "remaining-balance": "15.50260000", "message-price": "0.03330000", "network": "23410"}]}
        """;

    [Fact]
    public async Task A_long_text_is_one_request_and_has_an_id_for_each_part()
    {
        var clock = new FakeTimeProvider();
        await using var vonage = new Receiver(Recorded.Answer(200, TwoParts));
        await using var sender = Recorded.Sender(VonageConnector.Kind, Settings($"http://127.0.0.1:{vonage.Port}"), clock);

        var outcome = await sender.Send(Given.Message("Привет", from: "+447700900999", validUntil: clock.GetUtcNow().AddSeconds(5)), default).Soon();

        Assert.Equal("accepted 0C000000217B7F02 0C000000217B7F03", Recorded.Line(outcome));
        var request = Assert.Single(vonage.Requests);
        Assert.StartsWith("POST /sms/json HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\napi_key=abcd1234&api_secret=api-secret&from=447700900999&to=447700900000&text=%D0%9F%D1%80%D0%B8%D0%B2%D0%B5%D1%82&type=unicode&client-ref=sms_1"
            + "&status-report-req=1&callback=https%3A%2F%2Fsms.example.com%2Fcallbacks%2Fvonage%2Fmain%2Freceipts&ttl=20000", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"messages": [{"status": "1", "error-text": "Throughput Rate Exceeded - please wait [ 250 ] and retry"}]}""", "later")]
    [InlineData("""{"messages": [{"status": "2", "error-text": "Missing to param"}]}""", "rejected 2")]
    [InlineData("""{"messages": [{"status": "7", "error-text": "Number barred"}]}""", "rejected 7")]
    [InlineData("""{"messages": [{"status": "9", "error-text": "Partner quota exceeded"}]}""", "later")]
    [InlineData("""{"messages": [{"status": "5", "error-text": "Internal error"}]}""", "unknown")]
    [InlineData("""{"messages": [{"status": "0", "message-id": "1"}, {"status": "1"}]}""", "unknown")]
    [InlineData("""{"messages": []}""", "unknown")]
    public async Task The_status_of_the_parts_decides(string body, string expected) =>
        Assert.Equal(expected, Recorded.Line((await Recorded.Exchange(VonageConnector.Kind, Settings, Recorded.Answer(200, body))).Outcome));

    [Fact]
    public async Task The_balance_is_asked_for_and_nothing_is_sent()
    {
        await using var vonage = new Receiver(Recorded.Answer(200, """{"value": 10.28, "autoReload": false}"""));

        Assert.Equal((true, "Vonage knows the account; its balance is 10.28 EUR."), await HttpProbe.Run(VonageConnector.Kind.Read(Settings($"http://127.0.0.1:{vonage.Port}")), Recorded.Around(), TestContext.Current.CancellationToken).Soon());
        Assert.StartsWith("GET /account/get-balance HTTP/1.1\r\n", Assert.Single(vonage.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("md5hash", "3d75dc34d9a090c41f5917db70fa448f")]
    [InlineData("sha256", "")]
    public void A_signed_receipt_is_read_from_a_query_a_form_or_json(string method, string known)
    {
        var settings = Settings("https://rest.nexmo.com", ("signature_method", method));
        const string query = "err-code=0&message-timestamp=2020-01-01+12%3A00%3A00&messageId=0A0000001234567B&msisdn=447700900000&network-code=12345&nonce=ab&price=0.03330000&scts=2001011400&status=delivered&timestamp=1582650446&to=A%26B%3DC";
        var fields = FormText.Read(query)!;
        var sig = VonageCallbacks.Sign(Secret, method == "sha256" ? VonageSigning.Sha256 : VonageSigning.Md5Hash, fields);
        if (known.Length > 0)
            Assert.Equal(known, sig);
        var json = "{" + string.Join(",", fields.Select(f => $"\"{f.Key}\":\"{f.Value}\"")) + $",\"sig\":\"{sig.ToUpperInvariant()}\"}}";

        foreach (var call in new[] { Recorded.Call("", url: $"https://x.example/r?{query}&sig={sig}", method: "GET"), Recorded.Call($"{query}&sig={sig}"), Recorded.Call(json) })
            Assert.Equal(new Receipt("main", "0A0000001234567B", ReceiptState.Delivered, null, null, "delivered"), Bare.Of(Assert.Single(Assert.IsType<CallbackReading.Heard>(Read(settings, call)).Receipts)));
        Assert.IsType<CallbackReading.Forged>(Read(settings, Recorded.Call($"{query.Replace("delivered", "failed")}&sig={sig}")));
        Assert.IsType<CallbackReading.Forged>(Read(settings, Recorded.Call(query)));
    }

    [Fact]
    public void A_token_counts_for_its_own_body_alone()
    {
        const string body = """{"messageId":"0A1","status":"expired","err-code":"1"}""";
        var settings = Settings("https://rest.nexmo.com");

        var receipt = Assert.Single(Assert.IsType<CallbackReading.Heard>(Read(settings, Recorded.Call(body, headers: ("Authorization", "Bearer " + Token(body, Secret))))).Receipts);
        Assert.Equal((ReceiptState.Undelivered, "1"), (receipt.State, receipt.ErrorCode));
        Assert.IsType<CallbackReading.Forged>(Read(settings, Recorded.Call(body.Replace("0A1", "0A2"), headers: ("Authorization", "Bearer " + Token(body, Secret)))));
        Assert.IsType<CallbackReading.Forged>(Read(settings, Recorded.Call(body, headers: ("Authorization", "Bearer " + Token(body, "another")))));
        Assert.IsType<CallbackReading.Forged>(Read(settings, Recorded.Call(body, headers: ("Authorization", "Bearer " + Token(body, Secret, "none")))));
        Assert.IsType<CallbackReading.Forged>(Read(settings, Recorded.Call("", url: "https://x.example/r?messageId=0A1&status=delivered", method: "GET", headers: ("Authorization", "Bearer " + Token("", Secret)))));
    }

    [Fact]
    public void Parts_of_a_long_inbound_text_say_where_they_belong()
    {
        const string body = "msisdn=447700900001&to=447700900999&messageId=0B1&text=first+half&type=text&concat=true&concat-ref=171&concat-total=2&concat-part=1";
        var sig = VonageCallbacks.Sign(Secret, VonageSigning.Md5Hash, FormText.Read(body)!);

        var heard = Assert.IsType<CallbackReading.Heard>(Read(Settings("https://rest.nexmo.com"), Recorded.Call($"{body}&sig={sig}", CallbackTopic.Inbound)));

        Assert.Equal(new InboundText("main", "0B1", "447700900001", "447700900999", "first half", new InboundPart(171, 2, 1)), Assert.Single(heard.Texts));
    }

    private static string Token(string body, string secret, string algorithm = "HS256")
    {
        var head = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm}}","typ":"JWT"}"""));
        var claims = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"iat":1587494962,"jti":"c5ba8f24","iss":"Vonage","payload_hash":"{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}}","api_key":"abcd1234"}"""));
        return $"{head}.{claims}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes($"{head}.{claims}")))}";
    }

    private static CallbackReading Read(Dictionary<string, string> settings, CallbackCall call) => VonageConnector.Kind.ReadCallback("main", settings, call);

    private static Dictionary<string, string> Settings(string url) => Settings(url, []);

    private static Dictionary<string, string> Settings(string url, params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string> { ["api_key"] = "abcd1234", ["api_secret"] = "api-secret", ["signature_secret"] = Secret, ["base_url"] = url };
        foreach (var (name, value) in more)
            settings[name] = value;
        return settings;
    }
}
