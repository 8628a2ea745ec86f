using System.Text;

namespace SendApi.Tests.Processes;

public sealed class EraseCommandTests
{
    [Fact]
    public async Task Erasing_a_person_takes_the_files_that_were_sent_and_received_at_once()
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);
        await server.Start();
        var key = await server.Key("--test");
        var session = (await Post(server, key, "/v1/whatsapp/sessions", """{"name": "Support"}""")).Data("id");
        await Post(server, key, $"/v1/whatsapp/sessions/{session}/simulate", """{"action": "scan"}""");
        await Eventually.IsTrue(async () => (await server.Get($"/v1/whatsapp/sessions/{session}", key)).Data("status") == "connected");
        var sent = await Post(server, key, "/v1/whatsapp/send", """{"to": "+447700900100", "type": "document", "media": {"base64": "JVBERi0xLjQK", "filename": "paper.pdf"} }""");
        var kept = await Post(server, key, "/v1/whatsapp/send", """{"to": "+447700900101", "type": "document", "media": {"base64": "JVBERi0xLjQK"} }""");
        await Post(server, key, $"/v1/whatsapp/sessions/{session}/simulate", """{"action": "write", "type": "image"}""");
        await Eventually.IsTrue(async () => (await server.Get("/v1/whatsapp/messages", key)).Json.GetProperty("data").EnumerateArray()
            .All(m => m.GetProperty("status").GetString() is "delivered" or "received" && m.GetProperty("media").GetProperty("state").GetString() == "stored"));
        Assert.Equal(3, Files(server).Length);

        Assert.Contains("files of WhatsApp messages deleted", await server.Must("erase", "--phone", "+447700900100"), StringComparison.Ordinal);

        Assert.Equal([Id(kept)], Files(server));
        Assert.Equal(4044, (await server.Get($"/v1/whatsapp/media/{Id(sent)}", key)).Code);
        Assert.False((await server.Get($"/v1/whatsapp/messages/{sent.Data("id")}", key)).Json.GetProperty("data").TryGetProperty("media", out _));
    }

    private static string[] Files(Installation server) => [.. Directory.EnumerateFiles(Path.Combine(server.Location.Folder, "media"), "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f))];

    private static string Id(Reply reply) => reply.Json.GetProperty("data").GetProperty("media").GetProperty("id").GetString()!;

    private static async Task<Reply> Post(Installation server, string key, string path, string json)
    {
        var reply = await server.Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") }, key);
        Assert.True(reply.Status is 200 or 201, reply.Text);
        return reply;
    }
}
