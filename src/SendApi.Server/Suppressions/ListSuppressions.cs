using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Suppressions;

/// <summary>GET /v1/suppressions: the list of the caller's account and world, newest first, narrowed by address, channel, reason and source.</summary>
public static class ListSuppressions
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/suppressions", Handle)
        .Needs(Scopes.SuppressionsRead)
        .Refuses(Errors.InvalidRequest, Errors.InvalidPhone)
        .Describes(SuppressionDocs.List);

    private static async Task<Answer> Handle(HttpRequest request, Caller caller, Db db, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        var channel = query.Text("channel");
        if (channel is not null && !Suppressed.Channels.Contains(channel))
            query.Add("channel", $"'channel' must be one of: {string.Join(", ", Suppressed.Channels)}.");
        var (reason, source) = (query.Text("reason"), query.Text("source"));
        var page = query.Page(Ids.Suppression, SuppressionPages.LookedThrough);
        // A plus sign that was not escaped arrives as a space.
        var address = query.Text("address")?.Replace(' ', '+');
        query.Refuse();
        var filter = new SuppressionFilter(address is null ? null : AddSuppression.ParseAddress(address, Suppressed.AllChannels), channel, reason, source);

        var found = await db.Read(s => SuppressionPages.Read(s, SuppressionList.Of(caller), filter, page), ct);
        return Answer.List([.. found.Rows.Select(SuppressionView.Of)], page.Meta(found.Total, found.NextCursor));
    }
}
