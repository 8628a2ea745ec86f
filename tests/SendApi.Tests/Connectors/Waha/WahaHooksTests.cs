using System.Security.Cryptography;
using System.Text;
using SendApi.Connectors.Waha;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;

namespace SendApi.Tests.Connectors.Waha;

/// <summary>Calls of a WAHA gateway in the shapes that its documentation shows.</summary>
public sealed class WahaHooksTests
{
    private const string Key = "a key";

    [Theory]
    [InlineData("-1", ReceiptState.Undelivered), InlineData("1", ReceiptState.Underway), InlineData("2", ReceiptState.Delivered), InlineData("3", ReceiptState.Read), InlineData("4", ReceiptState.Read)]
    public void An_ack_is_a_receipt_under_the_id_that_the_send_answered(string ack, ReceiptState state)
    {
        var news = News($$"""{"event": "message.ack", "session": "sess_1", "payload": {"id": "true_447700900100@c.us_3EB0AB", "from": "447700900100@c.us", "fromMe": true, "ack": {{ack}}, "ackName": "WORD"} }""");

        var told = Assert.IsType<GatewayNews.Told>(news);
        Assert.Equal(("sess_1", new Receipt("waha", "3EB0AB", state, null, null, "WORD")), (told.Session, Bare.Of(told.Receipt)));
        Assert.Equal($"message.ack\nid=3EB0AB\nack={ack}\nackName=WORD", told.Receipt.Exchange!.Received);
    }

    [Fact]
    public void A_message_of_a_person_is_taken_and_one_of_a_group_or_our_own_is_not()
    {
        Assert.Equal(new GatewayNews.Received("sess_1", "3EB0CD", "+447700900100", new WhatsAppContent.Text("Hello")),
            News("""{"event": "message", "session": "sess_1", "payload": {"id": "false_447700900100@c.us_3EB0CD", "timestamp": 1741530600, "from": "447700900100@c.us", "fromMe": false, "body": "Hello"}}"""));
        Assert.Null(News("""{"event": "message", "session": "sess_1", "payload": {"id": "false_1234@g.us_3EB0CD", "from": "1234-5678@g.us", "fromMe": false, "body": "Hello"}}"""));
        Assert.Null(News("""{"event": "message", "session": "sess_1", "payload": {"id": "true_447700900100@c.us_3EB0CD", "from": "447700900100@c.us", "fromMe": true, "body": "Hello"}}"""));
    }

    [Fact]
    public void A_change_of_state_names_its_session_alone() => Assert.Equal(new GatewayNews.Changed("sess_1"),
        News("""{"event": "session.status", "session": "sess_1", "me": {"id": "447700900042@c.us"}, "payload": {"name": "sess_1", "status": "WORKING"}}"""));

    [Fact]
    public void An_event_that_nobody_asked_for_is_no_news() => Assert.Null(News("""{"event": "presence.update", "session": "sess_1", "payload": {}}"""));

    [Theory]
    [InlineData("{"), InlineData("""{"event": "message"}"""), InlineData("""{"event": "message.ack", "session": "sess_1", "payload": {"ack": 2}}"""),
     InlineData("""{"event": "message.ack", "session": "sess_1", "payload": {"id": "x", "ack": 9}}"""), InlineData("""{"event": "message", "session": "sess_1", "payload": {"from": "447700900100@c.us"}}""")]
    public void What_cannot_be_understood_is_said_to_be_so(string body) => Assert.IsType<GatewayReading.Unreadable>(Read(body, Sign(body)));

    [Fact]
    public void Nothing_is_believed_without_the_signature_of_the_very_body()
    {
        const string body = """{"event": "session.status", "session": "sess_1", "payload": {}}""";

        Assert.IsType<GatewayReading.Forged>(Read(body, null));
        Assert.IsType<GatewayReading.Forged>(Read(body, "00"));
        Assert.IsType<GatewayReading.Forged>(Read(body, Sign(body + " ")));
    }

    private static GatewayNews? News(string body) => Assert.IsType<GatewayReading.Heard>(Read(body, Sign(body))).News.SingleOrDefault();

    private static GatewayReading Read(string body, string? signature) => WahaHooks.Read(
        "waha", Key, signature is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["X-Webhook-Hmac"] = signature }, Encoding.UTF8.GetBytes(body));

    private static string Sign(string body) => Convert.ToHexStringLower(HMACSHA512.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(body)));
}
