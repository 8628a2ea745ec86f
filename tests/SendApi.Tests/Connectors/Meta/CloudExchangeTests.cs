using SendApi.Connectors.Http;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;

namespace SendApi.Tests.Connectors.Meta;

/// <summary>What travelled between us and Meta for a message, without the token, the recipient and whatever the message holds.</summary>
public sealed class CloudExchangeTests
{
    private const string Taken = """{"messaging_product": "whatsapp", "contacts": [{"input": "447700900100", "wa_id": "447700900100"}], "messages": [{"id": "wamid.HBgL"}]}""";

    public static TheoryData<WhatsAppContent, string> Contents => CloudSendTests.Contents;

    [Theory, MemberData(nameof(Contents))]
    public async Task No_kind_of_content_shows_what_it_holds(WhatsAppContent content, string form)
    {
        await using var host = await GraphHost.Start(200, Taken);

        var exchange = Assert.Single((await host.Gateway.Send(GraphHost.Session, Message(content), default)).Exchanges);

        Assert.NotEmpty(form);
        Assert.StartsWith($"POST {host.Url}/v23.0/{GraphHost.Number}/messages\ncontent-type: application/json\n\n{{\"messaging_product\":\"whatsapp\"", exchange.Sent, StringComparison.Ordinal);
        Assert.Equal("""HTTP 200{"messaging_product":"whatsapp","contacts":[{"input":"(recipient)","wa_id":"(recipient)"}],"messages":[{"id":"wamid.HBgL"}]}""", exchange.Received!.Replace("\n", "", StringComparison.Ordinal));
        foreach (var gone in ContentWords.Of(content).Where(w => w.Length > 1).Append("447700900100").Append(GraphHost.Token))
            Assert.DoesNotContain($"\"{gone}\"", exchange.Sent!.Replace("\"text\":", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_and_the_message_with_it_are_two_exchanges()
    {
        await using var host = await GraphHost.Start(line => (200, line.EndsWith("/media", StringComparison.Ordinal) ? """{"id": "1234567890"}""" : Taken), media: (_, _) => Task.FromResult<Stream?>(new MemoryStream([1, 2, 3])));

        var exchanges = (await host.Gateway.Send(GraphHost.Session, Message(new WhatsAppContent.Media(ContentKind.Image, new("file_1", "image/jpeg", null, 3), "A secret place")), default)).Exchanges;

        Assert.Equal(2, exchanges.Count);
        Assert.EndsWith("(a file of 3 bytes)", exchanges[0].Sent, StringComparison.Ordinal);
        Assert.Contains("\"caption\":\"(words)\"", exchanges[1].Sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_refused_shows_why()
    {
        await using var host = await GraphHost.Start(400, """{"error": {"message": "(#100) Param file must be a file", "code": 100}}""", media: (_, _) => Task.FromResult<Stream?>(new MemoryStream([1, 2, 3])));

        var exchange = Assert.Single((await host.Gateway.Send(GraphHost.Session, Message(new WhatsAppContent.Media(ContentKind.Image, new("file_1", "image/jpeg", null, 3), null)), default)).Exchanges);

        Assert.StartsWith("HTTP 400\n\n", exchange.Received, StringComparison.Ordinal);
        Assert.Contains("must be a file", exchange.Received, StringComparison.Ordinal);
    }

    private static WhatsAppSubmission Message(WhatsAppContent content) => new("msg_1", PhoneNumber.Trusted("+447700900100"), content, TestApp.Start);
}
