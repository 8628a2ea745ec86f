using System.Security.Cryptography;
using System.Text;
using SendApi.Connectors.Meta;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;

namespace SendApi.Tests.Connectors.Meta;

/// <summary>Calls of Meta in the shapes that its documentation shows.</summary>
public sealed class CloudHooksTests
{
    private const string Session = "sess_1";

    private static readonly CloudAccess Access = new("106540352242922", "102290129340398", "a token", "an app secret");

    [Theory]
    [InlineData("subscribe", "verify me", "1158201444", "1158201444")]
    [InlineData("subscribe", "verify you", "1158201444", null)]
    [InlineData("unsubscribe", "verify me", "1158201444", null)]
    [InlineData("subscribe", null, "1158201444", null)]
    [InlineData("subscribe", "verify me", null, null)]
    [InlineData("subscribe", "verify me", "", null)]
    [InlineData(null, "verify me", "1158201444", null)]
    public void The_handshake_gives_the_challenge_back_to_who_knows_the_token(string? mode, string? token, string? challenge, string? answer) =>
        Assert.Equal(answer, CloudHooks.Challenge(mode, token, challenge, "verify me"));

    [Fact]
    public void A_challenge_that_is_none_is_not_given_back() => Assert.Null(CloudHooks.Challenge("subscribe", "verify me", new string('1', 201), "verify me"));

    [Theory]
    [InlineData("sent", ReceiptState.Underway), InlineData("delivered", ReceiptState.Delivered), InlineData("read", ReceiptState.Read), InlineData("played", ReceiptState.Read)]
    public void A_status_is_a_receipt_under_the_id_that_the_send_answered(string word, ReceiptState state) => Assert.Equal(
        [new GatewayNews.Told(Session, new Receipt("meta", "wamid.HBgL", state, null, DateTimeOffset.FromUnixTimeSeconds(1750030073), word))],
        Bare.Of(News(Messages($$"""
            "statuses": [{"id": "wamid.HBgL", "status": "{{word}}", "timestamp": "1750030073", "recipient_id": "447700900100",
              "conversation": {"id": "a", "origin": {"type": "service"} }, "pricing": {"billable": true, "pricing_model": "PMP", "category": "service"} }]
            """))));

    [Theory]
    [InlineData("131049", "failed: Meta did not deliver it, so that the person does not get too much marketing")]
    [InlineData("987654", "failed: Said by Meta")]
    public void A_message_that_failed_says_why(string code, string says) => Assert.Equal(
        [new GatewayNews.Told(Session, new Receipt("meta", "wamid.HBgL", ReceiptState.Undelivered, code, DateTimeOffset.FromUnixTimeSeconds(1750030073), says))],
        Bare.Of(News(Messages($$"""
            "statuses": [{"id": "wamid.HBgL", "status": "failed", "timestamp": "1750030073", "recipient_id": "447700900100",
              "errors": [{"code": {{code}}, "title": "A title", "message": "A title", "error_data": {"details": "Said by Meta"}, "href": "/docs/whatsapp/cloud-api/support/error-codes/"} ] } ]
            """))));

    [Fact]
    public void What_came_is_kept_with_Metas_words_and_without_the_number()
    {
        var told = Assert.IsType<GatewayNews.Told>(Assert.Single(News(Messages("""
            "statuses": [{"id": "wamid.HBgL", "status": "failed", "recipient_id": "447700900100", "errors": [{"code": 131026, "message": "Undeliverable", "error_data": {"details": "Not on WhatsApp"} } ] } ]
            """))));

        Assert.Equal("""{"id":"wamid.HBgL","status":"failed","recipient_id":"(number)","errors":[{"code":131026,"message":"Undeliverable","error_data":{"details":"Not on WhatsApp"}}]}""", told.Receipt.Exchange!.Received);
    }

