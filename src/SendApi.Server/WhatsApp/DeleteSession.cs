using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Workers;

namespace SendApi.Server.WhatsApp;

/// <summary>DELETE /v1/whatsapp/sessions/{id}: logs the session out and forgets it. What waits for it is taken back.</summary>
public static class DeleteSession
{
    private const int MostInOneGo = 200;

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapDelete("/whatsapp/sessions/{id}", Handle)
        .Needs(Scopes.WhatsAppWrite)
        .Refuses(Errors.NotFound, Errors.ProviderError, Errors.Overloaded)
        .Describes(SessionDocs.Delete);

    private static async Task<Answer> Handle(string id, Caller caller, SessionTools tools, CancellationToken ct)
    {
        var row = await tools.Db.Read(s => GetSession.Find(s, caller, id), ct);
        await tools.Desk.Leave(row, ct);
        // From here on it is done in any case: at the gateway it is gone.
        await tools.Db.Write(async s =>
        {
            await SessionRows.Remove(s, row.Id);
            return true;
        }, CancellationToken.None);
        await Turns.InPortions(MostInOneGo, most => tools.Db.Write(s => Outbox.TakeBack(s, row.Id, "Its session was deleted.", most, tools.Clock.GetUtcNow()), CancellationToken.None));
        return Answer.Deleted(row.Id);
    }
}
