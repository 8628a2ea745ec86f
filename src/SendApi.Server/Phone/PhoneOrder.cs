using System.Globalization;
using SendApi.Core;
using SendApi.Core.Phones;
using SendApi.Server.Http;

namespace SendApi.Server.Phone;

/// <summary>Numbers that are to be looked at, each with the country it is from, as they were asked for and found readable.</summary>
internal static class PhoneOrder
{
    /// <summary>The most rows of one request.</summary>
    public const int MostRows = 1_000;

    /// <summary>So many rows of a wrong form are named.</summary>
    private const int MostNamed = 20;

    /// <summary>Reads a bulk; throws the refusal of whatever makes it unreadable. That a number is bad is no such thing.</summary>
    public static IReadOnlyList<PhoneEntry> Parse(ValidateBulk.Request request)
    {
        var fields = new Fields();
        var rows = request.Numbers ?? [];
        if (rows.Count == 0)
            fields.Add("numbers", $"'numbers' is required: 1 to {Shown.Count(MostRows)} numbers, or objects with 'number' and 'country'.");
        if (rows.Count > MostRows)
            fields.Add("numbers", $"'numbers' has {Shown.Count(rows.Count)} rows; {Shown.Count(MostRows)} are the most. Split them over several requests.");
        var country = Country(request.Country);
        if (CountryFault("country", country) is { } unknown)
            fields.Add("country", unknown);
        var read = rows.Take(MostRows).Select(row => row with { Country = Country(row.Country) ?? country }).ToList();
        foreach (var (field, fault) in read.SelectMany((row, i) => Faults(row, i, country)).Take(MostNamed))
            fields.Add(field, fault);
        fields.Refuse();
        return read;
    }

    /// <summary>Why a text is not looked at; null when it is.</summary>
    public static string? NumberFault(string field, string text) => text.Length <= PhoneCheck.LongestText
        ? null
        : $"'{field}' has {Shown.Count(text.Length)} characters; {PhoneCheck.LongestText} are the most.";

    /// <summary>A country as it was sent, in capitals.</summary>
    public static string? Country(string? sent) => string.IsNullOrEmpty(sent) ? null : sent.ToUpperInvariant();

    public static string? CountryFault(string field, string? country) =>
        country is null || PhoneCountries.IsCountry(country) ? null : $"'{field}' must be a country's two letters, such as GB.";

    private static IEnumerable<(string Field, string Fault)> Faults(PhoneEntry row, int place, string? country)
    {
        if (row.Number is null)
            yield return (Field(place), "A row is a number, or an object with 'number' and 'country'; this one has no number.");
        else if (NumberFault(Field(place), row.Number) is { } fault)
            yield return (Field(place), fault);
        if (row.Country != country && CountryFault(Field(place) + ".country", row.Country) is { } unknown)
            yield return (Field(place) + ".country", unknown);
    }

    private static string Field(int place) => string.Create(CultureInfo.InvariantCulture, $"numbers[{place}]");
}
