using System.Text;

namespace SendApi.Tests.Processes;

public sealed class SenderCommandTests
{
    [Fact]
    public async Task An_operator_lists_approves_and_rejects_senders_beside_a_running_server()
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);
        await server.Start();
        var key = await server.Key();
        Assert.Equal("No pending senders.", await server.Must("senders", "list"));
        var id = (await server.Send(new HttpRequestMessage(HttpMethod.Post, "/v1/sms/sender-ids")
        {
            Content = new StringContent("""{"sender_id": "Acme"}""", Encoding.UTF8, "application/json"),
        }, key)).Data("id");

        Assert.Contains(id, await server.Must("senders", "list"), StringComparison.Ordinal);
        Assert.Equal("Acme is approved.", await server.Must("senders", "approve", id));
        Assert.Equal("Acme is rejected.", await server.Must("senders", "reject", id, "--reason", "Somebody else's."));
        Assert.Equal("Somebody else's.", (await server.Get($"/v1/sms/sender-ids/{id}", key)).Data("reason"));
        Faults.Say(await server.Run("senders", "approve", "snd_x"), 1, "'snd_x'");
        Faults.Say(await server.Run("senders", "list", "--status", "done"), 1, "pending, approved, rejected");
    }
}
