using Microsoft.Extensions.Time.Testing;
using SendApi.Connectors.Http;
using SendApi.Connectors.Twilio;
using SendApi.Core.Sending;
using SendApi.Tests.Connectors.Http;
using SendApi.Tests.Connectors.Smpp;
using SendApi.Tests.Outbound;

namespace SendApi.Tests.Connectors.Twilio;

/// <summary>Exchanges in the form of Twilio's documentation, with made-up accounts and numbers.</summary>
public sealed class TwilioTests
{
    private const string Account = "AC00000000000000000000000000000001", Sid = "SM00000000000000000000000000000001";

    [Fact]
    public async Task A_text_is_a_form_with_the_senders_and_where_to_call_back()
    {
        var clock = new FakeTimeProvider();
        await using var twilio = new Receiver(Recorded.Answer(201, $$"""{"account_sid": "{{Account}}", "body": "Hello & goodbye", "error_code": null, "num_segments": "1", "sid": "{{Sid}}", "status": "queued"}"""));
        await using var sender = Recorded.Sender(TwilioConnector.Kind, Settings($"http://127.0.0.1:{twilio.Port}"), clock);

        var outcome = await sender.Send(Given.Message("Hello & goodbye", from: "447700900999", validUntil: clock.GetUtcNow().AddMinutes(10)), default).Soon();

        Assert.Equal($"accepted {Sid}", Recorded.Line(outcome));
        var request = Assert.Single(twilio.Requests);
        Assert.StartsWith($"POST /2010-04-01/Accounts/{Account}/Messages.json HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Authorization: Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMTp0b2tlbg==\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/x-www-form-urlencoded\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nTo=%2B447700900000&Body=Hello%20%26%20goodbye&From=%2B447700900999"
            + "&StatusCallback=https%3A%2F%2Fsms.example.com%2Fcallbacks%2Ftwilio%2Fmain%2Freceipts&ValidityPeriod=600", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, """{"code": 21211, "message": "Invalid 'To' Phone Number", "more_info": "https://www.twilio.com/docs/errors/21211", "status": 400}""", "rejected 21211")]
    [InlineData(400, """{"code": 21610, "message": "Attempt to send to unsubscribed recipient", "status": 400}""", "rejected 21610")]
    [InlineData(400, """{"code": 21611, "message": "This 'From' number has exceeded the maximum number of queued messages", "status": 400}""", "later")]
    [InlineData(429, """{"code": 20429, "message": "Too Many Requests", "status": 429}""", "later 1")]
    [InlineData(401, """{"code": 20003, "message": "Authenticate", "status": 401}""", "later")]
    [InlineData(500, """{"code": 20500, "message": "Internal Server Error", "status": 500}""", "unknown")]
    public async Task A_refusal_carries_twilios_code(int status, string body, string expected) =>
        Assert.Equal(expected, Recorded.Line((await Recorded.Exchange(TwilioConnector.Kind, url => Settings(url), Recorded.Answer(status, body))).Outcome));

    [Fact]
    public async Task A_message_without_a_sender_goes_by_the_service_or_not_at_all()
    {
        var anonymous = Given.Message(from: null);
        var (_, request) = await Recorded.Exchange(TwilioConnector.Kind, url => Settings(url, ("messaging_service_sid", "MG1")), Recorded.Answer(201, """{"sid": "SM1"}"""), anonymous);
        Assert.Contains("&MessagingServiceSid=MG1", request, StringComparison.Ordinal);
        Assert.DoesNotContain("From=", request, StringComparison.Ordinal);

        await using var sender = Recorded.Sender(TwilioConnector.Kind, Settings("http://127.0.0.1:9"));
        Assert.Equal("rejected no_sender", Recorded.Line(await sender.Send(anonymous, default)));
    }

