using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;
using SendApi.Server.Usage;

namespace SendApi.Server.Accounts;

/// <summary>GET /v1/admin/accounts/{id} and sendapi accounts show: an account with its credit and what it used in this billing period.</summary>
public static class GetAccount
{
    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapGet("/accounts/{id}", Handle)
        .Refuses(Errors.NotFound)
        .Describes(OperatorDocs.GetAccount);

    /// <summary>All that an operator sees of an account.</summary>
    public static async Task<AccountView> Read(Session session, AccountRow row, DateTimeOffset now)
    {
        var account = row.Account();
        var (sms, segments) = (CounterKinds.InPeriod(account, CounterKinds.Sms, now), CounterKinds.InPeriod(account, CounterKinds.SmsSegments, now));
        var used = await Counters.Read(session, [sms, segments]);
        var books = await Books.Balances(session, account.Id);
        return AccountView.Of(row, now) with
        {
            Policy = PolicyView.Of(account.Policy),
            SmsBalance = MoneyView.Of(books[Book.Available]),
            Credit = BooksView.Of(books),
            Usage = new(new(used[sms], used[segments], account.Quotas.Sms)),
        };
    }

    private static Task<Answer> Handle(string id, Db db, TimeProvider clock, CancellationToken ct) =>
        db.Read(async session => Answer.Ok(await Read(session, await AccountRows.Get(session, id), clock.GetUtcNow())), ct);
}
