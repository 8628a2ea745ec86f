using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Senders;

/// <summary>DELETE /v1/sms/sender-ids/{id}: forgets a sender. Messages that were taken in with it leave as they are.</summary>
public static class RemoveSender
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapDelete("/sms/sender-ids/{id}", Handle)
        .Needs(Scopes.SmsWrite)
        .Refuses(Errors.NotFound, Errors.Overloaded)
        .Describes(SenderDocs.Remove);

    private static Task<Answer> Handle(string id, Caller caller, Db db, CancellationToken ct) =>
        db.Write(async session => await SenderRows.Remove(session, caller, id) ? Answer.Deleted(id) : throw SenderRoutes.NotFound(id), ct);
}
