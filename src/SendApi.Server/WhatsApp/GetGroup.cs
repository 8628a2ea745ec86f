using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>GET /v1/whatsapp/groups/{id}: one group as it stands at the gateway now, with who is in it.</summary>
public static class GetGroup
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/whatsapp/groups/{id}", Handle)
        .Needs(Scopes.WhatsAppRead)
        .Refuses(Errors.NotFound, Errors.SessionNotConnected, Errors.ProviderError, Errors.Overloaded)
        .Describes(GroupDocs.Get);

    /// <summary>The group as the gateway has it; 4044 where the phone is not in it any more.</summary>
    internal static async Task<GroupView> Whole(SessionTools tools, GroupRow row, SessionRow session, CancellationToken ct)
    {
        if (await tools.Desk.Ask(session, people => people.Group(session.Id, row.ProviderId, ct)) is not { } group)
        {
            await tools.Db.Write(async s =>
            {
                await GroupRows.Lose(s, row);
                return true;
            }, ct);
            throw GroupRows.NotFound(row.Id);
        }

        if (group.Name != row.Name)
            await tools.Db.Write(s => GroupRows.Keep(s, row with { Name = group.Name }), ct);
        return GroupView.Of(row, group);
    }

    private static async Task<Answer> Handle(string id, Caller caller, SessionTools tools, CancellationToken ct)
    {
        var (row, session) = await tools.Db.Read(s => GroupSessions.Find(s, caller, id, tools.Clock.GetUtcNow()), ct);
        return Answer.Ok(await Whole(tools, row, session, ct));
    }
}
