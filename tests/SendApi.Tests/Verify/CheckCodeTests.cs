using SendApi.Core;

namespace SendApi.Tests.Verify;

/// <summary>A code is right once, and five wrong ones end it.</summary>
public sealed class CheckCodeTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task The_right_code_is_right_once(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await Codes.Sent(app);
        var code = await Codes.Shown(app, id);

        var right = await Codes.Check(app, id, code);
        var again = await Codes.Check(app, id, code);

        Assert.Equal((200, "True", "verified", "2026-03-09T14:30:00Z"), (right.Status, right.Data("valid"), right.Data("status"), right.Data("verified_at")));
        Assert.Equal((404, 4040, "id"), (again.Status, again.Code, Assert.Single(again.Fields)));
        Assert.Contains("used already", again.Message, StringComparison.Ordinal);
        Assert.Equal("verified", (await app.Get($"/v1/verify/status/{id}")).Data("status"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_64_parallel_checks_with_the_right_code_exactly_one_is_valid(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await Codes.Sent(app);
        var code = await Codes.Shown(app, id);

        var replies = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Codes.Check(app, id, code)));

        Assert.Equal("True", Assert.Single(replies, r => r.Status == 200).Data("valid"));
        Assert.All(replies.Where(r => r.Status != 200), r => Assert.Equal(4040, r.Code));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_64_parallel_checks_with_wrong_codes_five_count_and_then_it_is_locked_for_the_right_one_too(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await Codes.Sent(app);
        var code = await Codes.Shown(app, id);

        var replies = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Codes.Check(app, id, Codes.Wrong(code))));
        var right = await Codes.Check(app, id, code);

        var counted = replies.Where(r => r.Status == 200).ToList();
        Assert.Equal(["0", "1", "2", "3", "4"], counted.Select(r => r.Data("attempts_remaining")).Order());
        Assert.All(counted, r => Assert.Equal("False", r.Data("valid")));
        Assert.All(replies.Where(r => r.Status != 200), r => Assert.Equal(4042, r.Code));
        Assert.Equal((429, 4042), (right.Status, right.Code));
        Assert.Equal("locked", (await app.Get($"/v1/verify/status/{id}")).Data("status"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_code_is_expired_at_the_end_of_its_time_and_right_a_moment_before(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var (late, early) = (await Codes.Sent(app, more: ", \"ttl\": 60"), await Codes.Sent(app, "+447700900101", more: ", \"ttl\": 60"));
        var (lateCode, earlyCode) = (await Codes.Shown(app, late), await Codes.Shown(app, early));

        app.Clock.Advance(TimeSpan.FromSeconds(60) - TimeSpan.FromMilliseconds(1));
        var inTime = await Codes.Check(app, early, earlyCode);
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var tooLate = await Codes.Check(app, late, lateCode);

        Assert.Equal("True", inTime.Data("valid"));
        Assert.Equal((410, 4041), (tooLate.Status, tooLate.Code));
        Assert.Contains("2026-03-09T14:31:00Z", tooLate.Message, StringComparison.Ordinal);
        Assert.Equal("expired", (await app.Get($"/v1/verify/status/{late}")).Data("status"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task By_recipient_the_newest_code_counts_and_it_has_replaced_the_one_before(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var first = await Codes.Sent(app);
        var firstCode = await Codes.Shown(app, first);
        app.Clock.Advance(TimeSpan.FromSeconds(10));
        var second = await Codes.Sent(app);
        var code = await Codes.Shown(app, second);

        var replaced = await Codes.Check(app, first, firstCode);
        var byRecipient = await app.Post("/v1/verify/check", $$"""{"to": "{{Codes.Phone}}", "code": "{{code}}"}""");
        var other = await app.Post("/v1/verify/check", $$"""{"to": "+447700900199", "code": "{{code}}"}""");

        Assert.Equal(4040, replaced.Code);
        Assert.Contains("replaced", replaced.Message, StringComparison.Ordinal);
        Assert.Equal((second, "True"), (byRecipient.Data("id"), byRecipient.Data("valid")));
        Assert.Equal((4040, "to"), (other.Code, Assert.Single(other.Fields)));
        Assert.Equal("replaced", (await app.Get($"/v1/verify/status/{first}")).Events[^1].GetProperty("type").GetString());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Another_account_and_the_other_world_know_nothing_of_it(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await Codes.Sent(app);
        var code = await Codes.Shown(app, id);
        var stranger = await app.Key("admin", account: await app.Account("stranger"));
        var unknown = Ids.New(Ids.Verification, TestApp.Start);

        foreach (var key in (string[])[stranger, app.LiveKey])
        {
            var nothing = await Codes.Check(app, unknown, code, key);
            var hidden = await Codes.Check(app, id, code, key);
            Assert.Equal((nothing.Code, nothing.Message.Replace(unknown, id, StringComparison.Ordinal)), (hidden.Code, hidden.Message));
            Assert.Equal(4040, (await app.Get($"/v1/verify/status/{id}", key)).Code);
            Assert.Equal(4040, (await app.Post($"/v1/verify/{id}/cancellation", null, key)).Code);
            Assert.Equal(4040, (await app.Post("/v1/verify/check", $$"""{"to": "{{Codes.Phone}}", "code": "{{code}}"}""", key)).Code);
        }

        Assert.Equal("True", (await Codes.Check(app, id, code)).Data("valid"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_check_that_is_repeated_under_its_idempotency_key_is_answered_as_before_and_counts_once(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await Codes.Sent(app);
        var body = $$"""{"id": "{{id}}", "code": "{{Codes.Wrong(await Codes.Shown(app, id))}}"}""";

        var first = await app.Post("/v1/verify/check", body, idempotencyKey: "try-1");
        var again = await app.Post("/v1/verify/check", body, idempotencyKey: "try-1");

        Assert.Equal(("4", first.Text), (first.Data("attempts_remaining"), again.Text));
        Assert.Equal("4", (await app.Get($"/v1/verify/status/{id}")).Data("attempts_remaining"));
    }

    [Theory]
    [InlineData("""{"code": "123456"}""", "id")]
    [InlineData("""{"id": "ver_1", "to": "+447700900100", "code": "123456"}""", "id")]
    [InlineData("""{"id": "ver_1"}""", "code")]
    [InlineData("""{"id": "ver_1", "code": "12"}""", "code")]
    [InlineData("""{"id": "ver_1", "code": "abcdef"}""", "code")]
    [InlineData("""{"to": "0770", "code": "123456"}""", "to")]
    public async Task What_cannot_be_is_named(string body, string field)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Post("/v1/verify/check", body);

        Assert.Equal((422, field), (reply.Status, Assert.Single(reply.Fields)));
    }

    [Fact]
    public async Task What_is_no_code_is_no_attempt()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var id = await Codes.Sent(app);

        await Codes.Check(app, id, "abcdef");

        Assert.Equal("5", (await app.Get($"/v1/verify/status/{id}")).Data("attempts_remaining"));
    }
}
