using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SendApi.Connectors.Waha;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;

namespace SendApi.Tests.Connectors.Waha;

/// <summary>Content on the gateway's wire: what it is asked to send, and what its calls bring, in the shapes that its documentation shows.</summary>
public sealed class WahaContentTests
{
    private const string Session = "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M", From = "\"id\": \"false_447700900100@c.us_3EB0CD\", \"from\": \"447700900100@c.us\", \"fromMe\": false";

    private static readonly OptionList Sizes = new("Sizes", [new(null, [new("s", "Small", "Up to 1 kg")])]);

    public static TheoryData<string, string, string> Sends() => new()
    {
        { "location", "api/sendLocation", """{"latitude":51.4769,"longitude":-0.0005,"title":"Observatory"}""" },
        { "poll", "api/sendPoll", """{"poll":{"name":"Lunch?","options":["Soup","Rice"],"multipleAnswers":true}}""" },
        { "buttons", "api/sendButtons", """{"header":"Delivery","body":"Which day?","buttons":[{"type":"reply","id":"mon","text":"Monday"}]}""" },
        { "list", "api/sendList", """{"message":{"title":"Which size?","footer":"Soon","button":"Sizes","sections":[{"title":"Sizes","rows":[{"title":"Small","description":"Up to 1 kg","rowId":"s"}]}]}}""" },
        { "image", "api/sendImage", """{"file":{"mimetype":"image/png","data":"AQI="},"caption":"Yours"}""" },
        { "voice", "api/sendVoice", """{"file":{"mimetype":"audio/ogg; codecs=opus","data":"AQI="},"convert":false}""" },
        { "sound", "api/sendFile", """{"file":{"mimetype":"audio/mpeg","data":"AQI="},"convert":false}""" },
        { "document", "api/sendFile", """{"file":{"mimetype":"application/pdf","filename":"paper.pdf","data":"AQI="}}""" },
    };

    [Theory, MemberData(nameof(Sends))]
    public void A_send_has_the_shape_of_its_operation(string which, string path, string body)
    {
        var request = WahaBodies.Of(Session, Submission(which), [1, 2])!;

        Assert.Equal((HttpMethod.Post, path), (request.Method, request.Path));
        Assert.Equal($$"""{"session":"{{Session}}","chatId":"447700900100@c.us",{{body[1..]}}""", Encoding.UTF8.GetString(request.Body));
    }

    [Theory, InlineData(true, "true_447700900100@c.us_3EB0AB"), InlineData(false, "false_447700900100@c.us_3EB0AB")]
    public void A_reaction_names_its_message_with_whose_it_is_and_the_chat(bool isOurs, string id)
    {
        var request = WahaBodies.Of(Session, Of(new WhatsAppContent.Reaction("3EB0AB", "👍", null, isOurs)), [])!;

        var body = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal((HttpMethod.Put, "api/reaction", id, "👍"), (request.Method, request.Path, body.GetProperty("messageId").GetString(), body.GetProperty("reaction").GetString()));
    }

    [Fact]
    public void A_person_becomes_a_vCard_whose_texts_are_escaped_and_comes_back_as_the_same()
    {
        var card = new ContactCard("Grace; Hopper, Admiral\\", ["+447700900199", "+447700900198"], "Navy\nYard", "grace@example.com");

        var text = VCard.Write(card);

        Assert.Equal("""
            BEGIN:VCARD
            VERSION:3.0
            N:;Grace\; Hopper\, Admiral\\;;;
            FN:Grace\; Hopper\, Admiral\\
            ORG:Navy\nYard
            TEL;TYPE=CELL;waid=447700900199:+447700900199
            TEL;TYPE=CELL;waid=447700900198:+447700900198
            EMAIL;TYPE=INTERNET:grace@example.com
            END:VCARD

            """.ReplaceLineEndings("\r\n"), text);
        Assert.Equivalent(card, VCard.Read(text));
        Assert.Equivalent(new ContactCard("+44 7700 900199", ["+44 7700 900199"], null, null), VCard.Read("BEGIN:VCARD\nVERSION:3.0\nitem1.TEL;waid=447700900199:+44 7700\n  900199\nEND:VCARD"));
    }

    [Fact]
    public void A_file_comes_with_where_it_is()
    {
        var received = Received($$"""{"event": "message", "session": "sess_1", "payload": { {{From}}, "body": "Yours?", "hasMedia": true, "media": {"url": "http://localhost:3000/api/files/x.jpeg", "mimetype": "image/jpeg", "filename": null} } }""");

        Assert.Equal(new WhatsAppContent.Media(ContentKind.Image, new("", "image/jpeg", null, 0), "Yours?"), received.Content);
        Assert.Equal("http://localhost:3000/api/files/x.jpeg", received.MediaReference);
    }

