using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SendApi.Tests.WhatsApp;

/// <summary>Makes sessions of Meta's Cloud API in the test world, and templates of theirs, over HTTP.</summary>
internal static class Clouds
{
    public const string Secret = "0123456789abcdef0123456789abcdef";

    public const string Body = """[{"type": "BODY", "text": "Hello {{1}}, your order {{2}} is on its way.", "example": {"body_text": [["Ada", "1001"]]}}]""";

    public const string Filled = """[{"type": "body", "parameters": [{"type": "text", "text": "Ada"}, {"type": "text", "text": "1001"}]}]""";

    /// <summary>A session that is proven to be connected, and held.</summary>
    public static async Task<string> Connected(TestApp app, string more = "", string? key = null)
    {
        var reply = await app.Post("/v1/whatsapp/sessions", $$"""{"name": "Cloud", "kind": "cloud"{{more}} }""", key);
        Assert.True(reply.Status == 201, reply.Text);
        Assert.Equal("connected", reply.Data("status"));
        return reply.Data("id");
    }

    /// <summary>A template that Meta has decided about.</summary>
    public static async Task<string> Template(TestApp app, string session, string name = "order_shipped", string status = "approved", string components = Body)
    {
        var reply = await app.Post("/v1/whatsapp/templates", New(session, name, components));
        Assert.True(reply.Status == 201, reply.Text);
        Assert.Equal("pending", reply.Data("status"));
        await Until(app, reply.Data("id"), status);
        return reply.Data("id");
    }

    public static string New(string session, string name = "order_shipped", string components = Body) =>
        $$"""{"session_id": "{{session}}", "name": "{{name}}", "language": "en_US", "category": "UTILITY", "components": {{components}} }""";

    /// <summary>The body of a send by template.</summary>
    public static string Send(string session, string to = "+447700900100", string name = "order_shipped", string language = "\"en_US\"", string components = Filled) =>
        $$"""{"session_id": "{{session}}", "to": "{{to}}", "type": "template", "template": {"name": "{{name}}", "language": {{language}}, "components": {{components}} } }""";

    public static Task<Reply> Until(TestApp app, string template, string status) => Sessions.Until(app, status, () => app.Get($"/v1/whatsapp/templates/{template}"));

    /// <summary>Waits until somebody's words to a session are here.</summary>
    public static async Task Wrote(TestApp app, string session, string from = "+447700900100")
    {
        await Sessions.Simulate(app, session, "write", $", \"from\": \"{from}\", \"content\": \"Hello\"");
        await Eventually.IsTrue(async () => (await app.Get($"/v1/whatsapp/messages?direction=in&phone=%2B{from[1..]}")).Json.GetProperty("data").GetArrayLength() > 0, clock: app.Clock);
    }

    /// <summary>A call as Meta makes it.</summary>
    public static async Task<Reply> Call(TestApp app, string session, string body, string secret = Secret)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/callbacks/meta/{session}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body))));
        return await app.Send(request);
    }

    /// <summary>What Meta tells of a person's words.</summary>
    public static string Words(string number, string id, string from, DateTimeOffset at) => $$"""
        {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": "messages", "value": {"messaging_product": "whatsapp", "metadata": {"display_phone_number": "447700900042", "phone_number_id": "{{number}}"},
        "messages": [{"from": "{{from.TrimStart('+')}}", "id": "{{id}}", "timestamp": "{{at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}}", "type": "text", "text": {"body": "Hello"} }]} }]}]}
        """;
}
