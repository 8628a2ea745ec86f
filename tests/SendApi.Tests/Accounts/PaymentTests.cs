using SendApi.Server.Ledger;

namespace SendApi.Tests.Accounts;

public sealed class PaymentTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_top_up_is_booked_once_for_each_reference_and_answers_the_balance(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var shop = await app.Account("shop");
        var path = $"/v1/admin/accounts/{shop}/top-ups";

        var first = await app.Post(path, """{"amount": "25.00", "reference": "INV-1", "note": "by wire"}""", app.LiveKey);
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        var again = await app.Post(path, """{"amount": "25", "reference": " INV-1 "}""", app.LiveKey);
        var other = await app.Post(path, """{"amount": "26", "reference": "INV-1"}""", app.LiveKey);
        var second = await app.Post(path, """{"amount": "0.000001", "reference": "INV-2"}""", app.LiveKey);

        Assert.Equal((201, 200, 409, 201), (first.Status, again.Status, other.Status, second.Status));
        Assert.Equal(first.Text, again.Text);
        Assert.Equal($"/v1/admin/accounts/{shop}", first.Headers["Location"]);
        Assert.Equal(("ledger.entry", shop, "top_up", "INV-1", "by wire"), (first.Data("object"), first.Data("account_id"), first.Data("kind"), first.Data("reference"), first.Data("note")));
        Assert.Equal(("25.000000", "25.000000", "25.000001"), (Amount(first, "amount"), Amount(first, "sms_balance"), Amount(second, "sms_balance")));
        Assert.Equal((4090, "The reference 'INV-1' was booked on 2026-03-09T14:30:00Z as a top-up of 25.000000 USD. Use a new reference."), (other.Code, other.Message));
        Assert.Equal(25_000_001, await Available(app, shop));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_32_parallel_top_ups_with_one_reference_one_is_booked(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var shop = await app.Account("shop");

        var replies = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => app.Post($"/v1/admin/accounts/{shop}/top-ups", """{"amount": "25.00", "reference": "INV-1"}""", app.LiveKey)));

        Assert.Single(replies, r => r.Status == 201);
        Assert.Equal(31, replies.Count(r => r.Status == 200));
        Assert.Equal(25_000_000, await Available(app, shop));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_correction_takes_away_what_is_left_and_no_more(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var shop = await app.Account("shop");
        var path = $"/v1/admin/accounts/{shop}/corrections";
        Assert.Equal((409, 4090), Code(await app.Post(path, """{"amount": "0.01", "reference": "FIX-0"}""", app.LiveKey)));
        await app.Post($"/v1/admin/accounts/{shop}/top-ups", """{"amount": "10", "reference": "INV-1"}""", app.LiveKey);

        var tooMuch = await app.Post(path, """{"amount": "10.000001", "reference": "FIX-1"}""", app.LiveKey);
        var all = await app.Post(path, """{"amount": "10", "reference": "FIX-1"}""", app.LiveKey);
        var again = await app.Post(path, """{"amount": "10", "reference": "FIX-1"}""", app.LiveKey);
        var asTopUp = await app.Post($"/v1/admin/accounts/{shop}/top-ups", """{"amount": "10", "reference": "FIX-1"}""", app.LiveKey);

        Assert.Equal((409, 4090, "10.000001 USD cannot be taken away: 10.000000 USD are left."), (tooMuch.Status, tooMuch.Code, tooMuch.Message));
        Assert.Equal((201, 200, "correction", "0.000000"), (all.Status, again.Status, all.Data("kind"), Amount(all, "sms_balance")));
        Assert.Contains("as a correction of 10.000000 USD", asTopUp.Message, StringComparison.Ordinal);
        Assert.Equal(0, await Available(app, shop));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_idempotency_key_repeats_the_answer_and_an_unknown_account_is_4044(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var shop = await app.Account("shop");

        var first = await app.Post($"/v1/admin/accounts/{shop}/top-ups", """{"amount": "1", "reference": "A"}""", app.LiveKey, "pay-1");
        var again = await app.Post($"/v1/admin/accounts/{shop}/top-ups", """{"amount": "1", "reference": "A"}""", app.LiveKey, "pay-1");
        var other = await app.Post($"/v1/admin/accounts/{shop}/top-ups", """{"amount": "2", "reference": "B"}""", app.LiveKey, "pay-1");

        Assert.Equal((201, first.Text, "true"), (again.Status, again.Text, again.Headers["Idempotent-Replayed"]));
        Assert.Equal((409, 4091), Code(other));
        Assert.Equal((404, 4044), Code(await app.Post("/v1/admin/accounts/acct_01J9ZK3V5T8W2Y4A6C8E0G2J4M/top-ups", """{"amount": "1", "reference": "A"}""", app.LiveKey)));
        Assert.Equal((404, 4044), Code(await app.Post("/v1/admin/accounts/shop/corrections", """{"amount": "1", "reference": "A"}""", app.LiveKey)));
    }

    public static TheoryData<string, int, string[]> Wrong => new()
    {
        { "{}", 422, ["amount", "reference"] },
        { """{"amount": "-25.00", "reference": "A"}""", 422, ["amount"] },
        { """{"amount": "0", "reference": "A"}""", 422, ["amount"] },
        { """{"amount": "0.0000001", "reference": "A"}""", 422, ["amount"] },
        { """{"amount": "1000000.000001", "reference": "A"}""", 422, ["amount"] },
        { """{"amount": "1.0000000000000000000000000000000001", "reference": "A"}""", 422, ["amount"] },
        { """{"amount": "1e3", "reference": "A"}""", 422, ["amount"] },
        { """{"amount": "1,000", "reference": "A"}""", 422, ["amount"] },
        { """{"amount": "ten", "reference": ""}""", 422, ["reference", "amount"] },
        { $$"""{"amount": "1", "reference": "{{new string('r', 101)}}"}""", 422, ["reference"] },
        { $$"""{"amount": "1", "reference": "A", "note": "{{new string('n', 501)}}"}""", 422, ["note"] },
        { """{"amount": "1", "reference": "A\u0000"}""", 422, ["reference"] },
        { """{"amount": 25.00, "reference": "A"}""", 400, ["amount"] },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task A_payment_that_is_wrong_books_nothing(string body, int status, string[] fields)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var shop = await app.Account("shop");

        foreach (var kind in new[] { "top-ups", "corrections" })
        {
            var refused = await app.Post($"/v1/admin/accounts/{shop}/{kind}", body, app.LiveKey);
            Assert.Equal((status, 4000), Code(refused));
            Assert.Equal(fields, refused.Fields);
        }

        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM ledger_entries"), default));
    }

    private static (int, int) Code(Reply reply) => (reply.Status, reply.Code);

    private static string? Amount(Reply reply, string member) => reply.Json.GetProperty("data").GetProperty(member).GetProperty("amount").GetString();

    private static async Task<long> Available(TestApp app, string account) => (await app.Db.Read(s => Books.Balances(s, account), default))[Book.Available];
}
