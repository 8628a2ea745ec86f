using System.Text.RegularExpressions;
using SendApi.Server.Delivery;

namespace SendApi.Tests.Verify;

/// <summary>Sends codes over the API, and reads them where they can be read.</summary>
internal static partial class Codes
{
    public const string Phone = "+447700900100";

    /// <summary>Sends a code and gives the verification's id.</summary>
    public static async Task<string> Sent(TestApp app, string to = Phone, string? key = null, string more = "")
    {
        var reply = await Ask(app, to, key, more);
        Assert.True(reply.Status == 201, reply.Text);
        return reply.Data("id");
    }

    /// <param name="more">Further members of the request, each with a comma before it.</param>
    public static Task<Reply> Ask(TestApp app, string to = Phone, string? key = null, string more = "") =>
        app.Post("/v1/verify/send", $$"""{"to": "{{to}}"{{more}}}""", key);

    public static Task<Reply> Check(TestApp app, string id, string code, string? key = null) =>
        app.Post("/v1/verify/check", $$"""{"id": "{{id}}", "code": "{{code}}"}""", key);

    /// <summary>The code of a test verification, as its developer reads it in the text.</summary>
    public static async Task<string> Shown(TestApp app, string id, string? key = null)
    {
        var text = (await app.Get($"/v1/verify/status/{id}", key)).Data("message_id");
        return Code().Match((await app.Get($"/v1/sms/status/{text}", key)).Data("content")).Value;
    }

    /// <summary>A code that is not this one.</summary>
    public static string Wrong(string code) => (code[0] == '9' ? '0' : (char)(code[0] + 1)) + code[1..];

    /// <summary>The code in the words that a carrier took.</summary>
    public static string In(string words) => Code().Match(words).Value;

    /// <summary>The first text that was to bring the code.</summary>
    public static async Task<MessageRow> Text(TestApp app, string id) => (await Texts(app, id))[0];

    public static Task<List<MessageRow>> Texts(TestApp app, string id) =>
        app.Db.Read(s => s.Query<MessageRow>("SELECT * FROM messages WHERE verification_id = @id ORDER BY id", new { id }), default);

    [GeneratedRegex("[0-9]{4,8}")]
    private static partial Regex Code();
}
