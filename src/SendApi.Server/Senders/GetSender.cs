using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Senders;

/// <summary>GET /v1/sms/sender-ids/{id}: one sender and what was decided about it.</summary>
public static class GetSender
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/sms/sender-ids/{id}", Handle).Needs(Scopes.SmsRead).Refuses(Errors.NotFound).Describes(SenderDocs.Get);

    private static async Task<Answer> Handle(string id, Caller caller, Db db, CancellationToken ct) =>
        Answer.Ok(SenderView.Of(await db.Read(s => SenderRows.Find(s, caller, id), ct) ?? throw SenderRoutes.NotFound(id)));
}
