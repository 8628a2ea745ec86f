using System.ComponentModel;
using SendApi.Core.Codes.Guarding;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Verify;

/// <summary>What the guard did on some days.</summary>
public sealed record GuardReportView
{
    /// <summary>The longest lists that a report shows.</summary>
    private const int MostCountries = 50, MostPrefixes = 20;

    public string Object { get; init; } = "verify.guard_report";
    public required string Mode { get; init; }

    [Description("The first moment of the first day.")]
    public required DateTime StartsAt { get; init; }

    [Description("The end of the last day.")]
    public required DateTime EndsAt { get; init; }

    [Description("Codes that were sent on these days.")]
    public required ConversionView Codes { get; init; }

    [Description("Codes that were stopped.")]
    public required StoppedView Stopped { get; init; }

    [Description("Codes that were sent, and that the guard would have stopped had it not only looked on.")]
    public required StoppedView WouldStop { get; init; }

    public required IReadOnlyList<RuleView> Rules { get; init; }

    [Description("The countries of which most were stopped, then those with most codes; 50 at most.")]
    public required IReadOnlyList<CountryView> Countries { get; init; }

    [Description("The rows of numbers of which most were stopped; 20 at most.")]
    public required IReadOnlyList<PrefixView> Prefixes { get; init; }

    internal static GuardReportView Of(GuardMode mode, (long Start, long End) days, List<GuardStops.Sum> stops, List<GuardStops.CountrySum> countries)
    {
        var (real, shadow) = (stops.FindAll(s => s.IsShadow == 0), stops.FindAll(s => s.IsShadow == 1));
        return new()
        {
            Mode = mode.Name(),
            StartsAt = Times.FromMicros(days.Start).UtcDateTime,
            EndsAt = Times.FromMicros(days.End).UtcDateTime,
            Codes = ConversionView.Of(countries.Sum(c => c.Sent), countries.Sum(c => c.Verified)),
            Stopped = StoppedView.Of(real),
            WouldStop = StoppedView.Of(shadow),
            Rules = [.. GuardNames.Rules.Keys.Select(rule => RuleView.Of(rule, stops.FindAll(s => s.Rule == rule))).Where(r => r.Stopped + r.WouldStop > 0)],
            Countries = [.. countries.Select(c => c.Country).Union(stops.Select(s => s.Country))
                .Select(country => CountryView.Of(country, countries.Find(c => c.Country == country), stops.FindAll(s => s.Country == country)))
                .OrderByDescending(c => c.Stopped + c.WouldStop).ThenByDescending(c => c.Codes.Sent).Take(MostCountries)],
            Prefixes = [.. stops.Where(s => s.Prefix.Length > 0).GroupBy(s => (s.Prefix, s.Country)).Select(g => PrefixView.Of(g.Key, [.. g]))
                .OrderByDescending(p => p.Stopped + p.WouldStop).Take(MostPrefixes)],
        };
    }
}

/// <summary>How many codes were sent, and which part of them was entered.</summary>
/// <param name="Conversion">From 0 to 1; left out where none was sent.</param>
public sealed record ConversionView(long Sent, long Verified, double? Conversion)
{
    internal static ConversionView Of(long sent, long verified) => new(sent, verified, sent == 0 ? null : Math.Round((double)verified / sent, 3));
}

/// <summary>So many codes, and what their texts would have cost.</summary>
public sealed record StoppedView(long Codes, MoneyView Saved)
{
    internal static StoppedView Of(List<GuardStops.Sum> stops) => new(stops.Sum(s => s.Codes), MoneyView.Of(stops.Sum(s => s.Saved)));
}

/// <summary>What one rule did.</summary>
public sealed record RuleView(string Rule, long Stopped, long WouldStop, MoneyView Saved)
{
    internal static RuleView Of(string rule, List<GuardStops.Sum> stops) => new(rule, GuardSums.Codes(stops, 0), GuardSums.Codes(stops, 1), GuardSums.Saving(stops));
}

/// <summary>One country.</summary>
/// <param name="Country">Two letters; left out for numbers of no country.</param>
public sealed record CountryView(string? Country, ConversionView Codes, long Stopped, long WouldStop, MoneyView Saved)
{
    internal static CountryView Of(string country, GuardStops.CountrySum? codes, List<GuardStops.Sum> stops) =>
        new(country.Length == 0 ? null : country, ConversionView.Of(codes?.Sent ?? 0, codes?.Verified ?? 0), GuardSums.Codes(stops, 0), GuardSums.Codes(stops, 1), GuardSums.Saving(stops));
}

/// <summary>A hundred thousand numbers in a row, by the digits that they begin with.</summary>
public sealed record PrefixView(string Prefix, string? Country, long Stopped, long WouldStop, MoneyView Saved)
{
    internal static PrefixView Of((string Prefix, string Country) which, List<GuardStops.Sum> stops) =>
        new(which.Prefix, which.Country.Length == 0 ? null : which.Country, GuardSums.Codes(stops, 0), GuardSums.Codes(stops, 1), GuardSums.Saving(stops));
}

/// <summary>Adds up what was stopped.</summary>
internal static class GuardSums
{
    public static long Codes(List<GuardStops.Sum> stops, long isShadow) => stops.Where(s => s.IsShadow == isShadow).Sum(s => s.Codes);

    /// <summary>What was saved; what would have been is not.</summary>
    public static MoneyView Saving(List<GuardStops.Sum> stops) => MoneyView.Of(stops.Where(s => s.IsShadow == 0).Sum(s => s.Saved));
}
