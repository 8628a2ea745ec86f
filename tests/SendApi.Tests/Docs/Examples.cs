using System.Text;
using System.Text.RegularExpressions;
using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.People;
using SendApi.Tests.People;

namespace SendApi.Tests.Docs;

/// <summary>The documented example of each operation as a client would send it, with ids of things that are there.</summary>
internal static partial class Examples
{
    /// <summary>How a test comes by an id of each kind, by its prefix, or by something else that must be there, by its example. A new kind of resource adds its line.</summary>
    private static readonly IReadOnlyDictionary<string, Func<TestApp, string, string, Task<string>>> Made = new Dictionary<string, Func<TestApp, string, string, Task<string>>>
    {
        [Ids.Sms] = async (app, _, test) => (await app.Post("/v1/sms/send", """{"to": "+447700900100", "content": "Hello", "send_at": "2026-03-10T00:00:00Z"}""", test)).Data("id"),
        [Ids.Verification] = async (app, _, test) => (await app.Post("/v1/verify/send", """{"to": "+447700900100"}""", test)).Data("id"),
        [Ids.Batch] = async (app, _, test) => (await app.Post("/v1/sms/send-bulk", """{"recipients": ["+447700900100", "0712345678"], "content": "Hello", "send_at": "2026-03-10T00:00:00Z"}""", test)).Data("batch_id"),
        [Ids.Inbound] = async (app, _, test) => (await app.Post("/v1/sms/inbound/simulate", """{"from": "+447700900000", "to": "+447700900042", "content": "Hello"}""", test)).Data("id"),
        [Ids.Sender] = async (app, _, test) => (await app.Post("/v1/sms/sender-ids", $$"""{"sender_id": "{{Ids.New("S", app.Clock.GetUtcNow())[^11..]}}"}""", test)).Data("id"),
        [Ids.Key] = async (app, _, test) => (await app.Post("/v1/api-keys", """{"name": "another", "scopes": ["sms:read"]}""", test)).Data("id"),
        [Ids.Suppression] = async (app, _, test) => (await app.Post("/v1/suppressions", """{"address": "+447700900199"}""", test)).Data("id"),
        [Ids.Webhook] = async (app, _, test) => await Webhook(app, test),
        [Ids.Delivery] = async (app, _, test) => (await app.Post($"/v1/webhooks/{await Webhook(app, test)}/test", null, test)).Data("id"),
        [Ids.Account] = async (app, _, _) =>
        {
            var account = await app.Account(Ids.New("shop-", app.Clock.GetUtcNow()));
            await app.TopUp(account, 100_000_000);
            return account;
        },
        ["acct_01J9ZK3V5T8W2Y4A6C8E0GADA0"] = async (app, _, _) =>
        {
            await Persons.Join(app, "ada@example.com");
            return app.AccountId;
        },
        ["+447700900043"] = async (app, live, _) =>
        {
            await app.Post($"/v1/admin/accounts/{app.AccountId}/numbers", """{"number": "+447700900043"}""", live);
            return "+447700900043";
        },
        ["sms_01J9ZK3V5T8W2Y4A6C8E0GK0WN"] = async (app, _, test) => await Uncertain(app, (await app.Post("/v1/sms/send", """{"to": "+447700900100", "content": "Hello", "send_at": "2026-03-10T00:00:00Z"}""", test)).Data("id")),
        ["sess_"] = async (app, _, test) => await Session(app, test),
        ["sess_01J9ZK3V5T8W2Y4A6C8E0GC0NN"] = async (app, _, test) => await Connected(app, test),
        ["msg_"] = async (app, _, test) =>
        {
            var session = await Connected(app, test);
            return (await app.Post("/v1/whatsapp/send", $$"""{"session_id": "{{session}}", "to": "+447700900100", "content": "Hello", "send_at": "2026-03-10T00:00:00Z"}""", test)).Data("id");
        },
        ["med_"] = async (app, _, test) => await Media(app, test),
        ["msg_01J9ZK3V5T8W2Y4A6C8E0GREAD"] = async (app, _, test) => await Received(app, test),
        ["grp_"] = async (app, _, test) =>
            (await app.Post("/v1/whatsapp/groups", $$"""{"session_id": "{{await Connected(app, test)}}", "name": "Customers", "participants": ["+447700900100"]}""", test)).Data("id"),
        ["sess_01J9ZK3V5T8W2Y4A6C8E0GC10D"] = async (app, _, test) => await CloudSession(app, test),
        [Ids.Template] = async (app, _, test) =>
        {
            var body = $$"""{"session_id": "{{await CloudSession(app, test)}}", "name": "order_shipped", "language": "en_US", "category": "UTILITY", "components": [{"type": "BODY", "text": "On its way"}]}""";
            return (await app.Post("/v1/whatsapp/templates", body, test)).Data("id");
        },
        // A provider with a route, of which the examples speak by its name.
        ["carrier"] = async (app, live, _) =>
        {
            await app.Post("/v1/admin/providers", """{"name": "carrier", "kind": "smpp", "settings": {"host": "127.0.0.1", "port": "9", "system_id": "test", "password": "sesame"}}""", live);
            await app.Put("/v1/admin/routes", """{"destination": "GB", "provider": "carrier"}""", live);
            return "carrier";
        },
        // A path cannot hold every name that a machine may have.
        ["node-1"] = async (app, live, _) => (await app.Get("/v1/admin/status", live)).Json.GetProperty("data").GetProperty("nodes")[0].GetProperty("id").GetString()!,
        ["grace@example.com"] = async (app, live, _) =>
        {
            await app.Post("/v1/account/members", """{"email": "owner@example.com", "role": "owner"}""", live);
            await app.Post("/v1/account/members", """{"email": "grace@example.com", "role": "viewer"}""", live);
            return "grace@example.com";
        },
    };

