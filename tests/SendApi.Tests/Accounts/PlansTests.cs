namespace SendApi.Tests.Accounts;

public sealed class PlansTests
{
    private const string Plans = "/v1/admin/plans";

    [Theory, ClassData(typeof(Engines))]
    public async Task The_plans_are_listed_from_small_to_large_with_null_for_unlimited(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var plans = (await app.Get(Plans, app.LiveKey)).Json.GetProperty("data").EnumerateArray().ToList();

        Assert.Equal(["Starter", "Growth", "Business", "Enterprise", "Unlimited"], plans.Select(p => p.GetProperty("name").GetString()!));
        Assert.Equal("""{"name":"Business","object":"plan","requests_per_minute":1000,"sms_quota":2000,"email_quota":100000,"otp_quota":5000,"whatsapp_quota":null,"session_quota":10,"is_prepaid":true,"discounts":[{"from_segments":1000,"percent":3}]}""", plans[2].GetRawText());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_left_out_stays_what_is_null_becomes_unlimited_and_both_are_in_force_within_a_second(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true });
        var key = await app.Key("admin", isTest: false, account: await app.Account("shop", "Starter"));
        Assert.Equal("60", (await app.Get("/v1/account", key)).Headers["X-RateLimit-Limit"]);

        var changed = await app.Patch(Plans + "/starter", """
            {"requests_per_minute": 90, "sms_quota": 1, "email_quota": null, "is_prepaid": false, "discounts": [{"from_segments": 5000, "percent": 5}, {"from_segments": 0, "percent": 1}]}
            """, app.LiveKey);
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("""{"name":"Starter","object":"plan","requests_per_minute":90,"sms_quota":1,"email_quota":null,"otp_quota":200,"whatsapp_quota":1000,"session_quota":1,"is_prepaid":false,"discounts":[{"from_segments":0,"percent":1},{"from_segments":5000,"percent":5}]}""",
            changed.Json.GetProperty("data").GetRawText());
        Assert.Equal("90", (await app.Get("/v1/account", key)).Headers["X-RateLimit-Limit"]);
        // No credit is needed any more, and one text is all the quota allows.
        Assert.Equal(201, (await Send(app, key)).Status);
        Assert.Equal(4020, (await Send(app, key)).Code);

        await app.Patch(Plans + "/Starter", """{"sms_quota": null}""", app.LiveKey);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(201, (await Send(app, key)).Status);
        var same = await app.Patch(Plans + "/Starter", """{"requests_per_minute": null, "is_prepaid": null, "discounts": null}""", app.LiveKey);
        Assert.Equal(("90", "False", 2), (same.Data("requests_per_minute"), same.Data("is_prepaid"), same.Json.GetProperty("data").GetProperty("discounts").GetArrayLength()));
    }

    [Theory]
    [InlineData("""{"requests_per_minute": 0}""", 422, "requests_per_minute")]
    [InlineData("""{"requests_per_minute": 10000001}""", 422, "requests_per_minute")]
    [InlineData("""{"sms_quota": -1, "email_quota": 7}""", 422, "sms_quota")]
    [InlineData("""{"session_quota": 1000000000001}""", 422, "session_quota")]
    [InlineData("""{"otp_quota": -1, "whatsapp_quota": -2}""", 422, "otp_quota", "whatsapp_quota")]
    [InlineData("""{"discounts": [{"from_segments": 1, "percent": 0}, {"from_segments": -1, "percent": 5}, {"percent": 5}, null, {"from_segments": 2, "percent": 101}]}""", 422,
        "discounts[0]", "discounts[1]", "discounts[2]", "discounts[3]", "discounts[4]", "discounts")]
    [InlineData("""{"discounts": [{"from_segments": 1, "percent": 1}, {"from_segments": 1, "percent": 2}]}""", 422, "discounts")]
    [InlineData("""{"sms_quota": "100"}""", 400, "sms_quota")]
    [InlineData("""{"sms_quota": 1.5}""", 400, "sms_quota")]
    [InlineData("""{"sms_quota": 99999999999999999999}""", 400, "sms_quota")]
    [InlineData("""{"is_prepaid": "yes"}""", 400, "is_prepaid")]
    public async Task A_plan_that_is_wrong_in_one_field_changes_in_none(string body, int status, params string[] fields)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var before = await app.Get(Plans, app.LiveKey);

        var refused = await app.Patch(Plans + "/Business", body, app.LiveKey);

        Assert.Equal((status, 4000), (refused.Status, refused.Code));
        Assert.Equal(fields, refused.Fields);
        Assert.Equal(before.Text, (await app.Get(Plans, app.LiveKey)).Text);
    }

    [Fact]
    public async Task A_plan_that_does_not_exist_is_4044()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var refused = await app.Patch(Plans + "/Gold", """{"sms_quota": 1}""", app.LiveKey);

        Assert.Equal((404, 4044), (refused.Status, refused.Code));
        Assert.Contains("Starter, Growth", refused.Message, StringComparison.Ordinal);
    }

    private static Task<Reply> Send(TestApp app, string key) => app.Post("/v1/sms/send", """{"to": "+447700900100", "content": "Hi"}""", key);
}
