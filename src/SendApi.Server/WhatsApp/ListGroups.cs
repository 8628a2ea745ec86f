using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>GET /v1/whatsapp/groups: the groups that the phone of a linked session is in. The first page asks the gateway, so those that were not made here are there too.</summary>
public static class ListGroups
{
    private const int InOneCall = 100;

    /// <summary>More are not asked for; those beyond it are known once they were looked at otherwise.</summary>
    private const int MostAskedFor = 1_000;

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/whatsapp/groups", Handle)
        .Needs(Scopes.WhatsAppRead)
        .Refuses(Errors.InvalidRequest, Errors.InvalidSession, Errors.SessionNotConnected, Errors.ProviderError, Errors.Overloaded)
        .Describes(GroupDocs.List);

    private static async Task<Answer> Handle(HttpRequest request, Caller caller, SessionTools tools, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        var asked = query.Text("session_id");
        // So few are kept that every page can be had by its number.
        var page = query.Page(Ids.Group, int.MaxValue);
        query.Refuse();

        var now = tools.Clock.GetUtcNow();
        var row = await tools.Db.Read(s => GroupSessions.Of(s, caller, asked is null ? null : SessionRef.Named(asked), now), ct);
        if (page is { Cursor: null, Number: 1 })
        {
            var (groups, isWhole) = await Ask(tools.Desk, row, ct);
            await tools.Db.Write(async s =>
            {
                await GroupRows.Synchronise(s, row, groups, isWhole, now);
                return true;
            }, ct);
        }

        return await tools.Db.Read(async s =>
        {
            var rows = await GroupRows.List(s, row, page.Cursor, page.Rows);
            long? total = page.Cursor is null ? await GroupRows.Count(s, row) : null;
            return Answer.Page(page, rows, GroupView.Of, g => g.Id, total);
        }, ct);
    }

    private static async Task<(IReadOnlyList<GatewayGroup> Groups, bool IsWhole)> Ask(SessionDesk desk, SessionRow session, CancellationToken ct)
    {
        var groups = new List<GatewayGroup>();
        for (var skip = 0; skip < MostAskedFor; skip += InOneCall)
        {
            var part = await desk.Ask(session, people => people.Groups(session.Id, skip, InOneCall, ct));
            groups.AddRange(part.Items);
            // An engine that gives more than was asked for gives all.
            if (part.Read != InOneCall)
                return (groups, true);
        }

        return (groups, false);
    }
}
