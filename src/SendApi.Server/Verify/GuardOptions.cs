using System.ComponentModel.DataAnnotations;
using SendApi.Core;
using SendApi.Core.Codes.Guarding;
using SendApi.Core.Phones;

namespace SendApi.Server.Verify;

/// <summary>The settings of the guard, section "Verify:Guard": what holds for accounts that chose nothing themselves, and from where on traffic is stopped.</summary>
public sealed class GuardOptions : IValidatableObject
{
    /// <summary><c>enforce</c>, <c>shadow</c> to report only, or <c>off</c>.</summary>
    public string Mode { get; init; } = "enforce";

    /// <summary>First digits of numbers that are never stopped, with their plus sign and separated by commas.</summary>
    public string AllowedPrefixes { get; init; } = "";

    /// <summary>First digits of numbers that get no codes, from no account.</summary>
    public string BlockedPrefixes { get; init; } = "";

    /// <summary>Kinds of numbers that get no codes, separated by commas.</summary>
    public string RefusedTypes { get; init; } = "premium";

    /// <summary>The most codes an hour that one account sends to a country, such as <c>GB=500, *=2000</c>.</summary>
    public string Budgets { get; init; } = "";

    [Range(1, 1_000_000)]
    public int OpenPerRange { get; init; } = GuardLimits.Usual.OpenPerRange;

    [Range(1, 1_000_000)]
    public int OpenPerPrefix { get; init; } = GuardLimits.Usual.OpenPerPrefix;

    [Range(1, 100_000_000)]
    public int OpenPerCountry { get; init; } = GuardLimits.Usual.OpenPerCountry;

    [Range(1, 1_000_000)]
    public int LeastJudged { get; init; } = GuardLimits.Usual.LeastJudged;

    /// <summary>0 switches the judgement by conversion off.</summary>
    [Range(0d, 1d)]
    public double LeastConversion { get; init; } = GuardLimits.Usual.LeastConversion;

    [Range(0d, 1d)]
    public double LetThrough { get; init; } = GuardLimits.Usual.LetThrough;

    public GuardLimits Limits() => new(OpenPerRange, OpenPerPrefix, OpenPerCountry, LeastJudged, LeastConversion, LetThrough);

    public GuardPolicy Policy() => new(GuardNames.Modes[Mode], Words(AllowedPrefixes), Words(BlockedPrefixes), Words(RefusedTypes), Countries().ToDictionary(b => b.Country, b => b.Most ?? 0));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!GuardNames.Modes.ContainsKey(Mode))
            yield return Wrong(nameof(Mode), Mode, string.Join(", ", GuardNames.Modes.Keys));
        foreach (var (name, list) in new[] { (nameof(AllowedPrefixes), AllowedPrefixes), (nameof(BlockedPrefixes), BlockedPrefixes) })
            foreach (var prefix in Words(list).Where(p => !PhoneNumber.IsPrefix(p)))
                yield return Wrong(name, prefix, "first digits of numbers such as +882, separated by commas");
        foreach (var type in Words(RefusedTypes).Where(t => !LineTypes.Names.Contains(t)))
            yield return Wrong(nameof(RefusedTypes), type, string.Join(", ", LineTypes.Names));
        foreach (var (country, most) in Countries().Where(b => b.Most is not >= 0 || !GuardFields.IsCountry(b.Country)))
            yield return Wrong(nameof(Budgets), $"{country}={most}", "countries and numbers such as GB=500, *=2000");
    }

    private IEnumerable<(string Country, int? Most)> Countries() => Words(Budgets).Select(b => b.Split('=', 2, StringSplitOptions.TrimEntries) is [var country, var most] && int.TryParse(most, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? (country, number) : (b, (int?)null));

    private static ValidationResult Wrong(string name, string value, string form) => new($"Verify:Guard:{name} has '{value}'; it takes {form}.", [name]);

    private static string[] Words(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
