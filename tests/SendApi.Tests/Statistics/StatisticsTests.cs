using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SendApi.Server.Statistics;
using SendApi.Tests.Verify;
using SendApi.Tests.WhatsApp;

namespace SendApi.Tests.Statistics;

/// <summary>What the statistics count, and what they leave out.</summary>
public sealed class StatisticsTests
{
    private const string Path = "/v1/account/statistics";

    private static readonly string[] Standings = ["sent", "delivered", "failed", "waiting", "uncertain", "canceled"];

    [Theory, ClassData(typeof(Engines))]
    public async Task Each_message_is_counted_once_where_it_stands_and_the_points_add_up(string engine)
    {
        await using var app = await TestApp.Run(engine);
        foreach (var (digits, status) in new[] { ("100", "delivered"), ("006", "delivered"), ("001", "undelivered"), ("002", "failed"), ("004", "sent"), ("007", "uncertain") })
            await app.Until(await app.SendSms("+447700900" + digits), status);
        await app.Post("/v1/sms/send", """{"to": "+447700900100", "content": "Later", "send_at": "2026-03-11T00:00:00Z"}""");
        var taken = await app.Post("/v1/sms/send", """{"to": "+447700900100", "content": "Never", "send_at": "2026-03-11T00:00:00Z"}""");
        await app.Post($"/v1/sms/messages/{taken.Data("id")}/cancellation", null);

        var data = (await app.Get(Path)).Json.GetProperty("data");

        var sms = Of(data, "totals", "sms");
        Assert.Equal([1, 2, 2, 1, 1, 1], Numbers(sms));
        Assert.Equal((8, 0.5), (sms.GetProperty("accepted").GetInt32(), sms.GetProperty("delivery_rate").GetDouble()));
        Assert.Equal(JsonValueKind.Null, Of(data, "totals", "whatsapp").GetProperty("delivery_rate").ValueKind);
        Assert.Equal(("statistics", "hourly", false), (data.GetProperty("object").GetString(), data.GetProperty("granularity").GetString(), data.GetProperty("is_partial").GetBoolean()));
        var points = data.GetProperty("points").EnumerateArray().ToList();
        Assert.Equal(24 * 3, points.Count);
        Assert.Equal(("2026-03-08T15:00:00Z", "2026-03-09T14:00:00Z"), (points[0].GetProperty("at").GetString(), points[^1].GetProperty("at").GetString()));
        foreach (var channel in new[] { "sms", "whatsapp", "verify" })
        {
            var all = points.FindAll(p => p.GetProperty("channel").GetString() == channel);
            Assert.Equal(24, all.Select(p => p.GetProperty("at").GetString()).Distinct().Count());
            Assert.Equal(Numbers(Of(data, "totals", channel)), Standings.Select(s => all.Sum(p => p.GetProperty(s).GetInt32())));
        }

        Assert.Equal([1, 2, 2, 1, 1, 1], Numbers(points[^3]));
        var errors = data.GetProperty("errors").EnumerateArray().ToList();
        Assert.All(errors, e => Assert.InRange(e.GetProperty("code").GetInt32(), 4000, 5999));
        Assert.Equal(errors.Select(e => e.GetProperty("count").GetInt32()).OrderDescending(), errors.Select(e => e.GetProperty("count").GetInt32()));
        var page = errors[0].GetProperty("doc_url").GetString()!;
        Assert.EndsWith($"/docs/errors/{errors[0].GetProperty("code")}", page, StringComparison.Ordinal);
        Assert.Equal(200, (int)(await app.Http.GetAsync(page, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task WhatsApp_messages_and_codes_are_channels_of_their_own(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Sessions.Connected(app);
        await Sessions.MessageUntil(app, await Sessions.Sent(app, "+447700900006"), "read");
        var code = await Codes.Ask(app);
        await app.Until(code.Data("message_id"), "delivered");

        var data = (await app.Get(Path)).Json.GetProperty("data");

        Assert.Equal([0, 0, 0, 0, 0, 0], Numbers(Of(data, "totals", "sms")));
        Assert.Equal([0, 1, 0, 0, 0, 0], Numbers(Of(data, "totals", "whatsapp")));
        Assert.Equal([0, 1, 0, 0, 0, 0], Numbers(Of(data, "totals", "verify")));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Another_account_and_the_other_world_see_nothing_of_it(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true });
        await app.SendSms("+447700900100");
        await app.SendSms("+447700900100");
        await app.SendSms("+447700900100", key: app.LiveKey);

        Assert.Equal(2, await Accepted(app, app.TestKey));
        Assert.Equal(1, await Accepted(app, app.LiveKey));
        Assert.Equal(0, await Accepted(app, await app.Key("account:read", account: await app.Account("other"))));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Beyond_the_bound_the_newest_are_counted_and_it_says_from_when_on(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false, Configure = b => b.Services.AddSingleton(new StatisticsBounds { Messages = 4 }) });
        for (var i = 0; i < 4; i++)
            await Next(app);
        Assert.False((await app.Get(Path)).Json.GetProperty("data").GetProperty("is_partial").GetBoolean());
        for (var i = 0; i < 2; i++)
            await Next(app);
        app.Clock.Advance(TimeSpan.FromSeconds(5));

        var data = (await app.Get(Path)).Json.GetProperty("data");

        Assert.True(data.GetProperty("is_partial").GetBoolean());
        // The second was made at 14:31, and all after it are counted.
        Assert.Equal("2026-03-09T14:31:00.001Z", data.GetProperty("counted_from").GetString());
        Assert.Equal(4, Of(data, "totals", "sms").GetProperty("accepted").GetInt32());
        Assert.Equal(4, data.GetProperty("points").EnumerateArray().Sum(p => p.GetProperty("waiting").GetInt32()));

        static async Task Next(TestApp app)
        {
            await app.SendSms("+447700900100");
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_span_counts_what_was_made_within_it_in_days_of_UTC(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false });
        await app.SendSms("+447700900100");
        app.Clock.Advance(TimeSpan.FromHours(10));
        await app.SendSms("+447700900100");
        await app.SendSms("+447700900100");
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.SendSms("+447700900100");

        Assert.Equal([("2026-03-09T00:00:00Z", 1), ("2026-03-10T00:00:00Z", 2)], await Days("from_date=2026-03-09&to_date=2026-03-10&granularity=daily"));
        Assert.Equal([("2026-03-10T00:00:00Z", 2)], await Days("from_date=2026-03-09T23:59:59Z&to_date=2026-03-10&granularity=daily", skip: 1));
        Assert.Equal(4, (await Days("granularity=daily")).Sum(d => d.Item2));
        Assert.Equal(30, (await Days("granularity=daily")).Count);
        Assert.Equal(92, (await Days("from_date=2025-12-08&to_date=2026-03-09&granularity=daily")).Count);
        Assert.Equal(168, (await Days("from_date=2026-03-03&to_date=2026-03-09")).Count);

        async Task<List<(string, int)>> Days(string query, int skip = 0) =>
            [.. (await app.Get($"{Path}?{query}")).Json.GetProperty("data").GetProperty("points").EnumerateArray().Where(p => p.GetProperty("channel").GetString() == "sms").Skip(skip)
                .Select(p => (p.GetProperty("at").GetString()!, p.GetProperty("waiting").GetInt32()))];
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_answer_is_given_again_for_five_seconds(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false });
        await app.SendSms("+447700900100");
        Assert.Equal(1, await Accepted(app, app.TestKey));
        await app.SendSms("+447700900100");

        Assert.Equal(1, await Accepted(app, app.TestKey));
        app.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, await Accepted(app, app.TestKey));
    }

