using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Keys;
using SendApi.Tests.WhatsApp;

namespace SendApi.Tests.Http;

/// <summary>Every number of the catalogue, provoked as a client would come upon it: a real revoked key, a real empty quota, a real store that is locked.</summary>
public sealed class ReachableTests
{
    private const string Send = "/v1/sms/send", SendCode = "/v1/verify/send", Good = """{"to": "+447700900100", "content": "Hello"}""";

    /// <summary>Numbers of channels that are not there yet, with what brings them. None of them may be refused with by a route.</summary>
    private static readonly IReadOnlyDictionary<int, string> NotYet = new Dictionary<int, string>
    {
        [4007] = "email",
    };

    private static readonly IReadOnlyDictionary<int, Func<TestApp, Task<Reply>>> Cases = new Dictionary<int, Func<TestApp, Task<Reply>>>
    {
        [4000] = app => app.Post(Send, """{"to": "+447700900100"}"""),
        [4001] = app => app.Post(Send, """{"to": "0712345678", "content": "Hello"}"""),
        [4002] = app => app.Post("/v1/whatsapp/send", """{"session_id": "sess_x", "to": "+447700900100", "content": "Hello"}"""),
        [4003] = async app =>
        {
            await Sessions.Made(app);
            return await app.Post("/v1/whatsapp/send", """{"to": "+447700900100", "content": "Hello"}""");
        },
        [4004] = async app =>
        {
            await app.Suppress("+447700900100");
            return await app.Post(Send, Good);
        },
        [4005] = async app =>
        {
            await Sessions.Connected(app);
            return await app.Post("/v1/whatsapp/send", """{"to": "+447700900100", "type": "template", "template": {"name": "order_shipped", "language": "en_US"} }""");
        },
        [4006] = app => app.Post(Send, """{"to": "+447700900100", "content": "Hello", "sender_id": "MyVeryLongCompany"}"""),
        [4008] = app => WithPolicy(app, """{"allowed_countries":[],"blocked_prefixes":[],"blocked_words":["hello"]}"""),
        [4009] = app => WithPolicy(app, """{"allowed_countries":["FR"],"blocked_prefixes":[],"blocked_words":[]}"""),
        [4010] = app => app.Post(Send, Good, key: ""),
        [4011] = app => app.Post(Send, Good, KeySecret.Make(isTest: true)),
        [4012] = async app =>
        {
            await app.Db.Write(async s => await KeyRows.Revoke(s, (await KeyRows.Matching(s, app.TestKey)).Single().Id, app.Clock.GetUtcNow()), default);
            return await app.Post(Send, Good);
        },
        [4013] = async app =>
        {
            var key = await app.Key("admin", expires: app.Clock.GetUtcNow().AddMinutes(1));
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            return await app.Post(Send, Good, key);
        },
        [4020] = async app =>
        {
            var account = await app.Account("shop", "Starter");
            await app.TopUp(account, 1_000_000);
            await app.SetPlan("Starter", "sms_quota = 0");
            return await app.Post(Send, Good, await app.Key("admin", isTest: false, account: account));
        },
        [4021] = async app => await app.Post(Send, Good, await app.Key("admin", isTest: false, account: await app.Account("shop", "Enterprise"))),
        [4022] = async app => await Changed(app, "subscription = 'canceled'", () => app.Post(Send, Good, app.LiveKey)),
        [4029] = async app =>
        {
            await app.SetPlan("Unlimited", "requests_per_minute = 1");
            await app.Get("/v1/sms/messages");
            return await app.Post(Send, Good);
        },
        [4030] = async app => await app.Post(Send, Good, await app.Key("sms:read")),
        [4031] = async app => await Changed(app, $"suspended_at = {TestApp.Start.ToMicros()}", () => app.Post(Send, Good)),
        [4040] = app => app.Post("/v1/verify/check", """{"to": "+447700900100", "code": "123456"}"""),
        [4041] = async app =>
        {
            var id = (await app.Post(SendCode, """{"to": "+447700900100", "ttl": 60}""")).Data("id");
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            return await app.Post("/v1/verify/check", $$"""{"id": "{{id}}", "code": "123456"}""");
        },
        [4042] = async app =>
        {
            var id = (await app.Post(SendCode, """{"to": "+447700900100", "length": 8}""")).Data("id");
            for (var i = 0; i < 5; i++)
                await app.Post("/v1/verify/check", $$"""{"id": "{{id}}", "code": "1234"}""");
            return await app.Post("/v1/verify/check", $$"""{"id": "{{id}}", "code": "1234"}""");
        },
        [4043] = async app =>
        {
            for (var i = 0; i < 5; i++)
                await app.Post(SendCode, """{"to": "+447700900100"}""");
            return await app.Post(SendCode, """{"to": "+447700900100"}""");
        },
        [4044] = app => app.Get("/v1/sms/status/" + Ids.New(Ids.Sms, TestApp.Start)),
        [4050] = app => app.Get(Send),
        [4090] = async app =>
        {
            var id = (await app.Post(Send, """{"to": "+447700900100", "content": "Hello", "send_at": "2026-03-10T00:00:00Z"}""")).Data("id");
            await app.Post($"/v1/sms/messages/{id}/cancellation", null);
            return await app.Post($"/v1/sms/messages/{id}/cancellation", null);
        },
        [4091] = async app =>
        {
            await app.Post(Send, Good, idempotencyKey: "order-1001");
            return await app.Post(Send, """{"to": "+447700900100", "content": "Another"}""", idempotencyKey: "order-1001");
        },
        [4092] = WhileAnotherRuns,
        [4130] = app => app.Post(Send, $$"""{"to": "+447700900100", "content": "{{new string('x', 1_048_577)}}"}"""),
        [4150] = app => app.Send(new HttpRequestMessage(HttpMethod.Post, Send) { Content = new StringContent("Hello", Encoding.UTF8, "text/plain") }, app.TestKey),
        [5000] = app => Changed(app, "policy = 'not json'", () => app.Post(Send, Good)),
        [5001] = app => app.Post(Send, Good, app.LiveKey),
        [5030] = async app =>
        {
            await using var held = await StoreLock.Take(app);
            return await app.Post(Send, Good);
        },
    };

