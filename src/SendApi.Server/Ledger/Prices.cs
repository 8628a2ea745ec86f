using SendApi.Core;
using SendApi.Server.Storage;
using SendApi.Server.Usage;

namespace SendApi.Server.Ledger;

/// <summary>The price list in force. An import replaces it as a whole and is in force on every node within a second.</summary>
public sealed class Prices(Db db, TimeProvider clock)
{
    private static readonly TimeSpan Trust = TimeSpan.FromMilliseconds(500);

    private readonly Remembered<long> _version = new(() => db.Read(Version, CancellationToken.None), Trust, clock);

    private (long Version, PriceList List)? _read;

    /// <summary>The list now.</summary>
    public async ValueTask<PriceList> Now()
    {
        var version = await _version.Get();
        if (_read is { } known && known.Version == version)
            return known.List;

        var list = await db.Read(List, CancellationToken.None);
        _read = (version, list);
        return list;
    }

    /// <summary>What a text costs in millionths, the account's volume discount taken off; 0 for test messages and for accounts that do not pay by credit. Throws 4009 where no price is set.</summary>
    public async ValueTask<long> Quote(Account account, bool isTest, PhoneNumber to, long segments) => (await Quotes(account, isTest)).Of(to, segments);

    /// <summary>The same for many texts of an account: the list and the discount are those of this moment.</summary>
    public async ValueTask<Quotation> Quotes(Account account, bool isTest) =>
        isTest || !account.Plan.IsPrepaid ? new(null, 0) : new(await Now(), await Discount(account));

    /// <summary>Takes over a new list in place of the old one.</summary>
    public static async Task<long> Import(Session session, IReadOnlyList<SmsPrice> prices, DateTimeOffset now)
    {
        await session.Execute("DELETE FROM sms_prices");
        await session.Run(Insert, prices);
        var version = await Version(session) + 1;
        await session.Execute("INSERT INTO price_imports (version, imported_at, prefixes) VALUES (@version, @now, @count)", new { version, now = now.ToMicros(), count = prices.Count });
        return version;
    }

    /// <summary>The list as it stands; before the first import, the sample that is shipped.</summary>
    public static async Task<PriceList> List(Session session)
    {
        var rows = await session.Query<Row>("SELECT prefix, country, amount FROM sms_prices");
        return rows.Count > 0 ? new(rows.Select(r => new SmsPrice(r.Prefix, r.Country, r.Amount))) : Sample();
    }

    /// <summary>The list that is in force until the operator imports his own.</summary>
    public static PriceList Sample()
    {
        using var file = typeof(Prices).Assembly.GetManifestResourceStream("sample-prices.csv")
            ?? throw new InvalidOperationException("The sample price list is not in the program.");
        using var text = new StreamReader(file);
        return new(PriceFile.Read(text));
    }

    private static readonly Bulk<SmsPrice> Insert = Bulk<SmsPrice>.Insert("sms_prices", "",
        new("prefix", p => p.Prefix), new("country", p => p.Country), new("amount", Number: p => p.Amount));

    private static Task<long> Version(Session session) => session.Number("SELECT COALESCE(MAX(version), 0) FROM price_imports");

    private async ValueTask<int> Discount(Account account)
    {
        if (account.Plan.Discounts.Count == 0)
            return 0;

        var counter = CounterKinds.InPeriod(account, CounterKinds.SmsSegments, clock.GetUtcNow());
        return account.Plan.DiscountAt((await db.Read(s => Counters.Read(s, [counter]), CancellationToken.None))[counter]);
    }

    private sealed class Row
    {
        public string Prefix { get; init; } = "";
        public string Country { get; init; } = "";
        public long Amount { get; init; }
    }
}

/// <summary>What the texts of one account cost at one moment; without a list, nothing.</summary>
/// <param name="Discount">Percent taken off.</param>
public sealed record Quotation(PriceList? List, int Discount)
{
    /// <summary>The price of a text in millionths. Throws 4009 where none is set.</summary>
    public long Of(PhoneNumber to, long segments)
    {
        if (List is null)
            return 0;

        var price = List.Of(to)
            ?? throw new Refusal(Errors.DestinationBlocked, $"No price is set for {to.Value[..Math.Min(5, to.Value.Length)]}…, so nothing can be sent there. Ask the operator to add one.", "to");
        var full = price.Amount * segments;
        return full - (full * Discount / 100);
    }
}
