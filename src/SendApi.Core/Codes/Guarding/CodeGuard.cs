using SendApi.Core.Phones;

namespace SendApi.Core.Codes.Guarding;

/// <summary>Tells codes that people asked for from those that somebody has sent for the money that each text earns him (SMS pumping). Pure.</summary>
/// <remarks>
/// Such codes are never entered, and go in masses to numbers that lie together. So what counts is codes nobody entered: honest traffic makes
/// room for itself by being entered, however much it is.
/// </remarks>
public static class CodeGuard
{
    /// <summary>So many codes of a hundred thousand numbers must have been entered before the country's fate is not theirs.</summary>
    private const int ProvenBy = 3;

    /// <summary>The rule that stops a code, or null when it may go.</summary>
    /// <param name="chance">From 0 up to 1, drawn where a share is let through.</param>
    public static GuardRule? Judge((PhoneNumber To, LineType Type, GuardSubjects Subjects) code, GuardPicture picture, (GuardPolicy Policy, GuardLimits Limits) by, DateTimeOffset now, Func<double> chance)
    {
        var (policy, limits) = by;
        if (Begins(code.To, policy.BlockedPrefixes))
            return GuardRule.Blocked;
        if (Begins(code.To, policy.AllowedPrefixes))
            return null;
        if (policy.RefusedTypes.Contains(code.Type.Name()))
            return GuardRule.NumberType;
        if (picture.Country.SentInHour(now) >= policy.BudgetOf(code.Subjects.CountryCode))
            return GuardRule.Budget;
        if (picture.IsKnown)
            return null;
        if (picture.Range.Open(now) >= limits.OpenPerRange)
            return GuardRule.Range;
        if (picture.Prefix.Open(now) >= limits.OpenPerPrefix)
            return GuardRule.Prefix;
        return Suspicious(picture, limits, now) is { } rule && !IsProven(picture.Prefix, limits, now) && chance() >= limits.LetThrough ? rule : null;
    }

    /// <summary>What is wrong with the key's or the country's traffic as a whole.</summary>
    private static GuardRule? Suspicious(GuardPicture picture, GuardLimits limits, DateTimeOffset now) =>
        IsLow(picture.Key, limits, now) ? GuardRule.KeyConversion
        : IsLow(picture.Country, limits, now) ? GuardRule.CountryConversion
        : picture.Country.OpenMature(now) >= limits.OpenPerCountry ? GuardRule.Country
        : null;

    private static bool IsLow(GuardTraffic traffic, GuardLimits limits, DateTimeOffset now)
    {
        var (sent, verified) = traffic.Judged(now);
        return sent >= limits.LeastJudged && verified < sent * limits.LeastConversion;
    }

    /// <summary>Whether people there enter their codes, whatever happens in the rest of the country.</summary>
    private static bool IsProven(GuardTraffic prefix, GuardLimits limits, DateTimeOffset now)
    {
        var (sent, verified) = prefix.Judged(now);
        return verified >= ProvenBy && verified >= sent * limits.LeastConversion;
    }

    private static bool Begins(PhoneNumber to, IReadOnlyList<string> prefixes) => prefixes.Any(p => to.Value.StartsWith(p, StringComparison.Ordinal));
}