    [Theory]
    [InlineData("from_date=tomorrow", "from_date")]
    [InlineData("to_date=soon", "to_date")]
    [InlineData("granularity=monthly", "granularity")]
    [InlineData("from_date=2026-03-09&to_date=2026-03-08", "to_date")]
    [InlineData("from_date=2026-03-10", "to_date")]
    [InlineData("from_date=2026-03-01&to_date=2026-03-08", "to_date")]
    [InlineData("from_date=2025-12-08&to_date=2026-03-10&granularity=daily", "to_date")]
    public async Task A_span_that_cannot_be_is_4000_with_its_field(string query, string field)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Get($"{Path}?{query}");

        Assert.Equal((422, 4000), (reply.Status, reply.Code));
        Assert.Equal([field], reply.Fields);
    }

    [Fact]
    public async Task It_needs_the_scope_of_the_account()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        Assert.Equal(4030, (await app.Get(Path, await app.Key("sms:read"))).Code);
    }

    private static async Task<int> Accepted(TestApp app, string key) => Of((await app.Get(Path, key)).Json.GetProperty("data"), "totals", "sms").GetProperty("accepted").GetInt32();

    private static JsonElement Of(JsonElement data, string list, string channel) => data.GetProperty(list).EnumerateArray().Single(t => t.GetProperty("channel").GetString() == channel);

    private static IEnumerable<int> Numbers(JsonElement counted) => Standings.Select(s => counted.GetProperty(s).GetInt32());
}
