using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>DELETE /v1/whatsapp/groups/{id}: the phone leaves the group. The others stay in it.</summary>
public static class LeaveGroup
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapDelete("/whatsapp/groups/{id}", Handle)
        .Needs(Scopes.WhatsAppWrite)
        .Refuses(Errors.NotFound, Errors.SessionNotConnected, Errors.ProviderError, Errors.Overloaded)
        .Describes(GroupDocs.Leave);

    private static async Task<Answer> Handle(string id, Caller caller, SessionTools tools, CancellationToken ct)
    {
        var (row, session) = await tools.Db.Read(s => GroupSessions.Find(s, caller, id, tools.Clock.GetUtcNow()), ct);
        await tools.Desk.Ask(session, async people =>
        {
            await people.LeaveGroup(session.Id, row.ProviderId, CancellationToken.None);
            return true;
        });
        // From here on it is done in any case: the phone is not in it.
        await tools.Db.Write(async s =>
        {
            await GroupRows.Lose(s, row);
            return true;
        }, CancellationToken.None);
        return Answer.Deleted(row.Id);
    }
}
