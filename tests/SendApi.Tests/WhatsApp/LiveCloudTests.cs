using SendApi.Server.WhatsApp;
using SendApi.Tests.Connectors.Meta;

namespace SendApi.Tests.WhatsApp;

/// <summary>Live sessions of Meta's Cloud API, against a listener in the place of the Graph API.</summary>
public sealed class LiveCloudTests
{
    private const string Path = "/v1/whatsapp/sessions";

    private const string Body = $$"""{"name": "Shop", "kind": "cloud", "cloud": {"phone_number_id": "{{GraphHost.Number}}", "business_account_id": "{{GraphHost.Business}}", "access_token": "{{GraphHost.Token}}", "app_secret": "{{Clouds.Secret}}"} }""";

    [Theory]
    [InlineData("GET /v23.0/106540352242922", 400, 100, 4000, "cloud.phone_number_id")]
    [InlineData("GET /v23.0/106540352242922", 401, 190, 4000, "cloud.access_token")]
    [InlineData("POST /v23.0/102290129340398/subscribed_apps", 403, 200, 4000, "cloud.business_account_id")]
    [InlineData("GET /v23.0/106540352242922", 503, 2, 5001, null)]
    [InlineData("POST /v23.0/106540352242922", 400, 100, 5001, null)]
    public async Task What_Meta_refuses_is_named_and_nothing_stays_behind(string line, int status, int error, int code, string? field)
    {
        await using var graph = await GraphHost.Start(asked => asked.StartsWith(line, StringComparison.Ordinal)
            ? (status, $$$"""{"error": {"message": "No, {{{GraphHost.Token}}}", "code": {{{error}}}}}""") : Good(asked));
        await using var app = await Run(graph);

        var refused = await app.Post(Path, Body, app.LiveKey);

        Assert.Equal((code, field), (refused.Code, field is null ? null : refused.Fields.Single()));
        Assert.DoesNotContain(GraphHost.Token, refused.Text, StringComparison.Ordinal);
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT (SELECT COUNT(*) FROM whatsapp_sessions) + (SELECT COUNT(*) FROM whatsapp_cloud)"), default));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_live_session_tells_Meta_where_to_call_and_leaves_no_trace_there_when_it_is_deleted(string engine)
    {
        await using var graph = await GraphHost.Start(Good);
        await using var app = await Run(graph, engine);

        var made = await app.Post(Path, Body, app.LiveKey);

        Assert.Equal((201, "connected", "+447700900042"), (made.Status, made.Data("status"), made.Data("phone_number")));
        var hook = graph.Requests.Single(r => r.Line == $"POST /v23.0/{GraphHost.Number}");
        Assert.Contains($"https://sms.example.com/callbacks/meta/{made.Data("id")}", hook.Text, StringComparison.Ordinal);
        var said = await Clouds.Call(app, made.Data("id"), Clouds.Words(GraphHost.Number, "wamid.1", "+447700900100", app.Clock.GetUtcNow()));
        Assert.Equal(200, said.Status);
        Assert.Equal(1, (await app.Get("/v1/whatsapp/messages?direction=in", app.LiveKey)).Json.GetProperty("data").GetArrayLength());
        Assert.Equal(0, (await app.Get("/v1/whatsapp/messages?direction=in")).Json.GetProperty("data").GetArrayLength());
        Assert.Equal(200, (await app.Delete($"{Path}/{made.Data("id")}", app.LiveKey)).Status);
        Assert.DoesNotContain("sms.example.com", graph.Requests.Last(r => r.Line == $"POST /v23.0/{GraphHost.Number}").Text, StringComparison.Ordinal);
        Assert.Equal(4011, (await Clouds.Call(app, made.Data("id"), "{}")).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_asks_to_be_forgotten_leaves_no_window(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Clouds.Wrote(app, await Clouds.Connected(app));

        Assert.Equal(0, await app.Db.Write(s => WhatsAppErasure.Person(s, "+447700900100", "acct_x"), default));
        Assert.Equal(1, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM whatsapp_windows"), default));
        Assert.Equal(1, await app.Db.Write(s => WhatsAppErasure.Person(s, "+447700900100", null), default));
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM whatsapp_windows"), default));
    }

    private static (int, string) Good(string line) => line.StartsWith("GET", StringComparison.Ordinal)
        ? (200, line.Contains("message_templates", StringComparison.Ordinal) ? """{"data": []}""" : """{"display_phone_number": "+44 7700 900042", "status": "CONNECTED"}""")
        : (200, """{"success": true}""");

    private static Task<TestApp> Run(GraphHost graph, string engine = Engines.Sqlite) => TestApp.Run(engine, o => o with
    {
        Configure = builder =>
        {
            TestApp.Setting("Callbacks:PublicUrl", "https://sms.example.com")(builder);
            builder.Configuration["WhatsApp:GraphUrl"] = graph.Url;
        },
    });
}
