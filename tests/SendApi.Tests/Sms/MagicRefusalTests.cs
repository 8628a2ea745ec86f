using SendApi.Server.Delivery;

namespace SendApi.Tests.Sms;

/// <summary>Recipients by which a client's developer meets every refusal with a test key.</summary>
public sealed class MagicRefusalTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_test_recipient_that_ends_in_a_number_is_refused_with_it_and_nothing_is_written(string engine)
    {
        await using var app = await TestApp.Run(engine);

        foreach (var magic in MagicRefusals.All)
        {
            var reply = await app.Post("/v1/sms/send", Body(magic), idempotencyKey: "order-1001");

            Assert.Equal((magic.Code.Number, magic.Code.Status, magic.Code.Type), (reply.Code, reply.Status, reply.Error.GetProperty("type").GetString()));
            Assert.Equal(magic.Field is null ? [] : [magic.Field], reply.Fields);
        }

        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM messages"), default));
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM idempotency"), default));
    }

    [Fact]
    public async Task It_carries_the_facts_of_a_real_one()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        async Task<Reply> Refused(int number) => await app.Post("/v1/sms/send", Body(MagicRefusals.All.Single(m => m.Code.Number == number)));

        var usedUp = await Refused(4020);
        Assert.Equal("2026-04-09T00:00:00Z", usedUp.Error.GetProperty("resets_at").GetString());
        Assert.Equal("The SMS quota of 100 a month is used up. It resets on 2026-04-09T00:00:00Z.", usedUp.Message);
        Assert.Equal("12", (await Refused(4029)).Headers["Retry-After"]);
        Assert.Equal("sms:write", (await Refused(4030)).Error.GetProperty("required_scope").GetString());
        Assert.Equal("Bearer", (await Refused(4010)).Headers["WWW-Authenticate"]);
        var low = await Refused(4021);
        Assert.Equal(("0.012000", "0.045000"), (low.Error.GetProperty("balance").GetProperty("amount").GetString(), low.Error.GetProperty("required").GetProperty("amount").GetString()));
        Assert.True(low.Error.TryGetProperty("top_up_url", out _));
        Assert.Equal("5", (await Refused(5030)).Headers["Retry-After"]);
    }

    [Fact]
    public async Task Live_keys_never_meet_it_and_an_ending_of_three_digits_is_still_the_networks()
    {
        await using var app = await TestApp.Run(Engines.Sqlite, o => o with { LiveToSimulator = true });

        await app.SendSms("+447700904004", key: app.LiveKey);
        await app.Until(await app.SendSms("+447700900001"), "undelivered");
        Assert.Equal(4001, (await app.Post("/v1/sms/send", """{"to": "+447700904001", "content": "Hello"}""")).Code);
    }

    [Fact]
    public void Every_one_of_them_stands_in_the_quickstart()
    {
        var paper = File.ReadAllText(Repository.File("docs/quickstart.md"));

        Assert.All([.. MagicRefusals.All, .. MagicRefusals.Sent, .. MagicRefusals.Checked], magic => Assert.Contains($"| `{magic.Suffix}` | {magic.Code.Status} | `{magic.Code.Type}` |", paper, StringComparison.Ordinal));
    }

    private static string Body(MagicRefusal magic) => $$"""{"to": "+44770090{{magic.Suffix}}", "content": "Hello"}""";
}
