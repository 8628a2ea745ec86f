using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SendApi.Core;
using SendApi.Server.Events;
using SendApi.Server.WhatsApp;
using SendApi.Tests.Events;

namespace SendApi.Tests.WhatsApp;

/// <summary>Files: kept with their message, sent, fetched, given back and forgotten.</summary>
public sealed class MediaTests
{
    private const string Send = "/v1/whatsapp/send", To = "+447700900100", Media = "/v1/whatsapp/media";

    [Theory, ClassData(typeof(Engines))]
    public async Task Each_kind_of_file_is_kept_sent_and_given_back(string engine)
    {
        await using var host = await FileHost.Start();
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);
        var sound = Convert.ToBase64String([.. "OggS"u8, .. new byte[24], .. "OpusHead"u8, 1, 1]);
        var film = Convert.ToBase64String([0, 0, 0, 16, .. "ftypmp42"u8, 0, 0, 0, 0]);
        foreach (var (body, type, contentType, filename) in new[]
        {
            ($$""" "type": "image", "media": {"url": "{{host.Url("picture.png")}}", "caption": "Your parcel"} """, "image", "image/png", ""),
            ($$""" "type": "image", "image": {"link": "{{host.Url("picture.png")}}"} """, "image", "image/png", ""),
            ($$""" "type": "image", "content": "{{host.Url("picture.png")}}" """, "image", "image/png", ""),
            ($$""" "type": "document", "media": {"url": "{{host.Url("papers/paper.pdf")}}"} """, "document", "application/pdf", "paper.pdf"),
            ($$""" "type": "document", "document": {"base64": "aGVsbG8=", "filename": "Grüße.txt", "content_type": "text/plain"} """, "document", "text/plain", "Grüße.txt"),
            ($$""" "type": "audio", "media": {"base64": "{{sound}}"} """, "audio", "audio/ogg", ""),
            ($$""" "type": "video", "media": {"base64": "{{film}}"} """, "video", "video/mp4", ""),
        })
        {
            var sent = await app.Post(Send, $$"""{"to": "{{To}}", {{body}}}""");
            Assert.True(sent.Status == 201, sent.Text);
            var read = await Sessions.MessageUntil(app, sent.Data("id"), "delivered");
            var media = read.Json.GetProperty("data").GetProperty("media");
            Assert.Equal((type, contentType, "stored"), (read.Data("type"), media.GetProperty("content_type").GetString(), media.GetProperty("state").GetString()));
            Assert.Equal(filename, media.TryGetProperty("filename", out var name) ? name.GetString() : "");

            var id = media.GetProperty("id").GetString()!;
            var known = await app.Get($"{Media}/{id}");
            var (content, bytes) = await Bytes(app, id);
            Assert.Equal((sent.Data("id"), $"{bytes.Length}", Convert.ToHexStringLower(SHA256.HashData(bytes))), (known.Data("message_id"), known.Data("size"), known.Data("sha256")));
            Assert.Equal((contentType, "attachment", "nosniff"), (content.Content.Headers.ContentType!.MediaType, content.Content.Headers.ContentDisposition!.DispositionType, content.Headers.GetValues("X-Content-Type-Options").Single()));
        }