    public static TheoryData<string, WhatsAppContent, string?> Written => new()
    {
        { """{"type": "text", "text": {"body": "Hello 😀"}}""", new WhatsAppContent.Text("Hello 😀"), null },
        { """{"type": "image", "image": {"caption": "Look", "mime_type": "image/jpeg", "sha256": "a=", "id": "1003383421387256", "url": "https://lookaside.fbsbx.com/a"}}""", new WhatsAppContent.Media(ContentKind.Image, new("", "image/jpeg", null, 0), "Look"), "1003383421387256" },
        { """{"type": "video", "video": {"mime_type": "video/mp4", "id": "1"}}""", new WhatsAppContent.Media(ContentKind.Video, new("", "video/mp4", null, 0), null), "1" },
        { """{"type": "audio", "audio": {"mime_type": "audio/ogg; codecs=opus", "id": "1", "voice": true}}""", new WhatsAppContent.Media(ContentKind.Audio, new("", "audio/ogg; codecs=opus", null, 0), null), "1" },
        { """{"type": "sticker", "sticker": {"mime_type": "image/webp", "id": "1", "animated": false}}""", new WhatsAppContent.Media(ContentKind.Image, new("", "image/webp", null, 0), null), "1" },
        { """{"type": "document", "document": {"filename": "a.pdf", "mime_type": "application/pdf", "id": "1"}}""", new WhatsAppContent.Media(ContentKind.Document, new("", "application/pdf", "a.pdf", 0), null), "1" },
        { """{"type": "location", "location": {"latitude": 37.44, "longitude": -122.16, "name": "Park", "address": "1 Main Street", "url": "https://a"}}""", new WhatsAppContent.Location(37.44, -122.16, "Park", "1 Main Street"), null },
        { """{"type": "interactive", "interactive": {"type": "button_reply", "button_reply": {"id": "yes", "title": "Yes"}}}""", new WhatsAppContent.Choice("yes", "Yes"), null },
        { """{"type": "interactive", "interactive": {"type": "list_reply", "list_reply": {"id": "mon", "title": "Monday", "description": "In the morning"}}}""", new WhatsAppContent.Choice("mon", "Monday"), null },
        { """{"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": {"name": "flow", "response_json": "{}"}}}""", new WhatsAppContent.Other("nfm_reply"), null },
        { """{"type": "button", "button": {"payload": "Unsubscribe", "text": "Unsubscribe me"}}""", new WhatsAppContent.Choice("Unsubscribe", "Unsubscribe me"), null },
        { """{"type": "reaction", "reaction": {"message_id": "wamid.A", "emoji": "👍"}}""", new WhatsAppContent.Reaction("wamid.A", "👍"), null },
        { """{"type": "reaction", "reaction": {"message_id": "wamid.A"}}""", new WhatsAppContent.Reaction("wamid.A", ""), null },
        { """{"type": "order", "order": {"catalog_id": "1"}}""", new WhatsAppContent.Other("order"), null },
        { """{"type": "unsupported", "errors": [{"code": 131051}]}""", new WhatsAppContent.Other("unsupported"), null },
        { """{"type": "image", "image": {}}""", new WhatsAppContent.Other("image"), null },
        { """{"type": "location", "location": {"latitude": 9e99}}""", new WhatsAppContent.Other("location"), null },
    };

    [Theory, MemberData(nameof(Written))]
    public void What_a_person_writes_is_taken_by_its_kind(string message, WhatsAppContent content, string? file) => Assert.Equal(
        [new GatewayNews.Received(Session, "wamid.HBgM", "+447700900100", content) { MediaReference = file, About = content is WhatsAppContent.Choice or WhatsAppContent.Reaction ? "wamid.A" : null }],
        News(Messages($$"""
            "contacts": [{"profile": {"name": "Ada"}, "wa_id": "447700900100"}],
            "messages": [{"from": "447700900100", "id": "wamid.HBgM", "timestamp": "1749416383", "context": {"from": "15550783881", "id": "wamid.A"}, {{message[1..^1]}} }]
            """)));

    [Fact]
    public void Contacts_are_taken_with_their_numbers()
    {
        var news = News(Messages("""
            "messages": [{"from": "447700900100", "id": "wamid.HBgM", "timestamp": "1744344496", "type": "contacts", "contacts": [
              {"name": {"formatted_name": "Ada Lovelace", "first_name": "Ada"}, "org": {"company": "Engines"}, "phones": [{"phone": "+1 555", "wa_id": "1555", "type": "CELL"}, {"wa_id": "1556"}], "emails": [{"email": "ada@example.com"}]}]}]
            """));

        var card = Assert.Single(Assert.IsType<WhatsAppContent.Contact>(Assert.IsType<GatewayNews.Received>(Assert.Single(news)).Content).Cards);
        Assert.Equal(("Ada Lovelace", "Engines", "ada@example.com"), (card.Name, card.Organization, card.Email));
        Assert.Equal(["+1 555", "1556"], card.Phones);
    }

    [Fact]
    public void Who_hides_the_number_is_known_by_Metas_id() => Assert.Equal([new GatewayNews.Received(Session, "wamid.HBgM", "US.13491208655302741918", new WhatsAppContent.Text("Hello"))],
        News(Messages(""" "messages": [{"from_user_id": "US.13491208655302741918", "id": "wamid.HBgM", "type": "text", "text": {"body": "Hello"}}] """)));

    [Fact]
    public void One_call_may_tell_of_many_things() => Assert.Equal(
        [
            new GatewayNews.Told(Session, new Receipt("meta", "wamid.A", ReceiptState.Underway, null, null, "sent")), new GatewayNews.Told(Session, new Receipt("meta", "wamid.A", ReceiptState.Delivered, null, null, "delivered")),
            new GatewayNews.Received(Session, "wamid.B", "+447700900100", new WhatsAppContent.Text("Hello")), new GatewayNews.TemplatesChanged(Session), new GatewayNews.Changed(Session),
        ],
        Bare.Of(News(Call(
            Change("messages", """ "metadata": {"phone_number_id": "106540352242922"}, "statuses": [{"id": "wamid.A", "status": "sent"}, {"id": "wamid.A", "status": "delivered"}] """)
            + "," + Change("messages", """ "metadata": {"phone_number_id": "106540352242922"}, "messages": [{"from": "447700900100", "id": "wamid.B", "type": "text", "text": {"body": "Hello"}}] """)
            + "," + Change("message_template_status_update", """ "event": "APPROVED", "message_template_id": 594425479261596, "message_template_name": "parcel", "message_template_language": "en_GB", "reason": "NONE" """)
            + "," + Change("phone_number_quality_update", """ "display_phone_number": "15550783881", "event": "ONBOARDING", "current_limit": "TIER_250" """)))));

