using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SendApi.Connectors.Http;
using SendApi.Connectors.Infobip;
using SendApi.Core.Sending;
using SendApi.Tests.Connectors.Http;
using SendApi.Tests.Connectors.Smpp;
using SendApi.Tests.Outbound;

namespace SendApi.Tests.Connectors.Infobip;

/// <summary>Exchanges in the form of Infobip's documentation, with made-up accounts and numbers.</summary>
public sealed class InfobipTests
{
    private const string Secret = "a-long-secret-of-ours";

    [Fact]
    public async Task A_text_is_one_message_with_where_to_report()
    {
        var clock = new FakeTimeProvider();
        await using var infobip = new Receiver(Recorded.Answer(200, """
            {"bulkId": "2034072219640523072", "messages": [{"messageId": "2250be2d4219-3af1-78856-aabe-1362af1edfd2",
              "status": {"groupId": 1, "groupName": "PENDING", "id": 26, "name": "PENDING_ACCEPTED", "description": "Message sent to next instance"}, "destination": "447700900000"}]}
            """));
        await using var sender = Recorded.Sender(InfobipConnector.Kind, Settings($"http://127.0.0.1:{infobip.Port}"), clock);

        var outcome = await sender.Send(Given.Message("Say \"hi\"", from: "+447700900999", validUntil: clock.GetUtcNow().AddMinutes(10)), default).Soon();

        Assert.Equal("accepted 2250be2d4219-3af1-78856-aabe-1362af1edfd2", Recorded.Line(outcome));
        var request = Assert.Single(infobip.Requests);
        Assert.StartsWith("POST /sms/3/messages HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Authorization: App api-key\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("""
            {"messages":[{"sender":"447700900999","destinations":[{"to":"447700900000"}],"content":{"text":"Say \u0022hi\u0022"},"options":{"validityPeriod":{"amount":10,"timeUnit":"MINUTES"}},"webhooks":{"delivery":{"url":"https://sms.example.com/callbacks/infobip/main/receipts/a-long-secret-of-ours"},"contentType":"application/json","callbackData":"sms_1"}}]}
            """, request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, """{"messages": [{"messageId": "1", "status": {"groupId": 5, "groupName": "REJECTED", "id": 12, "name": "REJECTED_NOT_ENOUGH_CREDITS", "description": "Not enough credits"}}]}""", "rejected REJECTED_NOT_ENOUGH_CREDITS")]
    [InlineData(200, """{"messages": [{"messageId": "1", "status": {"groupName": "NEW"}}]}""", "unknown")]
    [InlineData(400, """{"errorCode": "E400", "description": "Request cannot be processed.", "violations": []}""", "rejected E400")]
    [InlineData(401, """{"requestError": {"serviceException": {"messageId": "UNAUTHORIZED", "text": "Invalid login details"}}}""", "later")]
    [InlineData(429, """{"errorCode": "E429"}""", "later 1")]
    [InlineData(500, """{"errorCode": "E500"}""", "unknown")]
    public async Task The_status_group_decides(int status, string body, string expected) =>
        Assert.Equal(expected, Recorded.Line((await Recorded.Exchange(InfobipConnector.Kind, url => Settings(url), Recorded.Answer(status, body))).Outcome));

    [Fact]
    public async Task The_balance_is_asked_for_and_nothing_is_sent()
    {
        await using var infobip = new Receiver(Recorded.Answer(200, """{"balance": 47.79134, "currency": "EUR"}"""));

        Assert.Equal((true, "Infobip knows the account; its balance is 47.79134 EUR."), await HttpProbe.Run(InfobipConnector.Kind.Read(Settings($"http://127.0.0.1:{infobip.Port}")), Recorded.Around(), TestContext.Current.CancellationToken).Soon());
        Assert.StartsWith("GET /account/1/balance HTTP/1.1\r\n", Assert.Single(infobip.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_receipts_come_in_one_call_and_what_the_operator_has_is_not_delivered_yet()
    {
        const string body = """
            {"results": [
              {"bulkId": "B", "messageId": "m1", "to": "447700900000", "doneAt": "2019-11-09T16:00:00.000+0000", "smsCount": 1,
               "status": {"groupId": 3, "groupName": "DELIVERED", "id": 5, "name": "DELIVERED_TO_HANDSET"}, "error": {"groupId": 0, "groupName": "OK", "id": 0, "name": "NO_ERROR"}},
              {"messageId": "m2", "status": {"groupName": "DELIVERED", "id": 2, "name": "DELIVERED_TO_OPERATOR"}},
              {"messageId": "m3", "status": {"groupName": "UNDELIVERABLE", "name": "UNDELIVERABLE_NOT_DELIVERED"}, "error": {"id": 27, "name": "EC_ABSENT_SUBSCRIBER"}}]}
            """;

        var heard = Assert.IsType<CallbackReading.Heard>(Read(Settings("https://x.example"), Recorded.Call(body, secret: Secret)));

        Assert.Equal([("m1", ReceiptState.Delivered, null), ("m2", ReceiptState.Underway, null), ("m3", ReceiptState.Undelivered, "27")],
            heard.Receipts.Select(r => (r.ProviderId, r.State, r.ErrorCode)));
    }

    [Fact]
    public void An_inbound_text_is_read_whole_with_its_keyword()
    {
        const string body = """{"results": [{"messageId": "817790313235066447", "from": "447700900001", "to": "447700900999", "text": "STOP please", "cleanText": "please", "keyword": "STOP", "smsCount": 1}], "messageCount": 1, "pendingMessageCount": 0}""";

        var heard = Assert.IsType<CallbackReading.Heard>(Read(Settings("https://x.example"), Recorded.Call(body, CallbackTopic.Inbound, Secret)));

        Assert.Equal(new InboundText("main", "817790313235066447", "447700900001", "447700900999", "STOP please", null), Assert.Single(heard.Texts));
    }

    [Fact]
    public void A_call_is_believed_by_its_secret_its_password_or_its_signature()
    {
        const string body = """{"results": []}""";
        var signed = Settings("https://x.example", ("signature_header", "X-Signature"));
        var hash = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body)));
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"infobip:{Secret}"));

        Assert.IsType<CallbackReading.Heard>(Read(Settings("https://x.example"), Recorded.Call(body, secret: Secret)));
        Assert.IsType<CallbackReading.Heard>(Read(Settings("https://x.example"), Recorded.Call(body, headers: ("Authorization", basic))));
        Assert.IsType<CallbackReading.Heard>(Read(signed, Recorded.Call(body, headers: ("X-Signature", hash))));
        Assert.IsType<CallbackReading.Forged>(Read(Settings("https://x.example"), Recorded.Call(body)));
        Assert.IsType<CallbackReading.Forged>(Read(Settings("https://x.example"), Recorded.Call(body, secret: "a-long-secret-of-theirs")));
        Assert.IsType<CallbackReading.Forged>(Read(signed, Recorded.Call(body + " ", headers: ("X-Signature", hash))));
        Assert.IsType<CallbackReading.Forged>(Read(signed, Recorded.Call(body, secret: Secret)));
        Assert.IsType<CallbackReading.Unreadable>(Read(Settings("https://x.example"), Recorded.Call("results", secret: Secret)));
    }

    private static CallbackReading Read(Dictionary<string, string> settings, CallbackCall call) => InfobipConnector.Kind.ReadCallback("main", settings, call);

    private static Dictionary<string, string> Settings(string url, params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string> { ["base_url"] = url, ["api_key"] = "api-key", ["callback_secret"] = Secret };
        foreach (var (name, value) in more)
            settings[name] = value;
        return settings;
    }
}
