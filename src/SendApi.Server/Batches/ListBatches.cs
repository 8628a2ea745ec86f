using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Batches;

/// <summary>GET /v1/batches: the batches of the account, newest first, narrowed by status.</summary>
public static class ListBatches
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/batches", Handle).NeedsEither(Scopes.SmsRead, Scopes.WhatsAppRead).Refuses(Errors.InvalidRequest).Describes(BatchDocs.List);

    private static async Task<Answer> Handle(HttpRequest request, Caller caller, Db db, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        var status = query.OneOf("status", BatchStatuses.Named, BatchStatuses.All.Keys);
        var page = query.Page(Ids.Batch, MessageRows.CountedUpTo);
        query.Refuse();

        return await db.Read(async session =>
        {
            var whose = (caller.AccountId, caller.World);
            var filter = new BatchFilter(status, Channel(caller));
            var rows = await BatchRows.List(session, whose, filter, page.Cursor, page.Rows);
            var total = page.Cursor is null ? await BatchRows.Count(session, whose, filter) : null;
            return Answer.Page(page, rows, BatchView.Of, row => row.Id, total);
        }, ct);
    }

    /// <summary>The one channel that the key may look at; null where it may look at both.</summary>
    private static string? Channel(Caller caller) =>
        !caller.Scopes.Contains(Scopes.WhatsAppRead) ? Channels.Sms : caller.Scopes.Contains(Scopes.SmsRead) ? null : Channels.WhatsApp;
}
