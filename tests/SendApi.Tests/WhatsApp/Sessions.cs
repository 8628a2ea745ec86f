using System.Text.Json;

namespace SendApi.Tests.WhatsApp;

/// <summary>Makes sessions of the test world and sends through them, over HTTP.</summary>
internal static class Sessions
{
    public static async Task<string> Made(TestApp app, string name = "Support", string more = "")
    {
        var reply = await app.Post("/v1/whatsapp/sessions", $$"""{"name": "{{name}}"{{more}}}""");
        Assert.True(reply.Status == 201, reply.Text);
        return reply.Data("id");
    }

    /// <summary>A session whose code was scanned and that is proven to be connected.</summary>
    public static async Task<string> Connected(TestApp app, string name = "Support", string more = "")
    {
        var id = await Made(app, name, more);
        await Simulate(app, id, "scan");
        await Until(app, id, "connected");
        return id;
    }

    public static async Task<Reply> Simulate(TestApp app, string id, string action, string more = "")
    {
        var reply = await app.Post($"/v1/whatsapp/sessions/{id}/simulate", $$"""{"action": "{{action}}"{{more}}}""");
        Assert.True(reply.Status == 200, reply.Text);
        return reply;
    }

    /// <summary>Waits until the session stands so, while the clock goes on.</summary>
    public static Task<Reply> Until(TestApp app, string id, string status) => Until(app, status, () => app.Get($"/v1/whatsapp/sessions/{id}"));

    public static async Task<string> Sent(TestApp app, string to = "+447700900100", string more = "")
    {
        var reply = await app.Post("/v1/whatsapp/send", $$"""{"to": "{{to}}", "content": "Hello"{{more}}}""");
        Assert.True(reply.Status == 201, reply.Text);
        return reply.Data("id");
    }

    /// <summary>Waits until the message stands so, while the clock goes on.</summary>
    public static Task<Reply> MessageUntil(TestApp app, string id, string status) => Until(app, status, () => app.Get($"/v1/whatsapp/messages/{id}"));

    /// <summary>Waits for a received message of a type, and gives it as the list shows it.</summary>
    public static async Task<JsonElement> ReceivedOf(TestApp app, string type, Func<JsonElement, bool>? which = null, string? key = null)
    {
        JsonElement? found = null;
        await Eventually.IsTrue(async () =>
        {
            found = (await app.Get("/v1/whatsapp/messages?direction=in", key)).Json.GetProperty("data").EnumerateArray()
                .Where(m => m.GetProperty("type").GetString() == type && (which?.Invoke(m) ?? true)).Cast<JsonElement?>().FirstOrDefault();
            return found is not null;
        }, clock: app.Clock);
        return found!.Value;
    }

    // Sessions are looked at every second, and a number pauses for seconds: the clock goes on in larger steps than elsewhere.
    public static async Task<Reply> Until(TestApp app, string status, Func<Task<Reply>> look)
    {
        Reply? last = null;
        await Eventually.IsTrue(async () =>
        {
            app.Clock.Advance(TimeSpan.FromMilliseconds(100));
            return (last = await look()).Data("status") == status;
        }, () => last?.Text ?? "", app.Clock);
        return last!;
    }
}
