using SendApi.Core;
using SendApi.Core.Codes.Guarding;
using SendApi.Core.Phones;
using SendApi.Server.Http;

namespace SendApi.Server.Verify;

/// <summary>Reads what an account chooses for its guard.</summary>
internal static class GuardFields
{
    private const int Most = 1_000, LargestBudget = 100_000_000;

    /// <summary>The choice that replaces the one before. Gathers all that is wrong with it.</summary>
    public static GuardChoice Read(Fields fields, UpdateGuard.Request request)
    {
        if (request.Mode is { } mode && !GuardNames.Modes.ContainsKey(mode))
            fields.Add("mode", $"'mode' must be one of: {string.Join(", ", GuardNames.Modes.Keys)}.");
        return new()
        {
            Mode = request.Mode,
            AllowedPrefixes = List(fields, "allowed_prefixes", request.AllowedPrefixes, PhoneNumber.IsPrefix, "a plus sign and the first 1 to 15 digits of numbers, such as +4477"),
            BlockedPrefixes = List(fields, "blocked_prefixes", request.BlockedPrefixes, PhoneNumber.IsPrefix, "a plus sign and the first 1 to 15 digits of numbers, such as +882"),
            RefusedTypes = List(fields, "refused_types", request.RefusedTypes, LineTypes.Names.Contains, $"one of: {string.Join(", ", LineTypes.Names)}"),
            Budgets = Budgets(fields, request.Budgets),
        };
    }

    /// <summary>A country's two capital letters, or the sign for all others.</summary>
    public static bool IsCountry(string text) => text == GuardPolicy.AnyCountry || PhoneNumber.IsCountry(text);

    private static List<string>? List(Fields fields, string name, List<string?>? given, Func<string, bool> isGood, string form)
    {
        if (given is null)
            return null;
        if (given.Count > Most)
            fields.Add(name, $"'{name}' has {Shown.Count(given.Count)} entries; {Shown.Count(Most)} are the most.");
        for (var i = 0; i < Math.Min(given.Count, Most); i++)
            if (given[i] is not { } entry || !isGood(entry))
                fields.Add($"{name}[{i}]", $"'{Short(given[i])}' is not {form}.");
        return [.. given.OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private static Dictionary<string, int>? Budgets(Fields fields, Dictionary<string, int>? given)
    {
        if (given is null)
            return null;
        if (given.Count > Most)
            fields.Add("budgets", $"'budgets' has {Shown.Count(given.Count)} entries; {Shown.Count(Most)} are the most.");
        foreach (var (country, most) in given.Take(Most))
            if (!IsCountry(country))
                fields.Add($"budgets.{Short(country)}", $"'{Short(country)}' is not a country's two letters, such as GB, or * for all others.");
            else
                fields.Range($"budgets.{country}", most, 0, LargestBudget);
        return given;
    }

    private static string Short(string? text) => text is null ? "null" : Shown.Cut(text);
}