    [Theory]
    [InlineData("account_update"), InlineData("account_alerts"), InlineData("phone_number_quality_update")]
    public void What_happens_to_the_account_may_have_changed_the_session(string field) => Assert.Equal([new GatewayNews.Changed(Session)], News(Call(Change(field, """ "event": "DISABLED_UPDATE" """))));

    [Fact]
    public void What_happens_to_other_numbers_and_accounts_and_in_groups_is_no_news()
    {
        Assert.Empty(News(Call(Change("messages", """ "metadata": {"phone_number_id": "1"}, "statuses": [{"id": "wamid.A", "status": "sent"}] """))));
        Assert.Empty(News(Call(Change("account_update", """ "event": "DISABLED_UPDATE" """), "1")));
        Assert.Empty(News(Call(Change("message_template_status_update", """ "event": "APPROVED" """), "1")));
        Assert.Empty(News(Call(Change("message_echoes", """ "message_echoes": [{}] """))));
        Assert.Empty(News(Messages(""" "messages": [{"from": "447700900100", "id": "wamid.A", "group_id": "g", "type": "text", "text": {"body": "Hello"}}] """)));
        Assert.Empty(News(Messages(""" "messages": [{"from": "447700900100", "id": "wamid.A", "type": "system", "system": {"type": "user_changed_number"}}] """)));
        Assert.Empty(News(Messages(""" "statuses": [{"id": "wamid.A", "status": "warned"}] """)));
        Assert.Empty(News(Messages(""" "errors": [{"code": 130429}] """)));
    }

    [Theory]
    [InlineData("{"), InlineData("{}"), InlineData("""{"entry": {}}""")]
    public void What_cannot_be_understood_is_said_to_be_so(string body) => Assert.IsType<GatewayReading.Unreadable>(Read(body, Sign(body)));

    [Theory]
    [InlineData(""" "statuses": [{"status": "sent"}] """), InlineData(""" "messages": [{"from": "447700900100", "type": "text"}] """), InlineData(""" "messages": [{"id": "wamid.A", "type": "text"}] """),
     InlineData(""" "messages": [{"from": "447700900100", "id": "a\u0000", "type": "text"}] """), InlineData(""" "messages": [{"from": "447700900100", "id": "wamid.A"}] """)]
    public void A_message_or_a_status_that_is_nobodys_is_not_understood(string value) => Assert.IsType<GatewayReading.Unreadable>(Read(Messages(value), Sign(Messages(value))));

    [Fact]
    public void More_than_Meta_tells_at_once_is_not_read()
    {
        string Many(int count) => Messages($""" "statuses": [{string.Join(",", Enumerable.Range(0, count).Select(i => $$"""{"id": "wamid.{{i}}", "status": "sent"}"""))}] """);

        Assert.Equal(1_000, News(Many(1_000)).Count);
        Assert.IsType<GatewayReading.Unreadable>(Read(Many(1_001), Sign(Many(1_001))));
    }

    [Fact]
    public void Nothing_is_believed_without_the_signature_of_the_very_body()
    {
        var body = Messages(""" "statuses": [{"id": "wamid.A", "status": "sent"}] """);

        Assert.IsType<GatewayReading.Forged>(Read(body, null));
        Assert.IsType<GatewayReading.Forged>(Read(body, "sha256=00"));
        Assert.IsType<GatewayReading.Forged>(Read(body, Sign(body + " ")));
        Assert.IsType<GatewayReading.Forged>(Read(body, Sign(body, "another secret")));
    }

    private static string Messages(string value) => Call(Change("messages", $$""" "messaging_product": "whatsapp", "metadata": {"display_phone_number": "15550783881", "phone_number_id": "106540352242922"}, {{value}} """));

    private static string Change(string field, string value) => $$"""{"field": "{{field}}", "value": { {{value}} } }""";

    private static string Call(string changes, string business = "102290129340398") => $$"""{"object": "whatsapp_business_account", "entry": [{"id": "{{business}}", "changes": [{{changes}}]}]}""";

    private static IReadOnlyList<GatewayNews> News(string body) => Assert.IsType<GatewayReading.Heard>(Read(body, Sign(body))).News;

    private static GatewayReading Read(string body, string? signature) => CloudHooks.Read(
        "meta", Session, Access, signature is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["X-Hub-Signature-256"] = signature }, Encoding.UTF8.GetBytes(body));

    private static string Sign(string body, string secret = "an app secret") => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));
}
