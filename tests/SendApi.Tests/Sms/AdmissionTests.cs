using SendApi.Core;
using SendApi.Server.Ledger;
using SendApi.Server.Wiring;

namespace SendApi.Tests.Sms;

/// <summary>The rules of the intake over HTTP: what is refused leaves nothing behind, and what is allowed is exact.</summary>
public sealed class AdmissionTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Of_64_parallel_sends_with_10_left_in_the_quota_exactly_10_pass(string engine)
    {
        await using var app = await TestApp.Run(engine, Simulated);
        var account = await app.Account("shop", "Starter");
        var key = await app.Key("sms:write,account:read", isTest: false, account: account);
        await app.TopUp(account, 10_000_000);
        await app.SetPlan("Starter", "sms_quota = 10");

        var replies = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => app.Post("/v1/sms/send", $$"""{"to": "+4477009001{{i:00}}", "content": "Hello"}""", key)));

        Assert.Equal(10, replies.Count(r => r.Status == 201));
        // The 60 requests a minute of the plan are gone before all 64 came to the quota.
        Assert.All(replies.Where(r => r.Status != 201), r => Assert.True(r.Code == Errors.QuotaExceeded.Number || r.Code == Errors.RateLimitExceeded.Number));
        var refused = replies.First(r => r.Status == 402);
        Assert.Equal((10, 10, "2026-04-09T00:00:00Z"), (refused.Error.GetProperty("used").GetInt64(), refused.Error.GetProperty("limit").GetInt64(), refused.Error.GetProperty("resets_at").GetString()));
        Assert.Contains("/docs/billing", refused.Error.GetProperty("upgrade_url").GetString(), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Parallel_sends_never_take_more_credit_than_there_is(string engine)
    {
        await using var app = await TestApp.Run(engine, Simulated);
        var account = await app.Account("shop", "Enterprise");
        var key = await app.Key("sms:write", isTest: false, account: account);
        await app.TopUp(account, 45_000 * 7 + 1);

        var replies = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => app.Post("/v1/sms/send", $$"""{"to": "+4477009001{{i:00}}", "content": "Hello"}""", key)));

        Assert.Equal(7, replies.Count(r => r.Status == 201));
        Assert.All(replies.Where(r => r.Status == 201), r => Assert.Equal("0.045000", r.Json.GetProperty("data").GetProperty("price").GetProperty("amount").GetString()));
        var refused = replies.Where(r => r.Status != 201).ToList();
        Assert.All(refused, r => Assert.Equal(Errors.SmsBalanceLow.Number, r.Code));
        Assert.Contains("0.045000 USD and 0.000001 USD", refused[0].Message, StringComparison.Ordinal);
        Assert.Equal(("""{"amount":"0.000001","currency":"USD"}""", """{"amount":"0.045000","currency":"USD"}"""), (refused[0].Error.GetProperty("balance").GetRawText(), refused[0].Error.GetProperty("required").GetRawText()));
        Assert.Contains("/docs/billing", refused[0].Error.GetProperty("top_up_url").GetString(), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Credit_is_reserved_then_settled_when_the_carrier_takes_the_text_and_given_back_when_it_does_not(string engine)
    {
        await using var app = await TestApp.Run(engine, Simulated);
        var account = await app.Account("shop", "Enterprise");
        var key = await app.Key("admin", isTest: false, account: account);
        await app.TopUp(account, 1_000_000);

        var taken = await app.SendSms("+447700900100", key: key);
        var refused = await app.SendSms("+447700900002", key: key);
        await app.Until(taken, "delivered", key);
        await app.Until(refused, "failed", key);

        var books = await app.Db.Read(s => Books.Balances(s, account), default);
        Assert.Equal((-1_000_000, 955_000, 0, 45_000), (books[Book.Funding], books[Book.Available], books[Book.Reserved], books[Book.Spent]));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_canceled_text_gives_its_credit_back(string engine)
    {
        await using var app = await TestApp.Run(engine, Simulated);
        var account = await app.Account("shop", "Enterprise");
        var key = await app.Key("admin", isTest: false, account: account);
        await app.TopUp(account, 1_000_000);
        var reply = await app.Post("/v1/sms/send", """{"to": "+447700900100", "content": "Hello", "send_at": "2026-03-10T00:00:00Z"}""", key);

        var before = await app.Db.Read(s => Books.Balances(s, account), default);
        await app.Post($"/v1/sms/messages/{reply.Data("id")}/cancellation", null, key);

        var after = await app.Db.Read(s => Books.Balances(s, account), default);
        Assert.Equal((45_000, 0, 1_000_000), (before[Book.Reserved], after[Book.Reserved], after[Book.Available]));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_suppressed_recipient_is_refused_and_the_idempotency_key_stays_free(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.Suppress("+447700900123");
        const string Body = """{"to": "+447700900123", "content": "Hello"}""";

        var refused = await app.Post("/v1/sms/send", Body, idempotencyKey: "order-1");
        await app.Db.Write(s => s.Execute("DELETE FROM suppressions"), default);
        var sent = await app.Post("/v1/sms/send", Body, idempotencyKey: "order-1");

        Assert.Equal((Errors.RecipientSuppressed.Number, 422, 201), (refused.Code, refused.Status, sent.Status));
        Assert.Contains("since 2026-03-09T14:30:00Z (stop)", refused.Message, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_policy_of_the_account_refuses_countries_prefixes_and_words(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.Db.Write(s => s.Execute("UPDATE accounts SET policy = @policy", new
        {
            policy = """{"allowed_countries":["GB"],"blocked_prefixes":["+4477009009"],"blocked_words":["casino"]}""",
        }), default);
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        async Task<int> Code(string to, string content)
        {
            var reply = await app.Post("/v1/sms/send", $$"""{"to": "{{to}}", "content": "{{content}}"}""");
            return reply.Status == 201 ? 0 : reply.Code;
        }

        Assert.Equal(Errors.DestinationBlocked.Number, await Code("+15551234567", "Hello"));
        Assert.Equal(Errors.DestinationBlocked.Number, await Code("+447700900900", "Hello"));
        Assert.Equal(Errors.ContentBlocked.Number, await Code("+447700900100", "The CASINO is open"));
        Assert.Equal(0, await Code("+447700900100", "Occasino"));
    }

    private static ServeOptions Simulated(ServeOptions options) => options with { LiveToSimulator = true };
}