    /// <summary>What an answer with this number carries beyond its envelope: members of the error, and headers.</summary>
    private static readonly IReadOnlyDictionary<int, string[]> Carries = new Dictionary<int, string[]>
    {
        [4000] = ["details"],
        [4001] = ["details"],
        [4002] = ["details"],
        [4003] = ["details"],
        [4004] = ["details"],
        [4005] = ["details"],
        [4006] = ["details"],
        [4008] = ["details"],
        [4009] = ["details"],
        [4010] = ["WWW-Authenticate: Bearer"],
        [4011] = ["WWW-Authenticate: Bearer"],
        [4020] = ["used", "limit", "resets_at", "upgrade_url"],
        [4021] = ["balance", "required", "top_up_url"],
        [4022] = ["upgrade_url"],
        [4029] = ["retry_after", "Retry-After: 61", "X-RateLimit-Remaining: 0"],
        [4030] = ["required_scope"],
        [4040] = ["details"],
        [4043] = ["retry_after", "Retry-After: 3600"],
        [4044] = ["details"],
        [4050] = ["Allow: POST"],
        [4090] = ["details"],
        [4092] = ["retry_after", "Retry-After: 1"],
        [5030] = ["retry_after", "Retry-After: 2"],
    };

    public static TheoryData<int, string> Numbers
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var number in Errors.All.Select(e => e.Number).Where(n => !NotYet.ContainsKey(n)))
            {
                data.Add(number, Engines.Sqlite);
                data.Add(number, Engines.Postgres);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Numbers))]
    public async Task Every_reference_code_is_reachable(int number, string engine)
    {
        // A live key has somewhere to send to, except where that is the very case.
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = number != Errors.ProviderError.Number });
        var entry = Errors.Find(number)!;

        var reply = await (Cases.GetValueOrDefault(number) ?? throw new InvalidOperationException($"{number} has no case: provoke it here, or say in NotYet what brings it."))(app);

        Assert.True(reply.Headers["Content-Type"].StartsWith("application/json", StringComparison.Ordinal), reply.Text);
        Assert.Equal((number, entry.Type, entry.Status), (reply.Code, reply.Error.GetProperty("type").GetString(), reply.Status));
        Assert.False(reply.Json.GetProperty("success").GetBoolean());
        Assert.EndsWith(".", reply.Message, StringComparison.Ordinal);
        var id = reply.Headers["X-Request-Id"];
        var meta = reply.Json.GetProperty("meta");
        Assert.Equal((id, id), (reply.Error.GetProperty("request_id").GetString(), meta.GetProperty("request_id").GetString()));
        Assert.True(meta.GetProperty("timestamp").GetDateTimeOffset() >= TestApp.Start);
        Assert.EndsWith($"/docs/errors/{number}", reply.Error.GetProperty("doc_url").GetString(), StringComparison.Ordinal);

        string[] optional = ["details", "retry_after", "required_scope", "used", "limit", "resets_at", "upgrade_url", "balance", "required", "top_up_url"];
        var carried = Carries.GetValueOrDefault(number) ?? [];
        Assert.Equal(carried.Intersect(optional).Order(), reply.Error.EnumerateObject().Select(m => m.Name).Intersect(optional).Order());
        foreach (var header in carried.Except(optional).Select(h => h.Split(": ")))
            Assert.Equal(header[1], reply.Headers[header[0]]);
        Assert.Equal(reply.Error.TryGetProperty("retry_after", out var wait) ? wait.ToString() : null, reply.Headers.GetValueOrDefault("Retry-After"));
    }

    [Fact]
    public async Task An_unreadable_body_is_4000_with_status_400()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Post(Send, "{");

        Assert.Equal((4000, 400), (reply.Code, reply.Status));
    }

    [Fact]
    public async Task No_route_refuses_with_a_number_that_is_said_not_to_be_there_yet()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var used = Operations.Of(app.Services.GetRequiredService<EndpointDataSource>()).SelectMany(o => o.AllRefusals).Select(c => c.Number).Distinct();

        Assert.Empty(used.Except(Cases.Keys));
        Assert.Empty(Cases.Keys.Intersect(NotYet.Keys));
        Assert.Equal(Errors.All.Select(e => e.Number), Cases.Keys.Concat(NotYet.Keys).Order());
    }

    private static Task<Reply> WithPolicy(TestApp app, string policy) => Changed(app, $"policy = '{policy}'", () => app.Post(Send, Good));

    private static async Task<Reply> Changed(TestApp app, string assignment, Func<Task<Reply>> request)
    {
        await app.Db.Write(s => s.Execute($"UPDATE accounts SET {assignment}"), default);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        return await request();
    }

    private static async Task<Reply> WhileAnotherRuns(TestApp app)
    {
        await using var held = await StoreLock.Take(app);
        Task<Reply>? first = null;
        Reply? second = null;
        await Eventually.IsTrue(async () =>
        {
            // Should the second one have come to the server before it, the first was told 4092: then it begins anew.
            first = first is null or { IsCompleted: true } ? app.Post(Send, Good, idempotencyKey: "order-1001") : first;
            second = await app.Post(Send, "{}", idempotencyKey: "order-1001");
            return second.Status == 409 && !first.IsCompleted;
        });
        await held.DisposeAsync();
        await first!;
        return second!;
    }
}
