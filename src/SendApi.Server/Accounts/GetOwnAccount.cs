using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Accounts;

/// <summary>GET /v1/account and /v1/account/policy: the caller's own account, and what it may send where.</summary>
public static class GetOwnAccount
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/account", Handle).Needs(Scopes.AccountRead).Refuses(Errors.Overloaded).Describes(AccountDocs.Own);
        v1.MapGet("/account/policy", Policy).Needs(Scopes.AccountRead).Refuses(Errors.Overloaded).Describes(AccountDocs.Policy);
    }

    private static Task<Answer> Handle(Caller caller, Db db, TimeProvider clock, CancellationToken ct) => db.Read(async session =>
    {
        var books = await Books.Balances(session, caller.AccountId);
        return Answer.Ok(AccountView.Of(await AccountRows.Get(session, caller.AccountId), clock.GetUtcNow()) with { SmsBalance = MoneyView.Of(books[Book.Available]) });
    }, ct);

    // The gate read the account less than a second ago.
    private static Answer Policy(Caller caller) => Answer.Ok(PolicyView.Of(caller.Account.Policy));
}
