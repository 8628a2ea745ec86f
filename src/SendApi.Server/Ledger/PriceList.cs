using SendApi.Core;

namespace SendApi.Server.Ledger;

/// <summary>The price of one segment to a dial prefix, in millionths of a US dollar.</summary>
public sealed record SmsPrice(string Prefix, string Country, long Amount);

/// <summary>Prices by dial prefix: the longest prefix that a number begins with wins.</summary>
public sealed class PriceList
{
    /// <summary>Prefixes without their plus sign.</summary>
    private readonly Dictionary<string, SmsPrice> _prices;
    private readonly Dictionary<string, SmsPrice>.AlternateLookup<ReadOnlySpan<char>> _byDigits;
    private readonly int _longest;

    public PriceList(IEnumerable<SmsPrice> prices)
    {
        _prices = prices.ToDictionary(p => p.Prefix[1..]);
        _byDigits = _prices.GetAlternateLookup<ReadOnlySpan<char>>();
        _longest = _prices.Keys.Select(p => p.Length).DefaultIfEmpty().Max();
    }

    /// <summary>All prices, by prefix.</summary>
    public IEnumerable<SmsPrice> All => _prices.Values.OrderBy(p => p.Prefix, StringComparer.Ordinal);

    /// <summary>The price for a number, or null when no prefix fits.</summary>
    public SmsPrice? Of(PhoneNumber number)
    {
        var digits = number.Value.AsSpan(1);
        for (var length = Math.Min(_longest, digits.Length); length > 0; length--)
            if (_byDigits.TryGetValue(digits[..length], out var price))
                return price;
        return null;
    }
}
