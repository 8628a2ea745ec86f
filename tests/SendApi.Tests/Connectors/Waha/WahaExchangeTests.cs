using Microsoft.AspNetCore.Http;
using SendApi.Connectors.Waha;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;

namespace SendApi.Tests.Connectors.Waha;

/// <summary>What travelled between us and the gateway of linked phones, without its key, the recipient and the words.</summary>
public sealed class WahaExchangeTests
{
    private const string Session = "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M";

    [Fact]
    public async Task A_message_shows_its_form_and_the_answer()
    {
        var exchange = await Sent(new WhatsAppContent.Text("Your code is 480915"), """{"id": {"_serialized": "true_447700900100@c.us_3EB0", "id": "3EB0"}, "body": "Your code is 480915", "to": "447700900100@c.us"}""");

        Assert.EndsWith($$"""/api/sendText{{'\n'}}content-type: application/json{{"\n\n"}}{"session":"{{Session}}","chatId":"(recipient)@c.us","text":"(words)"}""", exchange.Sent, StringComparison.Ordinal);
        Assert.Equal("""HTTP 201{"id":{"_serialized":"true_(recipient)@c.us_3EB0","id":"3EB0"},"body":"(words)","to":"(recipient)@c.us"}""", exchange.Received!.Replace("\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_visiting_card_is_taken_out_whole()
    {
        var exchange = await Sent(new WhatsAppContent.Contact([new("Bo", ["+447700900102"], "IBM", null)]), """{"id": "3EB0"}""");

        foreach (var gone in new[] { "\"Bo\"", "IBM", "900102", "VCARD" })
            Assert.DoesNotContain(gone, exchange.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_refuses_shows_its_words_and_not_its_key()
    {
        var exchange = await Sent(new WhatsAppContent.Text("Hello"), """{"message": "Session is not ready", "key": "gateway-key"}""", 422);

        Assert.Equal("""HTTP 422{"message":"Session is not ready","key":"(secret)"}""", exchange.Received!.Replace("\n", "", StringComparison.Ordinal));
    }

    private static async Task<Exchange> Sent(WhatsAppContent content, string answer, int status = 201)
    {
        await using var host = await Loopback.Host(async http =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(answer);
        });
        using var gateway = new WahaGateway(new("waha", new Uri(host.Urls.First()), "gateway-key", null), TimeProvider.System);

        return Assert.Single((await gateway.Send(Session, new("msg_1", PhoneNumber.Trusted("+447700900100"), content, TestApp.Start), default)).Exchanges);
    }
}
