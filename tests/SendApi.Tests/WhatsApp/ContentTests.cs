using System.Text.Json;

namespace SendApi.Tests.WhatsApp;

/// <summary>Messages that are more than words: each kind sent and read back, and what is wrong with one named by its field.</summary>
public sealed class ContentTests
{
    private const string Send = "/v1/whatsapp/send", To = "+447700900100";

    [Theory, ClassData(typeof(Engines))]
    public async Task Each_kind_is_delivered_and_read_back_as_it_was_sent(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);
        var sent = new List<(string Id, string Type, string Part, string Shown)>();
        foreach (var (type, part, given, shown) in new[]
        {
            ("location", "location", """{"latitude": 51.4769, "longitude": -0.0005, "name": "Observatory", "address": "Blackheath Avenue"}""", """{"latitude":51.4769,"longitude":-0.0005,"name":"Observatory","address":"Blackheath Avenue"}"""),
            ("contact", "contact", """{"name": "Grace; Hopper", "phone": "+447700900199", "organization": "Navy", "email": "grace@example.com"}""", """[{"name":"Grace; Hopper","phones":["+447700900199"],"organization":"Navy","email":"grace@example.com"}]"""),
            ("interactive", "interactive", """{"body": "Which day?", "footer": "Reply soon", "buttons": [{"id": "mon", "title": "Monday"}, {"id": "tue", "title": "Tuesday"}]}""", """{"body":"Which day?","footer":"Reply soon","buttons":[{"id":"mon","title":"Monday"},{"id":"tue","title":"Tuesday"}]}"""),
            ("interactive", "interactive", """{"type": "list", "body": {"text": "Which size?"}, "action": {"button": "Sizes", "sections": [{"rows": [{"id": "s", "title": "Small", "description": "Up to 1 kg"}]}]}}""",
                """{"body":"Which size?","list":{"button":"Sizes","sections":[{"rows":[{"id":"s","title":"Small","description":"Up to 1 kg"}]}]}}"""),
            ("poll", "poll", """{"question": "Lunch?", "options": ["Soup", "Rice"]}""", """{"question":"Lunch?","options":["Soup","Rice"],"max_choices":1}"""),
        })
        {
            var accepted = await app.Post(Send, $$"""{"to": "{{To}}", "type": "{{type}}", "{{part}}": {{given}}}""");
            Assert.True(accepted.Status == 201, accepted.Text);
            sent.Add((accepted.Data("id"), type, part, shown));
        }

