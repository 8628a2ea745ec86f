using System.Text;
using SendApi.Bench.Processes;

namespace SendApi.Tests.Processes;

/// <summary>A server that is killed in the middle of WhatsApp traffic, beside a gateway that goes on.</summary>
public sealed class GatewayKillTests
{
    private const int Sessions = 3, MessagesEach = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Theory, ClassData(typeof(Engines))]
    public async Task A_kill_loses_no_message_doubles_none_and_the_sessions_come_back_by_themselves(string engine)
    {
        await using var gateway = await GatewayStand.Open();
        await using var server = await Installation.Fresh(engine);
        var key = await server.Key();
        var port = Workbench.FreePort();
        await Start(server, gateway, port);
        var sessions = await Paired(server, gateway, key);
        List<string> sent = [];
        foreach (var session in sessions)
            for (var i = 0; i < MessagesEach; i++)
                sent.Add((await Post(server, key, "/v1/whatsapp/send", $$"""{"session_id": "{{session}}", "to": "+44770090010{{i}}", "content": "{{session}} {{i}}"}""")).Data("id"));
        await Written(gateway, sessions, "before");
        await Eventually.IsTrue(() => Task.FromResult(gateway.Taken.Count >= Sessions), patience: Patience);

        await server.Server.Kill(TestContext.Current.CancellationToken);
        await Written(gateway, sessions, "meanwhile");
        await Start(server, gateway, port);
        await Written(gateway, sessions, "after");

        // As long as the lease of the process that died runs, nobody sends.
        await UntilAll(server, key, sent, status => status is "delivered" or "uncertain");
        foreach (var session in sessions)
            Assert.Equal("connected", (await server.Get($"/v1/whatsapp/sessions/{session}", key)).Data("status"));
        Assert.Equal(gateway.Taken.Count, gateway.Taken.Distinct().Count());
        var delivered = await Statuses(server, key, sent);
        Assert.InRange(delivered.Count(s => s == "uncertain"), 0, Sessions);
        Assert.InRange(gateway.Taken.Count, delivered.Count(s => s == "delivered"), sent.Count);
        string[] written = [.. from session in sessions from when in (string[])["before", "meanwhile", "after"] select $"{session} {when}"];
        IEnumerable<string> received = [];
        await Eventually.IsTrue(async () => (received = await Received(server, key)).Count() >= written.Length, () => string.Join(", ", received), patience: Patience);
        Assert.Equal(written.Order(), received.Order());
    }

    private static async Task Start(Installation server, GatewayStand gateway, int port)
    {
        await server.Begin(["--urls", $"http://127.0.0.1:{port}"], ("WhatsApp__GatewayUrl", gateway.Url), ("WhatsApp__GatewayKey", GatewayStand.Key), ("Callbacks__PublicUrl", $"http://127.0.0.1:{port}"));
        await server.Server.WaitUntil(token => SendApiProgram.Answers(port, "/readyz", token), TestContext.Current.CancellationToken);
    }

    private static async Task<List<string>> Paired(Installation server, GatewayStand gateway, string key)
    {
        List<string> sessions = [];
        for (var i = 0; i < Sessions; i++)
        {
            sessions.Add((await Post(server, key, "/v1/whatsapp/sessions", """{"name": "Support"}""")).Data("id"));
            Assert.True(await gateway.Simulator.Scan(sessions[i], $"+44770090004{i}"));
        }

        foreach (var session in sessions)
            await Eventually.IsTrue(async () => (await server.Get($"/v1/whatsapp/sessions/{session}", key)).Data("status") == "connected", patience: Patience);
        return sessions;
    }

    private static async Task Written(GatewayStand gateway, List<string> sessions, string when)
    {
        foreach (var session in sessions)
            Assert.True(await gateway.Simulator.Write(session, new("+447700900200", "text", $"{session} {when}")));
    }

    private static async Task UntilAll(Installation server, string key, List<string> sent, Func<string, bool> isOver)
    {
        List<string> last = [];
        await Eventually.IsTrue(async () => (last = await Statuses(server, key, sent)).TrueForAll(s => isOver(s)), () => string.Join(", ", last), patience: Patience);
    }

    private static async Task<List<string>> Statuses(Installation server, string key, List<string> sent)
    {
        List<string> statuses = [];
        foreach (var id in sent)
            statuses.Add((await server.Get($"/v1/whatsapp/messages/{id}", key)).Data("status"));
        return statuses;
    }

    private static async Task<IEnumerable<string>> Received(Installation server, string key) =>
        (await server.Get("/v1/whatsapp/messages?direction=in&per_page=100", key)).Json.GetProperty("data").EnumerateArray().Select(m => m.GetProperty("content").GetString()!).ToList();

    private static async Task<Reply> Post(Installation server, string key, string path, string body)
    {
        var reply = await server.Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") }, key);
        Assert.True(reply.Status == 201, reply.Text);
        return reply;
    }
}
