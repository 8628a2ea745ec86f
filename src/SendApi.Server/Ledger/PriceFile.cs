using System.Globalization;
using SendApi.Core;

namespace SendApi.Server.Ledger;

/// <summary>Reads a price list from CSV: the header <c>prefix,country,price</c>, then a line a prefix, such as <c>+44,GB,0.0400</c>, in US dollars a segment.</summary>
public static class PriceFile
{
    private const string Header = "prefix,country,price";

    private const int MostPrefixes = 100_000, MostFaults = 20;

    private const long Dearest = 1_000_000_000;

    /// <summary>The whole list; throws 4000 that names the first lines at fault, and then nothing is to be taken over.</summary>
    public static IReadOnlyList<SmsPrice> Read(TextReader file)
    {
        if (file.ReadLine()?.Trim().TrimStart('\uFEFF').ToLowerInvariant() is var header && header != Header)
            throw new Refusal(Errors.InvalidRequest, $"The first line must be '{Header}'.", "line 1");

        var prices = new Dictionary<string, SmsPrice>();
        var faults = new List<FieldError>();
        for (var number = 2; file.ReadLine() is { } line; number++)
        {
            if (line.Trim().Length == 0)
                continue;
            var fault = Read(line, out var price) ?? (prices.TryAdd(price.Prefix, price) ? null : $"The prefix {price.Prefix} stands in an earlier line too.");
            if (fault is not null)
                faults.Add(new($"line {number}", fault));
            if (faults.Count == MostFaults || prices.Count > MostPrefixes)
                break;
        }

        if (prices.Count > MostPrefixes)
            throw new Refusal(Errors.InvalidRequest, $"A price list has at most {Shown.Count(MostPrefixes)} prefixes.");
        if (faults.Count > 0)
            throw new Refusal(faults);
        return prices.Count > 0 ? [.. prices.Values] : throw new Refusal(Errors.InvalidRequest, "The list has no prices.");
    }

    /// <summary>The file that would be read as these prices.</summary>
    public static string Text(IEnumerable<SmsPrice> prices) => string.Join('\n', prices.Select(p => $"{p.Prefix},{p.Country},{Shown.Amount(p.Amount)}").Prepend(Header));

    private static string? Read(string line, out SmsPrice price)
    {
        price = new("", "", 0);
        if (line.Split(',', StringSplitOptions.TrimEntries) is not [var prefix, var country, var amount])
            return $"A line has three values: {Header}.";
        if (prefix.Length is < 2 or > 16 || prefix[0] != '+' || prefix.AsSpan(1).ContainsAnyExceptInRange('0', '9'))
            return $"'{Cut(prefix)}' is not a dial prefix such as +44.";
        if (country.Length != 2 || !char.IsAsciiLetter(country[0]) || !char.IsAsciiLetter(country[1]))
            return $"'{Cut(country)}' is not a country's two letters, such as GB.";
        if (Amounts.Read(amount) is not { } millionths || millionths is < 0 or > Dearest)
            return $"'{Cut(amount)}' is not a price such as 0.0400, from 0 to 1000 with at most six places.";

        price = new(prefix, country.ToUpperInvariant(), millionths);
        return null;
    }

    private static string Cut(string text) => text.Length <= 24 ? text : text[..24] + "…";
}

/// <summary>Reads amounts of money as people and JSON write them.</summary>
public static class Amounts
{
    /// <summary>Millionths, or null when the text is no plain decimal number, has more than six places or is beyond a million million.</summary>
    public static long? Read(string text) =>
        // A decimal rounds what is longer than its 28 digits, and money is never rounded.
        text.Length <= 28 && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
        && Math.Abs(amount) <= 1_000_000_000_000m && decimal.Truncate(amount * 1_000_000m) == amount * 1_000_000m
            ? (long)(amount * 1_000_000m)
            : null;
}
