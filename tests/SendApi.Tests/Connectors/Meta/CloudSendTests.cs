using System.Text;
using System.Text.Json.Nodes;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;
using SendApi.Tests.Connectors.Http;

namespace SendApi.Tests.Connectors.Meta;

/// <summary>Messages to Meta's Cloud API as they are on the wire, and what its answers make of them.</summary>
public sealed class CloudSendTests
{
    private const string Taken = """{"messaging_product": "whatsapp", "contacts": [{"input": "447700900100", "wa_id": "447700900100"}], "messages": [{"id": "wamid.HBgL"}]}""";

    public static TheoryData<WhatsAppContent, string> Contents => new()
    {
        { new WhatsAppContent.Text("Hello 😀"), """{"type": "text", "text": {"body": "Hello 😀"}}""" },
        { new WhatsAppContent.Location(51.5, -0.12, "Office", "1 Main Street"), """{"type": "location", "location": {"latitude": 51.5, "longitude": -0.12, "name": "Office", "address": "1 Main Street"}}""" },
        { new WhatsAppContent.Location(51.5, -0.12, null, null), """{"type": "location", "location": {"latitude": 51.5, "longitude": -0.12}}""" },
        {
            new WhatsAppContent.Contact([new("Ada Lovelace", ["+447700900101"], "Engines", "ada@example.com"), new("Bo", ["+447700900102"], null, null)]),
            """
            {"type": "contacts", "contacts": [
              {"name": {"formatted_name": "Ada Lovelace", "first_name": "Ada Lovelace"}, "phones": [{"phone": "+447700900101"}], "org": {"company": "Engines"}, "emails": [{"email": "ada@example.com"}]},
              {"name": {"formatted_name": "Bo", "first_name": "Bo"}, "phones": [{"phone": "+447700900102"}]}]}
            """
        },
        {
            new WhatsAppContent.Template("parcel", "en_GB", """[{"type": "body", "parameters": [{"type": "text", "text": "Ada"}]}]"""),
            """{"type": "template", "template": {"name": "parcel", "language": {"code": "en_GB"}, "components": [{"type": "body", "parameters": [{"type": "text", "text": "Ada"}]}]}}"""
        },
        {
            new WhatsAppContent.Interactive("Shall we come?", "Visit", "Answer soon", [new("yes", "Yes"), new("no", "No")], null),
            """
            {"type": "interactive", "interactive": {"type": "button", "header": {"type": "text", "text": "Visit"}, "body": {"text": "Shall we come?"}, "footer": {"text": "Answer soon"},
              "action": {"buttons": [{"type": "reply", "reply": {"id": "yes", "title": "Yes"}}, {"type": "reply", "reply": {"id": "no", "title": "No"}}]}}}
            """
        },
        {
            new WhatsAppContent.Interactive("When?", null, null, [], new("Choose", [new("Days", [new("mon", "Monday", "In the morning"), new("tue", "Tuesday")])])),
            """
            {"type": "interactive", "interactive": {"type": "list", "body": {"text": "When?"},
              "action": {"button": "Choose", "sections": [{"title": "Days", "rows": [{"id": "mon", "title": "Monday", "description": "In the morning"}, {"id": "tue", "title": "Tuesday"}]}]}}}
            """
        },
        { new WhatsAppContent.Reaction("wamid.A", "👍"), """{"type": "reaction", "reaction": {"message_id": "wamid.A", "emoji": "👍"}}""" },
        { new WhatsAppContent.Reaction("wamid.A", ""), """{"type": "reaction", "reaction": {"message_id": "wamid.A", "emoji": ""}}""" },
    };

