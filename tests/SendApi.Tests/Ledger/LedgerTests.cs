using CsCheck;
using SendApi.Core;
using SendApi.Server.Ledger;

namespace SendApi.Tests.Ledger;

/// <summary>Payments, prices and the audit on the store itself.</summary>
public sealed class LedgerTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_payment_with_the_same_reference_is_booked_once(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var entries = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Book(app, 25_000_000, "INV-1")));

        Assert.Single(entries.Select(e => e.Id).Distinct());
        Assert.Equal(25_000_000, (await Balances(app))[Server.Ledger.Book.Available]);
        var other = await Assert.ThrowsAsync<Refusal>(() => Book(app, 26_000_000, "INV-1"));
        Assert.Equal(Errors.Conflict, other.Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_correction_never_takes_more_than_is_left(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Book(app, 1_000_000, "paid");
        await Book(app, -400_000, "mistake");

        var refusal = await Assert.ThrowsAsync<Refusal>(() => Book(app, -600_001, "too much"));

        Assert.Equal(Errors.Conflict, refusal.Code);
        Assert.Equal((600_000, -600_000), ((await Balances(app))[Server.Ledger.Book.Available], (await Balances(app))[Server.Ledger.Book.Funding]));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_audit_finds_nothing_in_an_honest_ledger_and_names_the_first_difference_in_a_forged_one(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true });
        var account = await app.Account("shop", "Enterprise");
        var key = await app.Key("admin", isTest: false, account: account);
        await app.TopUp(account, 1_000_000);
        var delivered = await app.SendSms("+447700900100", key: key);
        await app.Until(delivered, "delivered", key);
        await app.Until(await app.SendSms("+447700900002", key: key), "failed", key);
        await app.SendSms("+447700900008", key: key);

        var honest = await Verify(app);
        Assert.Equal((null, 6, 3), (honest.Difference, honest.Entries, honest.Messages));

        await Forge(app, "UPDATE ledger_balances SET amount = amount + 1 WHERE book = 'available'", "the balance of 'available' is 0.910001");
        await Forge(app, "UPDATE ledger_entries SET amount = amount + 1 WHERE kind = 'settle'", "no reservation of that amount");
        await Forge(app, "UPDATE messages SET price = 1 WHERE id = '" + delivered + "'", $"Message {delivered} costs 0.000001 and 0.045000 was reserved");
        await Forge(app, "UPDATE messages SET status = 80 WHERE id = '" + delivered + "'", "is canceled and its reservation is settle");
        await Forge(app, "DELETE FROM ledger_entries WHERE kind = 'release'", "Account ");
    }

    [Fact]
    public void The_longest_prefix_wins()
    {
        var list = new PriceList([new("+1", "US", 8_000), new("+1242", "BS", 60_000), new("+12", "XX", 1)]);

        Assert.Equal("BS", list.Of(PhoneNumber.Trusted("+12425551234"))?.Country);
        Assert.Equal("US", list.Of(PhoneNumber.Trusted("+15551234567"))?.Country);
        Assert.Null(list.Of(PhoneNumber.Trusted("+447700900000")));
    }

    [Theory]
    [InlineData("prefix;country;price\n+44;GB;1", "line 1")]
    [InlineData("prefix,country,price\n44,GB,0.04", "line 2")]
    [InlineData("prefix,country,price\n+44,GBR,0.04", "line 2")]
    [InlineData("prefix,country,price\n+44,GB,-0.04", "line 2")]
    [InlineData("prefix,country,price\n+44,GB,0.0000001", "line 2")]
    [InlineData("prefix,country,price\n+44,GB,0.04\n\n+44,GB,0.05", "line 4")]
    public void A_price_list_with_a_fault_names_its_line(string csv, string line)
    {
        var refusal = Assert.Throws<Refusal>(() => PriceFile.Read(new StringReader(csv)));

        Assert.Equal([line], refusal.Details.Select(d => d.Field));
    }

    [Fact]
    public void The_sample_list_can_be_read_and_written_back() =>
        Assert.Equal(Prices.Sample().All, PriceFile.Read(new StringReader(PriceFile.Text(Prices.Sample().All))));

    [Fact]
    public void An_amount_that_is_written_reads_back_as_itself() =>
        Gen.Long[-1_000_000_000_000_000, 1_000_000_000_000_000].Sample(millionths => Amounts.Read(Shown.Amount(millionths)) == millionths);

    private static Task<LedgerRow> Book(TestApp app, long amount, string reference) =>
        app.Db.Write(async s => (await Credit.Book(s, new Payment(app.AccountId, amount, reference, null), app.Clock.GetUtcNow())).Entry, default);

    private static Task<IReadOnlyDictionary<string, long>> Balances(TestApp app) => app.Db.Read(s => Books.Balances(s, app.AccountId), default);

    private static Task<AuditReport> Verify(TestApp app) => app.Db.Snapshot(s => Audit.Run(s, _ => { }), default);

    /// <summary>Forges, audits inside the same transaction, and takes it back.</summary>
    private static async Task Forge(TestApp app, string sql, string expected)
    {
        var found = await Assert.ThrowsAsync<InvalidOperationException>(() => app.Db.Write<bool>(async s =>
        {
            await s.Execute(sql);
            throw new InvalidOperationException((await Audit.Run(s, _ => { })).Difference ?? "nothing");
        }, default));
        Assert.Contains(expected, found.Message, StringComparison.Ordinal);
    }
}
