using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SendApi.Core;
using SendApi.Core.Codes.Guarding;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Verify;

/// <summary>GET /v1/verify/guard: what the guard of the account's codes goes by.</summary>
public static class GetGuard
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/verify/guard", Handle).Needs(Scopes.VerifyRead).Refuses(Errors.Overloaded).Describes(GuardDocs.Get);

    private static Task<Answer> Handle(Caller caller, Db db, GuardPolicies policies, CancellationToken ct) =>
        db.Read(async session => Answer.Ok(GuardView.Of(await policies.Of(session, caller.AccountId), policies.Limits)), ct);
}

/// <summary>What a guard goes by.</summary>
public sealed record GuardView
{
    public string Object { get; init; } = "verify.guard";

    [AllowedValues("enforce", "shadow", "off"), Description("enforce stops codes, shadow only reports what it would stop, off does neither.")]
    public required string Mode { get; init; }

    [Description("Numbers that begin so are never stopped.")]
    public required IReadOnlyList<string> AllowedPrefixes { get; init; }

    [Description("Numbers that begin so get no codes; those that the operator blocks are among them.")]
    public required IReadOnlyList<string> BlockedPrefixes { get; init; }

    [Description("Kinds of numbers that get no codes.")]
    public required IReadOnlyList<string> RefusedTypes { get; init; }

    [Description("The most codes an hour by country; * stands for each country that is not named.")]
    public required IReadOnlyDictionary<string, int> Budgets { get; init; }

    [Description("From where on traffic looks like an attack: the operator's settings.")]
    public required GuardLimitsView Limits { get; init; }

    public static GuardView Of(GuardPolicy policy, GuardLimits limits) => new()
    {
        Mode = policy.Mode.Name(),
        AllowedPrefixes = policy.AllowedPrefixes,
        BlockedPrefixes = policy.BlockedPrefixes,
        RefusedTypes = policy.RefusedTypes,
        Budgets = policy.Budgets,
        Limits = new(limits.OpenPerRange, limits.OpenPerPrefix, limits.OpenPerCountry, limits.LeastJudged, limits.LeastConversion, limits.LetThrough),
    };
}

/// <summary>From where on traffic looks like an attack. Open codes are those of the last hour that nobody entered, less four for each that somebody did.</summary>
/// <param name="OpenPerRange">Open codes to a thousand numbers in a row.</param>
/// <param name="OpenPerPrefix">Open codes to a hundred thousand numbers in a row.</param>
/// <param name="OpenPerCountry">Open codes to a country, of those older than five minutes.</param>
/// <param name="LeastJudged">So many codes must be older than five minutes before their conversion is judged.</param>
/// <param name="LeastConversion">The part of codes that is entered, below which most of a country's or a key's are stopped.</param>
/// <param name="LetThrough">The part that is let through all the same.</param>
public sealed record GuardLimitsView(int OpenPerRange, int OpenPerPrefix, int OpenPerCountry, int LeastJudged, double LeastConversion, double LetThrough);
