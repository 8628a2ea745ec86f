using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Billing;

/// <summary>GET /v1/account/ledger: every move of the account's credit, newest first.</summary>
public static class ListLedger
{
    private const int DeepestPage = 10_000;

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/account/ledger", Handle)
        .Needs(Scopes.AccountRead)
        .Refuses(Errors.InvalidRequest)
        .Describes(BillingDocs.Ledger);

    private static async Task<Answer> Handle(HttpRequest request, Caller caller, Db db, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        var page = query.Page(cursor => cursor.StartsWith("txn_", StringComparison.Ordinal) && cursor.Length <= 64, DeepestPage);
        query.Refuse();

        return await db.Read(async session =>
        {
            var before = page.Cursor is null ? null : await Credit.Place(session, caller.AccountId, page.Cursor);
            if (page.Cursor is not null && before is null)
                throw new Refusal(Errors.InvalidRequest, "'cursor' must be the meta.next_cursor of an earlier answer.", "cursor");
            var rows = await Credit.List(session, caller.AccountId, before, page.Rows);
            return Answer.Page(page, rows, EntryView.Of, row => row.Id, total: null);
        }, ct);
    }
}

/// <summary>A move of credit from one book to another.</summary>
public sealed record EntryView(string Id, string Kind, MoneyView Amount, string From, string To, DateTime CreatedAt)
{
    public string Object { get; init; } = "ledger.entry";
    public string? MessageId { get; init; }
    public string? Reference { get; init; }
    public string? Note { get; init; }

    public static EntryView Of(LedgerRow row) => new(row.Id, row.Kind, MoneyView.Of(row.Amount), row.Source, row.Target, Times.FromMicros(row.At).UtcDateTime)
    {
        MessageId = row.MessageId,
        Reference = row.Reference,
        Note = row.Note,
    };
}