    [Theory]
    [InlineData(200, """{"friendly_name": "Acme", "status": "active"}""", true, "'Acme'; it is active")]
    [InlineData(200, """{"friendly_name": "Acme", "status": "suspended"}""", false, "suspended")]
    [InlineData(401, """{"code": 20003, "message": "Authenticate"}""", false, "HTTP 401: Authenticate")]
    public async Task The_account_is_asked_for_and_nothing_is_sent(int status, string body, bool works, string says)
    {
        await using var twilio = new Receiver(Recorded.Answer(status, body));
        var result = await HttpProbe.Run(TwilioConnector.Kind.Read(Settings($"http://127.0.0.1:{twilio.Port}")), Recorded.Around(), TestContext.Current.CancellationToken).Soon();

        Assert.Equal(works, result.Works);
        Assert.Contains(says, result.Says, StringComparison.Ordinal);
        Assert.StartsWith($"GET /2010-04-01/Accounts/{Account}.json HTTP/1.1\r\n", Assert.Single(twilio.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public void The_signature_is_the_one_of_twilios_own_examples()
    {
        var fields = FormText.Read("Digits=1234&To=%2B18005551212&From=%2B14158675309&Caller=%2B14158675309&CallSid=CA1234567890ABCDE")!;
        Assert.Equal("RSOYDt4T1cUTdK1PDd93/VVr8B8=", TwilioCallbacks.Sign("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", fields));
        // A name that comes twice stands there once for each of its values.
        var repeated = FormText.Read("Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234")!;
        Assert.Equal("IK+Dwps556ElfBT0I3Rgjkr1wJU=", TwilioCallbacks.Sign("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", repeated));
    }

    [Theory]
    [InlineData("sent", null, ReceiptState.Underway)]
    [InlineData("delivered", null, ReceiptState.Delivered)]
    [InlineData("undelivered", "30003", ReceiptState.Undelivered)]
    [InlineData("failed", "30008", ReceiptState.Rejected)]
    [InlineData("something_new", null, ReceiptState.Unknown)]
    public void A_signed_receipt_is_read(string word, string? error, ReceiptState state)
    {
        var body = $"ErrorCode={error}&SmsSid={Sid}&SmsStatus={word}&MessageStatus={word}&To=%2B447700900000&MessageSid={Sid}&AccountSid={Account}&From=Shop&ApiVersion=2010-04-01";

        var heard = Assert.IsType<CallbackReading.Heard>(Read(Signed(body)));

        Assert.Equal(new Receipt("main", Sid, state, error, null, word), Bare.Of(Assert.Single(heard.Receipts)));
    }

    [Fact]
    public void A_call_that_is_not_signed_for_this_address_and_these_fields_is_forged()
    {
        const string body = "MessageSid=SM1&MessageStatus=delivered";
        var good = Signed(body);

        Assert.IsType<CallbackReading.Forged>(Read(Recorded.Call(body)));
        Assert.IsType<CallbackReading.Forged>(Read(good with { Body = "MessageSid=SM2&MessageStatus=delivered"u8.ToArray() }));
        Assert.IsType<CallbackReading.Forged>(Read(good with { Url = "https://sms.example.com/callbacks/twilio/other/receipts" }));
        Assert.IsType<CallbackReading.Forged>(Read(Signed(body, token: "another")));
        Assert.IsType<CallbackReading.Heard>(Read(good with { Url = good.Url.Replace("example.com", "example.com:443") }));
        Assert.IsType<CallbackReading.Unreadable>(Read(Signed("MessageStatus=delivered")));
    }

    [Fact]
    public void A_text_that_was_sent_to_us_is_read_and_answered_with_nothing_to_do()
    {
        var heard = Assert.IsType<CallbackReading.Heard>(Read(Signed("MessageSid=SM7&From=%2B447700900001&To=%2B447700900999&Body=STOP+it&NumSegments=1&NumMedia=0", CallbackTopic.Inbound)));

        Assert.Equal(new InboundText("main", "SM7", "+447700900001", "+447700900999", "STOP it", null), Assert.Single(heard.Texts));
        Assert.Equal("text/xml", heard.Answer?.ContentType);
    }

    [Fact]
    public void A_wrong_setting_is_named()
    {
        Assert.Equal("api_key_secret", Assert.Throws<InvalidSetting>(() => TwilioConnector.Kind.Read(Settings("https://x.example", ("api_key", "SK1")))).Name);
        Assert.Equal("base_url", Assert.Throws<InvalidSetting>(() => TwilioConnector.Kind.Read(Settings("ftp://x.example"))).Name);
        Assert.Equal("auth_token", Assert.Throws<InvalidSetting>(() => TwilioConnector.Kind.Read(new Dictionary<string, string> { ["account_sid"] = "AC1" })).Name);
    }

    internal static Dictionary<string, string> Settings(string url, params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string> { ["account_sid"] = Account, ["auth_token"] = "token", ["base_url"] = url };
        foreach (var (name, value) in more)
            settings[name] = value;
        return settings;
    }

    private static CallbackReading Read(CallbackCall call) => TwilioConnector.Kind.ReadCallback("main", Settings("https://api.twilio.com"), call);

    private static CallbackCall Signed(string body, CallbackTopic topic = CallbackTopic.Receipts, string token = "token")
    {
        var call = Recorded.Call(body, topic);
        var headers = new Dictionary<string, string> { [TwilioCallbacks.SignatureHeader] = TwilioCallbacks.Sign(token, call.Url, FormText.Read(body)!) };
        return call with { Headers = headers };
    }
}