    /// <summary>The request with things made by the two admin keys of one account; <paramref name="replace"/> may put another value for a path field.</summary>
    public static async Task<HttpRequestMessage> Request(TestApp app, Operation operation, string liveKey, string testKey, Func<string, string>? replace = null)
    {
        var (path, query) = (operation.Path, new List<string>());
        foreach (var field in operation.Docs!.Fields.Where(f => f.Example is not null))
            if (operation.PlaceOf(field) == FieldPlace.Path)
                path = path.Replace($"{{{field.Name}}}", replace?.Invoke(field.Example!) ?? await Make(app, field.Example!, liveKey, testKey), StringComparison.Ordinal);
            else
                query.Add($"{field.Name}={Uri.EscapeDataString(await Make(app, field.Example!, liveKey, testKey))}");

        var request = new HttpRequestMessage(HttpMethod.Parse(operation.Method), query.Count == 0 ? path : $"{path}?{string.Join('&', query)}");
        if (operation.Docs.RequestExample is { } body)
            request.Content = new StringContent(await WithMade(app, body, liveKey, testKey), Encoding.UTF8, operation.Docs.RequestMedia);
        return request;
    }

    /// <summary>As if a worker had died with it.</summary>
    public static Task<string> Uncertain(TestApp app, string id) => app.Db.Write(async s =>
    {
        await s.Execute("DELETE FROM outbox WHERE message_id = @id", new { id });
        await s.Execute("UPDATE messages SET status = 40 WHERE id = @id", new { id });
        await s.Execute("INSERT INTO uncertain_messages (message_id, account_id, is_test, traffic_class, since) SELECT id, account_id, is_test, traffic_class, 0 FROM messages WHERE id = @id", new { id });
        return id;
    }, default);

    private static async Task<string> Session(TestApp app, string key) => (await app.Post("/v1/whatsapp/sessions", """{"name": "Support"}""", key)).Data("id");

    private static async Task<string> CloudSession(TestApp app, string key) => (await app.Post("/v1/whatsapp/sessions", """{"name": "Cloud", "kind": "cloud"}""", key)).Data("id");

    private static async Task<string> Connected(TestApp app, string key)
    {
        var id = await Session(app, key);
        await app.Post($"/v1/whatsapp/sessions/{id}/simulate", """{"action": "scan"}""", key);
        await Eventually.IsTrue(async () =>
        {
            app.Clock.Advance(TimeSpan.FromMilliseconds(100));
            return (await app.Get($"/v1/whatsapp/sessions/{id}", key)).Data("status") == "connected";
        });
        return id;
    }

    private static async Task<string> Media(TestApp app, string key)
    {
        var sent = await app.Post("/v1/whatsapp/send", $$"""
            {"session_id": "{{await Connected(app, key)}}", "to": "+447700900100", "type": "document", "media": {"base64": "JVBERi0xLjQK", "filename": "paper.pdf"}, "send_at": "2026-03-10T00:00:00Z"}
            """, key);
        return sent.Json.GetProperty("data").GetProperty("media").GetProperty("id").GetString()!;
    }

    private static async Task<string> Received(TestApp app, string key)
    {
        var session = await Connected(app, key);
        await app.Post($"/v1/whatsapp/sessions/{session}/simulate", """{"action": "write", "content": "Hello"}""", key);
        Reply? list = null;
        await Eventually.IsTrue(async () => (list = await app.Get($"/v1/whatsapp/messages?session_id={session}&direction=in", key)).Json.GetProperty("data").GetArrayLength() == 1, clock: app.Clock);
        return list!.Json.GetProperty("data")[0].GetProperty("id").GetString()!;
    }

    // Nobody listens there.
    private static async Task<string> Webhook(TestApp app, string key) =>
        (await app.Post("/v1/webhooks", """{"url": "http://127.0.0.1:9/hooks", "events": ["sms.*"]}""", key)).Data("id");

    /// <summary>A body with the ids of things that are there in place of its examples.</summary>
    private static async Task<string> WithMade(TestApp app, string body, string liveKey, string testKey)
    {
        foreach (var example in AnyId().Matches(body).Select(m => m.Value).Distinct())
            body = body.Replace(example, await Make(app, example, liveKey, testKey), StringComparison.Ordinal);
        if (body.Contains("\"carrier\"", StringComparison.Ordinal))
            await Make(app, "carrier", liveKey, testKey);
        return body.Contains(SignInDocs.Token, StringComparison.Ordinal)
            ? body.Replace(SignInDocs.Token, await Persons.Invite(app, "ada@example.com"), StringComparison.Ordinal)
            : body;
    }

    private static async Task<string> Make(TestApp app, string example, string liveKey, string testKey)
    {
        var prefix = example[..(example.IndexOf('_', StringComparison.Ordinal) + 1)];
        if (Made.TryGetValue(example, out var make) || Made.TryGetValue(Ids.IsId(prefix, example) ? prefix : example, out make))
            return await make(app, liveKey, testKey);

        return Ids.IsId(prefix, example) ? throw new InvalidOperationException($"Say in Made how a test comes by an id such as {example}.") : example;
    }

    [GeneratedRegex("[a-z]+_01[0-9A-Z]{24}")]
    private static partial Regex AnyId();
}
