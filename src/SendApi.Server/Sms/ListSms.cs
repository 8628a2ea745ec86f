using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Sms;

/// <summary>GET /v1/sms/messages: the messages of the account, newest first, narrowed by status, error, recipient, batch and time.</summary>
public static class ListSms
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/sms/messages", Handle)
        .Needs(Scopes.SmsRead)
        .Refuses(Errors.InvalidRequest, Errors.InvalidPhone)
        .Describes(SmsDocs.List);

    private static async Task<Answer> Handle(HttpRequest request, Caller caller, Db db, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        var status = query.OneOf("status", MessageStatuses.Named, MessageStatuses.OfSms.Select(s => s.Name()));
        var error = query.ErrorCode("error_code");
        var from = query.Time("from_date", endOfDay: false);
        var until = query.Time("to_date", endOfDay: true);
        var page = query.Page(Ids.Sms, MessageRows.CountedUpTo);
        var (to, batch) = (query.Text("to"), query.Text("batch_id"));
        if (batch is not null && !Ids.IsId(Ids.Batch, batch))
            query.Add("batch_id", "'batch_id' must be the batch_id that a bulk send answered with.");
        query.Refuse();
        var filter = new MessageFilter(status, to is null ? null : PhoneNumber.Parse(to, "to"), from, until) { BatchId = batch, ErrorCode = error };

        return await db.Read(async session =>
        {
            var (rows, lookedUpTo) = await MessageRows.List(session, caller.AccountId, caller.World, filter, page.Cursor, page.Rows);
            var total = page.Cursor is null ? await MessageRows.Count(session, caller.AccountId, caller.World, filter) : null;
            return Answer.Page(page, rows, row => SmsView.Of(row), row => row.Id, total, lookedUpTo);
        }, ct);
    }
}