    [Theory, MemberData(nameof(Contents))]
    public async Task Each_kind_of_content_has_its_form(WhatsAppContent content, string form)
    {
        await using var host = await GraphHost.Start(200, Taken);

        var outcome = await host.Gateway.Send(GraphHost.Session, Message(content), default);

        Assert.Equal(["wamid.HBgL"], Assert.IsType<SendOutcome.Accepted>(outcome).ProviderIds);
        var request = Assert.Single(host.Requests);
        Assert.Equal("POST /v23.0/106540352242922/messages", request.Line);
        Assert.Equal("Bearer EAAJB-a-token", request.Bearer);
        var expected = JsonNode.Parse(form)!.AsObject();
        foreach (var (name, value) in new[] { ("messaging_product", "whatsapp"), ("recipient_type", "individual"), ("to", "447700900100"), ("biz_opaque_callback_data", "msg_1") })
            expected[name] = value;
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(request.Text)), request.Text);
    }

    [Theory]
    [InlineData(ContentKind.Image, "image", "image/jpeg", """{"id": "1234567890", "caption": "A parcel"}""")]
    [InlineData(ContentKind.Video, "video", "video/mp4", """{"id": "1234567890", "caption": "A parcel"}""")]
    [InlineData(ContentKind.Document, "document", "application/pdf", """{"id": "1234567890", "caption": "A parcel", "filename": "Invoice \"7\".pdf"}""")]
    public async Task A_file_is_handed_up_and_sent_by_its_id(ContentKind kind, string type, string contentType, string form)
    {
        var bytes = Enumerable.Range(0, 200_000).Select(i => (byte)i).ToArray();
        await using var host = await GraphHost.Start(line => (200, line.EndsWith("/media", StringComparison.Ordinal) ? """{"id": "1234567890"}""" : Taken), media: File("file_1", bytes));

        Assert.IsType<SendOutcome.Accepted>(await host.Gateway.Send(GraphHost.Session, Message(new WhatsAppContent.Media(kind, new("file_1", contentType, "Invoice \"7\".pdf", bytes.Length), "A parcel")), default));

        Assert.Equal(["POST /v23.0/106540352242922/media", "POST /v23.0/106540352242922/messages"], host.Requests.Select(r => r.Line));
        var (upload, message) = (host.Requests.First(), JsonNode.Parse(host.Requests.Last().Text)!);
        var parts = Parts(upload);
        Assert.Equal([("messaging_product", "whatsapp"), ("type", contentType)], parts.Take(2).Select(p => (p.Name, Encoding.UTF8.GetString(p.Body))));
        Assert.Equal("file", parts[2].Name);
        Assert.Contains($"Content-Type: {contentType}", parts[2].Head, StringComparison.Ordinal);
        Assert.Equal(bytes, parts[2].Body);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(form), message[type]), message.ToJsonString());
    }

    [Fact]
    public async Task A_file_that_could_not_be_handed_up_is_tried_again_and_one_that_is_refused_is_not()
    {
        async Task<SendOutcome> Sent(int status, string body)
        {
            await using var host = await GraphHost.Start(status, body, media: File("file_1", [1, 2, 3]));
            var outcome = await host.Gateway.Send(GraphHost.Session, Picture("file_1"), default);
            Assert.Equal("POST /v23.0/106540352242922/media", Assert.Single(host.Requests).Line);
            return outcome;
        }

        Assert.IsType<SendOutcome.TryLater>(await Sent(500, """{"error": {"message": "An unknown error has occurred.", "code": 1}}"""));
        Assert.IsType<SendOutcome.TryLater>(await Sent(502, "<html>"));
        Assert.IsType<SendOutcome.TryLater>(await Sent(GraphHost.Cut, ""));
        Assert.IsType<SendOutcome.TryLater>(await Sent(200, "{}"));
        Assert.Equal("rejected 100", Recorded.Line(await Sent(400, """{"error": {"message": "(#100) Param file must be a file of one of the following types", "code": 100}}""")));
    }

    [Theory]
    [InlineData("file_2", "later"), InlineData("", "rejected media")]
    public async Task A_file_that_another_node_may_have_is_waited_for_and_one_that_was_never_kept_is_refused(string id, string outcome)
    {
        await using var host = await GraphHost.Start(200, Taken, media: File("file_1", [1]));

        Assert.Equal(outcome, Recorded.Line(await host.Gateway.Send(GraphHost.Session, Picture(id), default)));
        Assert.Empty(host.Requests);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_now_is_tried_again_and_an_empty_one_is_refused()
    {
        await using var host = await GraphHost.Start(200, Taken, media: (id, _) => id == "file_1" ? throw new IOException("The disk is away.") : Task.FromResult<Stream?>(new MemoryStream()));

        Assert.IsType<SendOutcome.TryLater>(await host.Gateway.Send(GraphHost.Session, Picture("file_1"), default));
        Assert.Equal("rejected media", Recorded.Line(await host.Gateway.Send(GraphHost.Session, Picture("file_2"), default)));
        Assert.Empty(host.Requests);
    }

    public static TheoryData<WhatsAppContent> Impossible =>
    [
        new WhatsAppContent.Poll("Where?", ["Here", "There"], 1),
        new WhatsAppContent.Choice("yes", "Yes"),
        new WhatsAppContent.Other("order"),
        new WhatsAppContent.Template("parcel", "en", "{}"),
        new WhatsAppContent.Template("parcel", "en", "[{"),
        new WhatsAppContent.Media(ContentKind.Audio, new("file_1", "audio/ogg", null, 1), "Words"),
    ];

    [Theory, MemberData(nameof(Impossible))]
    public async Task What_Meta_has_no_form_for_is_refused_without_asking(WhatsAppContent content)
    {
        await using var host = await GraphHost.Start(200, Taken);

        Assert.Equal("rejected content", Recorded.Line(await host.Gateway.Send(GraphHost.Session, Message(content), default)));
        Assert.Empty(host.Requests);
    }

    [Theory]
    [InlineData(200, "{}", "unknown")]
    [InlineData(200, """{"messages": [{"id": "wam""", "unknown")]
    [InlineData(400, """{"error": {"message": "(#131030) Recipient phone number not in allowed list", "code": 131030}}""", "rejected 131030")]
    [InlineData(400, """{"error": {"message": "(#131047) Re-engagement message", "code": 131047}}""", "rejected 131047")]
    [InlineData(400, """{"error": {"message": "(#130429) Rate limit hit", "code": 130429}}""", "later 5")]
    [InlineData(400, """{"error": {"message": "(#131056) (Business Account, Consumer Account) pair rate limit hit", "code": 131056}}""", "later 60")]
    [InlineData(400, """{"error": {"message": "(#131048) Spam rate limit hit", "code": 131048}}""", "later 3600")]
    [InlineData(400, """{"error": {"message": "(#80007) Rate limit issues", "code": 80007}}""", "later 60")]
    [InlineData(400, """{"error": {"message": "(#100) Invalid parameter", "code": 100}}""", "rejected 100")]
    [InlineData(404, """{"error": {"message": "(#132001) Template name does not exist in the translation", "code": 132001}}""", "rejected 132001")]
    [InlineData(403, """{"error": {"message": "(#131031) Account has been locked", "code": 131031}}""", "later 300")]
    [InlineData(403, """{"error": {"message": "(#200) Permission", "code": 200}}""", "later 300")]
    [InlineData(403, """{"error": {"message": "(#299) Permission", "code": 299}}""", "later 300")]
    [InlineData(401, """{"error": {"message": "Malformed access token EAAJB-a-token", "code": 190}}""", "later 300")]
    [InlineData(500, """{"error": {"message": "(#131016) Service unavailable", "code": 131016}}""", "later 30")]
    [InlineData(503, """{"error": {"message": "(#2) Service temporarily unavailable", "code": 2}}""", "later 30")]
    [InlineData(500, """{"error": {"message": "(#131000) Something went wrong", "code": 131000}}""", "unknown")]
    [InlineData(400, """{"error": {"message": "(#1) API unknown", "code": 1}}""", "unknown")]
    [InlineData(400, """{"error": {"message": "Nobody has written of this one", "code": 987654}}""", "rejected 987654")]
    [InlineData(500, """{"error": {"message": "Nobody has written of this one", "code": 987654}}""", "unknown")]
    [InlineData(502, "<html>", "unknown")]
    [InlineData(429, "", "later 1")]
    [InlineData(301, "", "unknown")]
    [InlineData(GraphHost.Cut, "", "unknown")]
    public async Task What_Meta_answers_decides_what_became_of_a_message(int status, string body, string becomes)
    {
        await using var host = await GraphHost.Start(status, body);

        var outcome = await host.Gateway.Send(GraphHost.Session, Message(new WhatsAppContent.Text("Hello")), default);

        Assert.Equal(becomes, Recorded.Line(outcome));
        Assert.DoesNotContain(GraphHost.Token, outcome.ToString(), StringComparison.Ordinal);
        Assert.Single(host.Requests);
    }

    [Fact]
    public async Task A_token_that_Meta_repeats_reaches_nobody()
    {
        const string body = """{"error": {"message": "Bad token EAAJB-a-token", "code": 987654, "error_data": {"details": "The token EAAJB-a-token is odd"}}}""";
        await using var host = await GraphHost.Start(400, body);

        Assert.DoesNotContain(GraphHost.Token, (await host.Gateway.Send(GraphHost.Session, Message(new WhatsAppContent.Text("Hello")), default)).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(GraphHost.Token, (await Assert.ThrowsAsync<GatewayFault>(() => host.Gateway.Look(GraphHost.Session, default))).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(GraphHost.Token, (await Assert.ThrowsAsync<GatewayFault>(() => host.Gateway.MarkRead(GraphHost.Session, PhoneNumber.Trusted("+447700900100"), "wamid.A", default))).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_read_is_said_to_have_been_read()
    {
        await using var host = await GraphHost.Start(200, """{"success": true}""");

        await host.Gateway.MarkRead(GraphHost.Session, PhoneNumber.Trusted("+447700900100"), "wamid.A", default);

        var request = Assert.Single(host.Requests);
        Assert.Equal(("POST /v23.0/106540352242922/messages", """{"messaging_product":"whatsapp","status":"read","message_id":"wamid.A"}"""), (request.Line, request.Text));
    }

    private static WhatsAppSubmission Message(WhatsAppContent content) => new("msg_1", PhoneNumber.Trusted("+447700900100"), content, TestApp.Start);

    private static WhatsAppSubmission Picture(string file) => Message(new WhatsAppContent.Media(ContentKind.Image, new(file, "image/jpeg", null, 3), null));

    private static MediaSource File(string id, byte[] bytes) => (asked, _) => Task.FromResult<Stream?>(asked == id ? new MemoryStream(bytes) : null);

    private static List<(string Name, string Head, byte[] Body)> Parts(GraphRequest request)
    {
        var boundary = request.ContentType!.Split("boundary=")[1];
        Assert.StartsWith("multipart/form-data", request.ContentType, StringComparison.Ordinal);
        // One character a byte, so that the bytes of the file survive.
        return [.. Encoding.Latin1.GetString(request.Body).Split("--" + boundary)[1..^1].Select(part =>
        {
            var (head, body) = (part.Split("\r\n\r\n")[0], part[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..^2]);
            return (head.Split("name=\"")[1].Split('"')[0], head, Encoding.Latin1.GetBytes(body));
        })];
    }
}
