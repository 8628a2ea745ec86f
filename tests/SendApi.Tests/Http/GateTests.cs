using SendApi.Core;
using SendApi.Server.Keys;

namespace SendApi.Tests.Http;

public sealed class GateTests
{
    private const string Send = "/v1/sms/send", Body = """{"to": "+447700900000", "content": "Hi"}""";

    [Fact]
    public async Task Without_a_key_it_is_4010_and_the_body_is_never_read()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Post(Send, "{ not json", key: "");

        Assert.Equal((401, 4010), (reply.Status, reply.Code));
        Assert.Equal("missing_api_key", reply.Error.GetProperty("type").GetString());
        Assert.Equal("Bearer", reply.Headers["WWW-Authenticate"]);
    }

    [Theory]
    [InlineData("Basic c2s6")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer hello")]
    [InlineData("sk_live_RzITt50NAhQr30br5PB2pHkGDGxWq6ZB2IOZjE")]
    public async Task A_header_without_a_well_formed_key_is_4011(string header)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/sms/messages");
        request.Headers.TryAddWithoutValidation("Authorization", header);

        var reply = await app.Send(request);

        Assert.Equal((401, 4011), (reply.Status, reply.Code));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_unknown_key_and_one_with_a_letter_changed_are_4011(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var mistyped = app.TestKey[..^1] + (app.TestKey[^1] == 'a' ? 'b' : 'a');

        Assert.Equal((401, 4011), await Refusal(app, KeySecret.Make(isTest: true)));
        Assert.Equal((401, 4011), await Refusal(app, mistyped));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_revoked_key_is_refused_within_a_second(string engine)
    {
        await using var app = await TestApp.Run(engine);
        Assert.Equal(200, (await app.Get("/v1/sms/messages")).Status);

        await app.Db.Write(async s => await KeyRows.Revoke(s, (await KeyRows.Matching(s, app.TestKey)).Single().Id, app.Clock.GetUtcNow()), default);
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        var reply = await app.Get("/v1/sms/messages");
        Assert.Equal((401, 4012), (reply.Status, reply.Code));
        Assert.Contains("2026-03-09T14:30:00Z", reply.Message);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_key_works_until_the_moment_it_expires(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var key = await app.Key("admin", expires: app.Clock.GetUtcNow().AddMinutes(5));

        app.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(200, (await app.Get("/v1/sms/messages", key)).Status);
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal((401, 4013), await Refusal(app, key));
    }

    [Theory]
    [InlineData("sms:read", 200, 403)]
    [InlineData("sms:write", 200, 201)]
    [InlineData("admin", 200, 201)]
    [InlineData("email:write,verify:read", 403, 403)]
    public async Task A_scope_opens_what_it_says_and_write_implies_read(string scopes, int read, int write)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var key = await app.Key(scopes);

        Assert.Equal(read, (await app.Get("/v1/sms/messages", key)).Status);
        Assert.Equal(write, (await app.Post(Send, Body, key)).Status);
    }

    [Fact]
    public async Task A_missing_scope_is_named()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Post(Send, "not read either", await app.Key("sms:read"));

        Assert.Equal((403, 4030), (reply.Status, reply.Code));
        Assert.Equal("sms:write", reply.Error.GetProperty("required_scope").GetString());
    }

    [Fact]
    public async Task The_61st_request_of_a_Starter_key_within_a_minute_is_4029_and_says_when_to_come_back()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var key = await app.Key("admin", account: await app.Account("small", "Starter"));

        for (var left = 59; left >= 0; left--)
        {
            var passed = await app.Get("/v1/sms/messages", key);
            Assert.Equal((200, "60", left.ToString()), (passed.Status, passed.Headers["X-RateLimit-Limit"], passed.Headers["X-RateLimit-Remaining"]));
        }

        app.Clock.Advance(TimeSpan.FromSeconds(49));
        var refused = await app.Get("/v1/sms/messages", key);
        Assert.Equal((429, 4029, "12"), (refused.Status, refused.Code, refused.Headers["Retry-After"]));
        Assert.Equal("Too many requests. Please retry after 12 seconds.", refused.Message);
        Assert.Equal(12, refused.Error.GetProperty("retry_after").GetInt32());
        Assert.Equal("\"key\";q=60;w=60", refused.Headers["RateLimit-Policy"]);
        Assert.Equal("\"key\";r=0;t=12", refused.Headers["RateLimit"]);
        Assert.Equal((app.Clock.GetUtcNow().ToUnixTimeSeconds() + 12).ToString(), refused.Headers["X-RateLimit-Reset"]);

        app.Clock.Advance(TimeSpan.FromSeconds(12));
        Assert.Equal(200, (await app.Get("/v1/sms/messages", key)).Status);
    }

    [Fact]
    public async Task The_rate_limit_comes_before_the_scope_and_one_key_does_not_use_up_another()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var account = await app.Account("small", "Starter");
        var key = await app.Key("email:read", account: account);

        for (var i = 0; i < 60; i++)
            Assert.Equal(403, (await app.Get("/v1/sms/messages", key)).Status);

        Assert.Equal((429, 4029), await Refusal(app, key));
        Assert.Equal(200, (await app.Get("/v1/sms/messages", await app.Key("admin", account: account))).Status);
    }

    [Theory]
    [InlineData("GET", "/v1/nothing", 404, 4044)]
    [InlineData("GET", "/", 404, 4044)]
    [InlineData("DELETE", "/v1/sms/send", 405, 4050)]
    [InlineData("GET", "/v1/sms/send", 405, 4050)]
    public async Task Paths_and_methods_that_do_not_exist_are_answered_in_our_envelope(string method, string path, int status, int code)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Send(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.False(reply.Json.GetProperty("success").GetBoolean());
        Assert.Equal(reply.Headers["X-Request-Id"], reply.Json.GetProperty("meta").GetProperty("request_id").GetString());
        if (status == 405)
            Assert.Equal("POST", reply.Headers["Allow"]);
    }

    [Fact]
    public async Task Every_answer_has_its_own_request_id_and_an_error_links_a_page_that_is_there()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var good = await app.Get("/v1/sms/messages");
        var bad = await app.Get("/v1/sms/status/none");

        Assert.Matches("^req_[0-9A-HJKMNP-TV-Z]{26}$", good.Headers["X-Request-Id"]);
        Assert.NotEqual(good.Headers["X-Request-Id"], bad.Headers["X-Request-Id"]);
        var page = await app.Send(new HttpRequestMessage(HttpMethod.Get, bad.Error.GetProperty("doc_url").GetString()));
        Assert.Equal(200, page.Status);
        Assert.Contains("4044", page.Text);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/docs")]
    [InlineData("/docs/billing")]
    [InlineData("/docs/errors")]
    public async Task Health_and_docs_need_no_key(string path)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        Assert.Equal(200, (await app.Send(new HttpRequestMessage(HttpMethod.Get, path))).Status);
    }

    private static async Task<(int, int)> Refusal(TestApp app, string key)
    {
        var reply = await app.Get("/v1/sms/messages", key);
        return (reply.Status, reply.Code);
    }
}