        foreach (var (id, type, part, shown) in sent)
        {
            var read = await Sessions.MessageUntil(app, id, "delivered");
            Assert.Equal((type, shown), (read.Data("type"), read.Json.GetProperty("data").GetProperty(part).GetRawText()));
            Assert.False(read.Json.GetProperty("data").TryGetProperty("content", out _));
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_part_may_stand_in_content_as_JSON_text(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);

        var sent = await app.Post(Send, $$"""{"to": "{{To}}", "type": "location", "content": {{JsonSerializer.Serialize("""{"latitude": 1.5, "longitude": 2}""")}}}""");

        Assert.Equal(201, sent.Status);
        var read = await Sessions.MessageUntil(app, sent.Data("id"), "delivered");
        Assert.Equal(1.5, read.Json.GetProperty("data").GetProperty("location").GetProperty("latitude").GetDouble());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_reaction_stands_under_a_message_that_was_sent_or_received(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Sessions.Connected(app);
        var sent = await Sessions.Sent(app);
        await Sessions.MessageUntil(app, sent, "delivered");
        await Sessions.Simulate(app, session, "write", ", \"content\": \"Thanks\"");
        var received = (await Sessions.ReceivedOf(app, "text")).GetProperty("id").GetString()!;

        foreach (var target in new[] { sent, received })
        {
            var reaction = await app.Post(Send, $$"""{"to": "{{To}}", "type": "reaction", "reaction": {"message_id": "{{target}}", "emoji": "👍🏽"} }""");
            Assert.True(reaction.Status == 201, reaction.Text);
            var read = await Sessions.MessageUntil(app, reaction.Data("id"), "sent");
            var shown = read.Json.GetProperty("data").GetProperty("reaction");
            Assert.Equal((target, "👍🏽"), (shown.GetProperty("message_id").GetString(), shown.GetProperty("emoji").GetString()));
        }

        Assert.Equal(201, (await app.Post(Send, $$"""{"to": "{{To}}", "type": "reaction", "reaction": {"message_id": "{{sent}}", "emoji": ""} }""")).Status);
        var other = await app.Post(Send, $$"""{"to": "+447700900101", "type": "reaction", "reaction": {"message_id": "{{sent}}", "emoji": "👍"} }""");
        Assert.Equal((4000, "reaction.message_id"), (other.Code, string.Join(',', other.Fields)));
        Assert.Equal(["reaction.message_id"], (await app.Post(Send, $$"""{"to": "{{To}}", "type": "reaction", "reaction": {"message_id": "msg_x", "emoji": "👍"} }""")).Fields);
        var later = await Sessions.Sent(app, more: ", \"send_at\": \"2026-03-10T00:00:00Z\"");
        Assert.Equal(["reaction.message_id"], (await app.Post(Send, $$"""{"to": "{{To}}", "type": "reaction", "reaction": {"message_id": "{{later}}", "emoji": "👍"} }""")).Fields);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_people_choose_and_vote_names_the_message_that_they_answer(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Sessions.Connected(app);
        foreach (var (type, part, choice, title) in new[]
        {
            ("interactive", """{"body": "Which day?", "buttons": [{"id": "mon", "title": "Monday"}]}""", "mon", "Monday"),
            ("interactive", """{"body": "Which size?", "list": {"button": "Sizes", "sections": [{"rows": [{"id": "s", "title": "Small"}]}]}}""", "s", "Small"),
            ("poll", """{"question": "Lunch?", "options": ["Soup", "Rice"]}""", "Rice", "Rice"),
        })
        {
            var sent = (await app.Post(Send, $$"""{"to": "{{To}}", "type": "{{type}}", "{{type}}": {{part}}}""")).Data("id");
            await Sessions.MessageUntil(app, sent, "delivered");
            await Sessions.Simulate(app, session, "write", $$""", "type": "choice", "message_id": "{{sent}}", "content": "{{choice}}" """);

            var received = await Sessions.ReceivedOf(app, "choice", m => m.GetProperty("choice").GetProperty("message_id").GetString() == sent);
            Assert.Equal((choice, title), (received.GetProperty("choice").GetProperty("id").GetString(), received.GetProperty("choice").GetProperty("title").GetString()));
        }

        var asked = (await app.Post(Send, $$"""{"to": "{{To}}", "type": "poll", "poll": {"question": "Lunch?", "options": ["Soup", "Rice"]} }""")).Data("id");
        await Sessions.MessageUntil(app, asked, "delivered");
        Assert.Equal(["content"], (await app.Post($"/v1/whatsapp/sessions/{session}/simulate", $$"""{"action": "write", "type": "choice", "message_id": "{{asked}}", "content": "Fish"}""")).Fields);
        await Sessions.Simulate(app, session, "write", $$""", "type": "reaction", "message_id": "{{asked}}", "content": "❤️" """);
        Assert.Equal(asked, (await Sessions.ReceivedOf(app, "reaction")).GetProperty("reaction").GetProperty("message_id").GetString());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Places_and_people_are_received_as_what_they_are(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Sessions.Connected(app);

        await Sessions.Simulate(app, session, "write", ", \"type\": \"location\", \"content\": \"Observatory\"");
        await Sessions.Simulate(app, session, "write", ", \"type\": \"contact\", \"content\": \"Grace Hopper\"");

        Assert.Equal("""{"latitude":51.4769,"longitude":-0.0005,"name":"Observatory"}""", (await Sessions.ReceivedOf(app, "location")).GetProperty("location").GetRawText());
        Assert.Equal("""[{"name":"Grace Hopper","phones":["+44 7700 900199"]}]""", (await Sessions.ReceivedOf(app, "contact")).GetProperty("contact").GetRawText());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_received_message_is_marked_as_read(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Sessions.Connected(app);
        var sent = await Sessions.Sent(app);
        await Sessions.Simulate(app, session, "write", ", \"content\": \"Thanks\"");
        var received = (await Sessions.ReceivedOf(app, "text")).GetProperty("id").GetString();

        Assert.Equal((200, received), ((await app.Post($"/v1/whatsapp/messages/{received}/read", null)).Status, (await app.Post($"/v1/whatsapp/messages/{received}/read", null)).Data("id")));
        Assert.Equal(4090, (await app.Post($"/v1/whatsapp/messages/{sent}/read", null)).Code);
        Assert.Equal(4044, (await app.Post("/v1/whatsapp/messages/msg_x/read", null)).Code);
        Assert.Equal(4044, (await app.Post($"/v1/whatsapp/messages/{received}/read", null, await app.Key("admin", account: await app.Account("stranger")))).Code);
        await Sessions.Simulate(app, session, "log_out");
        await Sessions.Until(app, session, "disconnected");
        Assert.Equal(4003, (await app.Post($"/v1/whatsapp/messages/{received}/read", null)).Code);
        await app.Delete($"/v1/whatsapp/sessions/{session}");
        Assert.Equal(4003, (await app.Post($"/v1/whatsapp/messages/{received}/read", null)).Code);
    }

    [Theory]
    [InlineData("location", """{"latitude": 91, "longitude": 0}""", "location.latitude"), InlineData("location", """{"latitude": 1}""", "location.longitude")]
    [InlineData("contact", """{"name": "Grace"}""", "contact[0].phones"), InlineData("contact", """[{"phone": "+447700900199"}]""", "contact[0].name")]
    [InlineData("contact", """{"name": "Grace", "phones": ["0770"]}""", "contact[0].phones[0]"), InlineData("contact", """{"name": "Grace", "phone": "+447700900199", "email": "grace"}""", "contact[0].email"), InlineData("contact", "[]", "contact")]
    [InlineData("poll", """{"question": "Lunch?", "options": ["Soup"]}""", "poll.options"), InlineData("poll", """{"options": ["Soup", "Soup"]}""", "poll.question,poll.options[1]")]
    [InlineData("poll", """{"question": "Lunch?", "options": ["a", "b", "c"], "max_choices": 4}""", "poll.max_choices"), InlineData("poll", """{"question": "Lunch?", "options": ["a", "b", "c"], "max_choices": 2}""", "poll.max_choices")]
    [InlineData("interactive", """{"buttons": [{"id": "a", "title": "A"}]}""", "interactive.body"), InlineData("interactive", """{"body": "Which?"}""", "interactive"), InlineData("interactive", """{"body": "Which?", "buttons": []}""", "interactive.buttons")]
    [InlineData("interactive", """{"body": "Which?", "buttons": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}, {"id": "c", "title": "a title of twenty-one"}]}""", "interactive.buttons[2].title")]
    [InlineData("interactive", """{"body": "Which?", "buttons": [{"id": "a", "title": "A"}, {"id": "a", "title": "B"}]}""", "interactive.buttons[1].id")]
    [InlineData("interactive", """{"body": "Which?", "list": {"sections": [{"rows": [{"id": "a", "title": "A"}]}]}}""", "interactive.list.button")]
    [InlineData("interactive", """{"body": "Which?", "list": {"button": "Open", "sections": [{"rows": [{"id": "a", "title": "A"}]}, {"title": "More", "rows": [{"id": "a", "title": "B"}]}]}}""", "interactive.list.sections[0].title,interactive.list.sections[1].rows[0].id")]
    [InlineData("interactive", """{"body": "Which?", "list": {"button": "Open", "sections": []}}""", "interactive.list.sections,interactive.list.sections")]
    [InlineData("reaction", """{"message_id": "msg_x", "emoji": "ok"}""", "reaction.emoji"), InlineData("reaction", """{"message_id": "msg_x", "emoji": "👍👍"}""", "reaction.emoji"), InlineData("reaction", "{}", "reaction.message_id,reaction.emoji")]
    [InlineData("image", "{}", "media"), InlineData("image", """{"url": "https://example.com/a.png", "base64": "AA=="}""", "media"), InlineData("image", """{"base64": "?"}""", "media.base64"), InlineData("image", """{"base64": ""}""", "media.base64")]
    [InlineData("image", """{"url": "https://10.0.0.1/a.png"}""", "media.url"), InlineData("image", """{"url": "http://example.com/a.png"}""", "media.url"), InlineData("image", """{"url": "https://169.254.169.254/latest/meta-data"}""", "media.url")]
    [InlineData("document", """{"base64": "JVBERi0xLjQK", "filename": "../paper.pdf"}""", "media.filename"), InlineData("document", """{"base64": "JVBERi0xLjQK", "content_type": "image/png"}""", "media.base64"), InlineData("document", """{"base64": "JVBERi0xLjQK", "content_type": "paper"}""", "media.content_type")]
    [InlineData("image", """{"base64": "JVBERi0xLjQK"}""", "media.base64"), InlineData("audio", """{"base64": "JVBERi0xLjQK", "caption": "Listen"}""", "media.caption"), InlineData("audio", """{"base64": "T2dnUwAAAAA="}""", "media.base64")]
    public async Task What_is_wrong_is_named_and_nothing_is_kept(string type, string part, string fields)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        await Sessions.Connected(app);

        var refused = await app.Post(Send, $$"""{"to": "{{To}}", "type": "{{type}}", "{{type}}": {{part}}}""");

        Assert.Equal((4000, fields), (refused.Code, string.Join(',', refused.Fields)));
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT (SELECT COUNT(*) FROM messages) + (SELECT COUNT(*) FROM media)"), default));
        Assert.False(Directory.Exists(Path.Combine(app.Location.Folder, "media")));
    }

    [Fact]
    public async Task A_part_that_is_missing_or_no_JSON_is_named()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        await Sessions.Connected(app);

        foreach (var type in new[] { "location", "contact", "interactive", "poll", "reaction" })
        {
            Assert.Equal([type], (await app.Post(Send, $$"""{"to": "{{To}}", "type": "{{type}}"}""")).Fields);
            Assert.Equal(["content"], (await app.Post(Send, $$"""{"to": "{{To}}", "type": "{{type}}", "content": "Hello"}""")).Fields);
        }

        Assert.Equal(["media"], (await app.Post(Send, $$"""{"to": "{{To}}", "type": "image"}""")).Fields);
        Assert.Equal(["media.url"], (await app.Post(Send, $$"""{"to": "{{To}}", "type": "image", "content": "Hello"}""")).Fields);
        Assert.Equal(["media"], (await app.Post(Send, $$"""{"to": "{{To}}", "type": "image", "media": {"url": "https://example.com/a.png"}, "image": {"url": "https://example.com/b.png"} }""")).Fields);
        Assert.Equal(["contact"], (await app.Post(Send, $$"""{"to": "{{To}}", "type": "contact", "contact": 5}""")).Fields);
    }
}