    [Theory]
    [InlineData("\"hasMedia\": true, \"media\": {\"url\": \"http://x/1.oga\", \"mimetype\": \"audio/ogg; codecs=opus\"}", ContentKind.Audio), InlineData("\"hasMedia\": true, \"media\": {\"url\": \"http://x/1.pdf\", \"mimetype\": \"application/pdf\", \"filename\": \"a.pdf\"}", ContentKind.Document)]
    [InlineData("\"hasMedia\": true, \"media\": null", ContentKind.Document), InlineData("\"hasMedia\": false, \"location\": {\"latitude\": \"51.4\", \"longitude\": \"-0.5\", \"description\": \"Here\"}", ContentKind.Location)]
    [InlineData("\"hasMedia\": false, \"vCards\": [\"BEGIN:VCARD\\nFN:Grace\\nEND:VCARD\"]", ContentKind.Contact), InlineData("\"hasMedia\": false, \"body\": \"Hello\", \"vCards\": [], \"location\": null", ContentKind.Text)]
    [InlineData("\"body\": \"Monday\", \"_data\": {\"type\": \"buttons_response\", \"selectedButtonId\": \"mon\"}", ContentKind.Choice), InlineData("\"body\": \"Small\", \"_data\": {\"message\": {\"listResponseMessage\": {\"title\": \"Small\", \"singleSelectReply\": {\"selectedRowId\": \"s\"} } } }", ContentKind.Choice)]
    [InlineData("\"body\": \"\", \"_data\": {\"type\": \"sticker_pack\"}", ContentKind.Other), InlineData("\"body\": null", ContentKind.Other)]
    public void Each_kind_is_understood(string payload, ContentKind kind) =>
        Assert.Equal(kind, Received($$"""{"event": "message", "session": "sess_1", "payload": { {{From}}, {{payload}} } }""").Content.Kind);

    [Fact]
    public void Reactions_and_votes_name_the_message_that_they_are_about()
    {
        var reaction = Received($$"""{"event": "message.reaction", "session": "sess_1", "payload": { {{From}}, "reaction": {"text": "🙏", "messageId": "true_447700900100@c.us_3EB0AB"} } }""");
        Assert.Equal((new WhatsAppContent.Reaction("3EB0AB", "🙏"), "3EB0AB"), (reaction.Content, reaction.About));

        var vote = Received($$"""{"event": "poll.vote", "session": "sess_1", "payload": {"vote": { {{From}}, "selectedOptions": ["Soup", "Rice"]}, "poll": {"id": "true_447700900100@c.us_3EB0EF"} } }""");
        Assert.Equal((new WhatsAppContent.Choice("Soup\nRice", "Soup\nRice"), "3EB0EF"), (vote.Content, vote.About));
    }

    private static WhatsAppSubmission Submission(string which) => Of(which switch
    {
        "location" => new WhatsAppContent.Location(51.4769, -0.0005, "Observatory", null),
        "poll" => new WhatsAppContent.Poll("Lunch?", ["Soup", "Rice"], 2),
        "buttons" => new WhatsAppContent.Interactive("Which day?", "Delivery", null, [new("mon", "Monday")], null),
        "list" => new WhatsAppContent.Interactive("Which size?", null, "Soon", [], Sizes),
        "image" => new WhatsAppContent.Media(ContentKind.Image, new("med_1", "image/png", null, 2), "Yours"),
        "voice" => new WhatsAppContent.Media(ContentKind.Audio, new("med_1", "audio/ogg", null, 2), null),
        "sound" => new WhatsAppContent.Media(ContentKind.Audio, new("med_1", "audio/mpeg", null, 2), null),
        _ => new WhatsAppContent.Media(ContentKind.Document, new("med_1", "application/pdf", "paper.pdf", 2), null),
    });

    private static WhatsAppSubmission Of(WhatsAppContent content) => new("msg_1", PhoneNumber.Trusted("+447700900100"), content, TestApp.Start);

    private static GatewayNews.Received Received(string body)
    {
        var headers = new Dictionary<string, string> { ["X-Webhook-Hmac"] = Convert.ToHexStringLower(HMACSHA512.HashData("key"u8, Encoding.UTF8.GetBytes(body))) };
        return Assert.IsType<GatewayNews.Received>(Assert.Single(Assert.IsType<GatewayReading.Heard>(WahaHooks.Read("waha", "key", headers, Encoding.UTF8.GetBytes(body))).News));
    }
}