        Assert.Equal(4044, (await app.Get($"{Media}/med_x")).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_file_that_cannot_be_had_is_refused_with_the_reason_and_leaves_nothing(string engine)
    {
        await using var host = await FileHost.Start();
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);

        foreach (var (path, says) in new[]
        {
            ("missing.png", "HTTP 404"), ("elsewhere.png", "HTTP 302"), ("page.png", "by its first bytes"), ("large.png", "5,242,880"), ("empty.png", "is empty"), ("papers/paper.pdf", "application/pdf"),
        })
        {
            var refused = await app.Post(Send, $$"""{"to": "{{To}}", "type": "image", "media": {"url": "{{host.Url(path)}}"} }""");
            Assert.Equal((4000, "media.url"), (refused.Code, string.Join(',', refused.Fields)));
            Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        }

        // Refused after it was fetched.
        await app.Suppress(To, "whatsapp");
        Assert.Equal(4004, (await app.Post(Send, $$"""{"to": "{{To}}", "type": "image", "media": {"url": "{{host.Url("picture.png")}}"} }""")).Code);
        Assert.Empty(Files(app));
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM media"), default));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_repeated_request_fetches_nothing_again(string engine)
    {
        await using var host = await FileHost.Start();
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);
        var body = $$"""{"to": "{{To}}", "type": "image", "media": {"url": "{{host.Url("picture.png")}}"} }""";

        var first = await app.Post(Send, body, idempotencyKey: "one");
        var again = await app.Post(Send, body, idempotencyKey: "one");

        Assert.Equal(("true", first.Text), (again.Headers["Idempotent-Replayed"], again.Text));
        Assert.Equal(1, host.Asked);
        Assert.Single(Files(app));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_file_of_another_account_or_world_is_as_one_that_is_not_there(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);
        var id = await Sent(app);
        var stranger = await app.Key("admin", account: await app.Account("stranger"));

        foreach (var key in new[] { stranger, app.LiveKey })
        {
            Assert.Equal(4044, (await app.Get($"{Media}/{id}", key)).Code);
            Assert.Equal(4044, (await app.Get($"{Media}/{id}/content", key)).Code);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_picture_that_somebody_sends_is_told_at_once_and_fetched_even_after_a_restart(string engine)
    {
        var location = await Stores.Fresh(engine);
        string session, key;
        await using (var first = await TestApp.Run(OfAnother(location)))
            (session, key) = (await Sessions.Connected(first), first.TestKey);
        string id;
        // Nobody here fetches files.
        await using (var api = await TestApp.Run(OfAnother(location), o => o with { Worker = false }))
        {
            var reply = await api.Post($"/v1/whatsapp/sessions/{session}/simulate", """{"action": "write", "type": "image", "content": "Is this yours?"}""", key);
            Assert.True(reply.Status == 200, reply.Text);
            var media = (await Sessions.ReceivedOf(api, "image", key: key)).GetProperty("media");
            id = media.GetProperty("id").GetString()!;
            Assert.Equal(("pending", "image/png", "Is this yours?"), (media.GetProperty("state").GetString(), media.GetProperty("content_type").GetString(), media.GetProperty("caption").GetString()));
            Assert.Equal(4090, (await api.Get($"{Media}/{id}/content", key)).Code);
        }

        await using var again = await TestApp.Run(location);
        await Eventually.IsTrue(async () => (await again.Get($"{Media}/{id}", key)).Data("state") == "stored", clock: again.Clock);
        var (content, bytes) = await Bytes(again, id, key);
        Assert.Equal(("image/png", "PNG"), (content.Content.Headers.ContentType!.MediaType, Encoding.ASCII.GetString(bytes, 1, 3)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Received_files_are_told_of_with_their_state_and_what_cannot_be_had_has_failed(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(engine);
        await Hooks.Add(app, receiver.Url, "message.received");
        var session = await Sessions.Connected(app);

        await Sessions.Simulate(app, session, "write", ", \"type\": \"document\", \"content\": \"The form\"");
        await Hooks.Until(app, receiver, 1);
        var told = receiver.All[0].Json.GetProperty("data");
        Assert.Equal(("document", "pending", "paper.pdf", "The form"), (told.GetProperty("type").GetString(), told.GetProperty("media").GetProperty("state").GetString(),
            told.GetProperty("media").GetProperty("filename").GetString(), told.GetProperty("media").GetProperty("caption").GetString()));
        var id = told.GetProperty("media").GetProperty("id").GetString()!;
        await Eventually.IsTrue(async () => (await app.Get($"{Media}/{id}")).Data("state") == "stored", clock: app.Clock);

        // As if the gateway had lost it before it was fetched.
        await app.Db.Write(s => s.Execute("UPDATE media SET state = 0, next_at = 0, reference = 'http://gateway.invalid/api/files/none'"), default);
        await Eventually.IsTrue(async () => (await app.Get($"{Media}/{id}")).Data("state") == "failed", clock: app.Clock);
        Assert.Contains("no more", (await app.Get($"{Media}/{id}")).Data("reason"), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_a_message_has_no_words_for_any_more_is_removed_and_so_is_what_a_crash_left(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);
        var (gone, kept) = (await Sent(app), await Sent(app));
        var folder = app.Services.GetRequiredService<IMediaFiles>();
        var left = Ids.New(Ids.Media, app.Clock.GetUtcNow());
        await folder.Keep(app.AccountId, left, FileHost.Picture, default);
        await app.Db.Write(s => s.Execute("UPDATE messages SET content = '' WHERE id = (SELECT message_id FROM media WHERE id = @gone)", new { gone }), default);

        Assert.Equal(1, await MediaSweep.Left(app.Db, folder, default));
        Assert.Equal(0, await MediaSweep.WithoutRow(app.Db, folder, app.Clock.GetUtcNow(), default));
        Assert.Equal(1, await MediaSweep.WithoutRow(app.Db, folder, app.Clock.GetUtcNow().AddDays(2), default));

        Assert.Equal([kept], Files(app));
        Assert.Equal(4044, (await app.Get($"{Media}/{gone}")).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_somebody_sent_goes_out_of_the_events_that_are_kept_as_words_do(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Hooks.Add(app, "http://127.0.0.1:9", "message.received");
        var session = await Sessions.Connected(app);
        foreach (var type in new[] { "image", "location", "contact" })
        {
            await Sessions.Simulate(app, session, "write", $$""", "type": "{{type}}", "content": "Secret words" """);
            await Sessions.ReceivedOf(app, type);
        }

        Assert.Equal(3, await Told(app));
        Assert.Equal(3, await EventRedaction.Forget(app.Db, new(app.AccountId, 1, app.Clock.GetUtcNow().AddDays(1)), withPeople: false, default));
        Assert.Equal(0, await Told(app));

        static Task<long> Told(TestApp app) => app.Db.Read(s => s.Number("SELECT COUNT(*) FROM events WHERE data LIKE '%Secret words%'"), default);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_message_whose_file_is_gone_waits_and_says_why(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var session = await Sessions.Connected(app);
        var reply = await app.Post(Send, $$"""{"to": "{{To}}", "type": "document", "media": {"base64": "JVBERi0xLjQK"}, "send_at": "2026-03-09T14:40:00Z"}""");
        var file = reply.Json.GetProperty("data").GetProperty("media").GetProperty("id").GetString()!;
        await app.Services.GetRequiredService<IMediaFiles>().Remove(app.AccountId, file, default);

        app.Clock.Advance(TimeSpan.FromMinutes(10));

        Reply? last = null;
        await Eventually.IsTrue(async () =>
        {
            app.Clock.Advance(TimeSpan.FromMilliseconds(100));
            return (last = await app.Get($"/v1/whatsapp/messages/{reply.Data("id")}")).Text.Contains("not where this node keeps files", StringComparison.Ordinal);
        }, () => last?.Text ?? "", app.Clock);
        Assert.Equal((4044, "accepted", session), ((await app.Get($"{Media}/{file}/content")).Code, last!.Data("status"), last.Data("session_id")));
    }

    /// <summary>The same store with a folder of its own: a server of the tests takes its folder with it when it ends.</summary>
    private static StoreLocation OfAnother(StoreLocation location) => location with { Folder = Directory.CreateTempSubdirectory("sendapi-test-").FullName };

    private static async Task<string> Sent(TestApp app)
    {
        var reply = await app.Post(Send, $$"""{"to": "{{To}}", "type": "image", "media": {"base64": "{{Convert.ToBase64String(FileHost.Picture)}}"} }""");
        Assert.True(reply.Status == 201, reply.Text);
        return reply.Json.GetProperty("data").GetProperty("media").GetProperty("id").GetString()!;
    }

    private static string[] Files(TestApp app)
    {
        var folder = Path.Combine(app.Location.Folder, "media");
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f))] : [];
    }

    private static async Task<(HttpResponseMessage Answer, byte[] Bytes)> Bytes(TestApp app, string id, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Media}/{id}/content");
        request.Headers.Authorization = new("Bearer", key ?? app.TestKey);
        var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (answer, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
