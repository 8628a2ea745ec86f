namespace SendApi.Core.Codes.Guarding;

/// <summary>From where on traffic looks like an attack.</summary>
/// <param name="OpenPerRange">Open codes an hour to a thousand numbers in a row.</param>
/// <param name="OpenPerPrefix">Open codes an hour to a hundred thousand numbers in a row.</param>
/// <param name="OpenPerCountry">Open codes an hour to a country, of those old enough to be judged.</param>
/// <param name="LeastJudged">So many codes must be old enough before a conversion rate says anything.</param>
/// <param name="LeastConversion">The part of codes that is entered, below which a country or a key is stopped. Providers call 0.6 to 0.8 healthy and less than 0.2 a sign of an attack.</param>
/// <param name="LetThrough">The part of codes that is still let through there, so that a country whose carrier was down recovers by itself.</param>
public sealed record GuardLimits(int OpenPerRange, int OpenPerPrefix, int OpenPerCountry, int LeastJudged, double LeastConversion, double LetThrough)
{
    public static readonly GuardLimits Usual = new(20, 60, 300, 40, 0.2, 0.1);
}

/// <summary>What an account chose for its codes.</summary>
/// <param name="AllowedPrefixes">Numbers that begin so are never stopped.</param>
/// <param name="BlockedPrefixes">Numbers that begin so are always stopped.</param>
/// <param name="RefusedTypes">Kinds of numbers that get no codes.</param>
/// <param name="Budgets">The most codes an hour by country; <c>*</c> for each country that is not named.</param>
public sealed record GuardPolicy(
    GuardMode Mode, IReadOnlyList<string> AllowedPrefixes, IReadOnlyList<string> BlockedPrefixes, IReadOnlyList<string> RefusedTypes, IReadOnlyDictionary<string, int> Budgets)
{
    /// <summary>Stands for every country that has no budget of its own.</summary>
    public const string AnyCountry = "*";

    public int? BudgetOf(string? country) =>
        country is not null && Budgets.TryGetValue(country, out var own) ? own : Budgets.TryGetValue(AnyCountry, out var any) ? any : null;
}
