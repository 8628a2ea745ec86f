using SendApi.Tests.Events;

namespace SendApi.Tests.Verify;

/// <summary>What is told of verifications: lists, events, and what is forgotten.</summary>
public sealed class VerificationTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task The_list_pages_and_narrows(string engine)
    {
        await using var app = await TestApp.Run(engine);
        Assert.Equal(0, (await app.Get("/v1/verify/history")).Json.GetProperty("data").GetArrayLength());
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Insert(0, await Codes.Sent(app, $"+44770090010{i}"));
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await Codes.Check(app, ids[0], await Codes.Shown(app, ids[0]));
        await app.Post($"/v1/verify/{ids[1]}/cancellation", null);

        var first = await app.Get("/v1/verify/history?per_page=2");
        var next = await app.Get($"/v1/verify/history?per_page=2&cursor={first.Json.GetProperty("meta").GetProperty("next_cursor").GetString()}");
        Assert.Equal(ids[..4], [.. Ids(first), .. Ids(next)]);
        Assert.Equal(5, first.Json.GetProperty("meta").GetProperty("total").GetInt32());
        Assert.Equal([ids[0]], await Listed(app, "status=verified"));
        Assert.Equal([ids[1]], await Listed(app, "status=canceled"));
        // The oldest was made five minutes ago.
        Assert.Equal([ids[4]], await Listed(app, "status=expired"));
        Assert.Equal(ids[2..4], await Listed(app, "status=pending"));
        Assert.Equal([ids[3]], await Listed(app, "to=%2B447700900101"));
        Assert.Equal([ids[0]], await Listed(app, "from_date=2026-03-09T14:34:00Z"));
        Assert.Equal([ids[4]], await Listed(app, "to_date=2026-03-09T14:31:00Z"));
        Assert.Equal(["status"], (await app.Get("/v1/verify/history?status=new")).Fields);
        Assert.Equal(4040, (await app.Get("/v1/verify/status/sms_1")).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Its_events_are_told_and_none_of_them_holds_the_code(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(engine);
        await Hooks.Add(app, receiver.Url);
        var right = await Codes.Sent(app, "+447700900100");
        var code = await Codes.Shown(app, right);
        await app.Until((await Codes.Text(app, right)).Id, "delivered");
        await Codes.Check(app, right, code);
        var wrong = await Codes.Sent(app, "+447700900101");
        for (var i = 0; i < 5; i++)
            await Codes.Check(app, wrong, Codes.Wrong(await Codes.Shown(app, wrong)));
        var lost = await Codes.Sent(app, "+447700900002");
        var old = await Codes.Sent(app, "+447700900102", more: ", \"ttl\": 60");
        await app.Until((await Codes.Text(app, old)).Id, "delivered");
        await app.Until((await Codes.Text(app, lost)).Id, "failed");
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        // One whose answer the clock overtook comes again, under the same id.
        List<Received> All() => [.. receiver.All.DistinctBy(r => r.Id)];
        await Eventually.IsTrue(() => Task.FromResult(All().Count >= 7), () => string.Join(", ", receiver.Events), app.Clock);

        string[] Told(string id) => [.. All().Where(r => r.Json.GetProperty("data").GetProperty("verification_id").GetString() == id).Select(r => r.Event)];
        Assert.Equal(["verify.sent", "verify.completed"], Told(right));
        Assert.Equal(["verify.failed", "verify.sent"], Told(wrong).Order());
        Assert.Equal(["verify.failed"], Told(lost)[..1]);
        Assert.Equal(["verify.sent", "verify.expired"], Told(old));
        Assert.DoesNotContain(receiver.Events, e => e.StartsWith("sms.", StringComparison.Ordinal));
        var reasons = All().Where(r => r.Event == "verify.failed").Select(r => r.Json.GetProperty("data").GetProperty("reason").GetString()!);
        Assert.Equal(["max_attempts", "undeliverable"], reasons.Order());
        Assert.All(receiver.All, r => Assert.DoesNotContain($"{code}", r.Json.GetProperty("data").ToString(), StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task People_are_taken_out_and_limits_forgotten_when_their_time_is_over(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Configure = TestApp.Setting("Retention:Recipients", "1.00:00:00") });
        var id = await Codes.Sent(app);

        app.Clock.Advance(TimeSpan.FromDays(2));
        // The stored status: the answer says expired by the time alone, also while a look that found the row locked left it pending.
        await Eventually.IsTrue(async () => await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM verifications WHERE status = 30"), default) == 1, clock: app.Clock);
        // Who is old is looked for once an hour, and the last look may have come before the end.
        app.Clock.Advance(TimeSpan.FromHours(1));
        await Eventually.IsTrue(async () => (await app.Get($"/v1/verify/status/{id}")).Data("to") == "redacted", clock: app.Clock);

        await Eventually.IsTrue(async () => await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM verify_windows"), default) == 0, clock: app.Clock);
        Assert.Equal("expired", (await app.Get($"/v1/verify/status/{id}")).Data("status"));
    }

    private static async Task<string[]> Listed(TestApp app, string query) => Ids(await app.Get($"/v1/verify/history?{query}"));

    private static string[] Ids(Reply reply) => [.. reply.Json.GetProperty("data").EnumerateArray().Select(v => v.GetProperty("id").GetString()!)];
}
