using System.Globalization;
using SendApi.Core;
using SendApi.Core.Codes.Guarding;
using SendApi.Core.Phones;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Verify;

/// <summary>Asks the guard about a code before anything of it is stored, and writes down what was stopped.</summary>
/// <remarks>Many requests in the same moment may all pass a limit that one of them reaches: the guard tells traffic from an attack, it does not count to the last one.</remarks>
public sealed class CodeGate(Db db, GuardPolicies policies, Prices prices, TimeProvider clock, Func<double> chance)
{
    /// <summary>Throws 4009 for a live code that a rule is against, unless the guard only looks on.</summary>
    public async Task Admit(Caller caller, PhoneNumber to, MessageRow text)
    {
        if (caller.IsTest)
            return;

        var (subjects, now) = (GuardSubjects.Of(to, caller.KeyId), clock.GetUtcNow());
        var (policy, picture) = await db.Read(async s => (await policies.Of(s, caller.AccountId), await GuardTrafficRows.Picture(s, caller.AccountId, (subjects, to.Value), now)), CancellationToken.None);
        if (policy.Mode == GuardMode.Off || CodeGuard.Judge((to, to.Type, subjects), picture, (policy, policies.Limits), now, chance) is not { } rule)
            return;

        var stop = new GuardStops.Stop(caller.AccountId, rule, subjects.CountryCode, rule is GuardRule.Range or GuardRule.Prefix ? subjects.Digits : "", policy.Mode == GuardMode.Shadow, await Worth(to, text), now);
        await db.Write(session =>
        {
            GuardStops.Add(session, stop);
            return Task.FromResult(true);
        }, CancellationToken.None);
        if (!stop.IsShadow)
            throw new Refusal(Errors.DestinationBlocked, Words(rule, to, subjects, policy), "to");
    }

    /// <summary>What the text would have cost, in millionths: its price, or by the list where the account does not pay for each.</summary>
    private async ValueTask<long> Worth(PhoneNumber to, MessageRow text) =>
        text.Price > 0 ? text.Price : (await prices.Now()).Of(to) is { } listed ? listed.Amount * text.Segments : 0;

    private static string Words(GuardRule rule, PhoneNumber to, GuardSubjects subjects, GuardPolicy policy)
    {
        var country = subjects.CountryCode ?? "these networks";
        return rule switch
        {
            GuardRule.Blocked => $"Numbers that begin like {to} get no codes: a blocked prefix of the guard.",
            GuardRule.NumberType => $"{to} is a {to.Type.Name().Replace('_', ' ')} number, and such numbers get no codes.",
            GuardRule.Budget => string.Create(CultureInfo.InvariantCulture, $"The budget of {policy.BudgetOf(subjects.CountryCode):N0} codes an hour to {country} is used up."),
            GuardRule.Range or GuardRule.Prefix => $"Many codes to numbers near this one were not entered within the last hour, which looks like an attack. When these are people you know, allow their prefix: PUT /v1/verify/guard.",
            _ => $"Most of the last codes to {country} were not entered, which looks like an attack, so most further ones are stopped. GET /v1/verify/guard/report shows what happens; PUT /v1/verify/guard allows prefixes that you know.",
        };
    }
}
