using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Providers;

/// <summary>DELETE /v1/admin/routes, sendapi routes remove: removes the route of a provider to a destination.</summary>
public static class RemoveRoute
{
    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapDelete("/routes", Handle)
        .Refuses(Errors.InvalidRequest, Errors.NotFound, Errors.Overloaded)
        .Describes(RouteDocs.Remove);

    /// <summary>Removes it; 4044 when there is none.</summary>
    public static async Task<RemovedRouteView> Run(Session session, string? to, string? by)
    {
        var fields = new Fields();
        var destination = SetRoute.Destination(fields, to);
        var provider = fields.Required("provider", "the provider's name", by);
        fields.Refuse();

        var name = (await ProviderRows.Get(session, provider, "provider")).Name;
        return await RouteRows.Remove(session, destination, name)
            ? new(destination, name, true)
            : throw new Refusal(Errors.NotFound, $"{Shown.Cut(name)} has no route to {destination}. GET /v1/admin/routes lists them, as does: sendapi routes list", "destination");
    }

    private static async Task<Answer> Handle(HttpRequest request, Db db, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        // A plus sign that was not escaped arrives as a space.
        var (destination, provider) = (query.Text("destination")?.Replace(' ', '+'), query.Text("provider"));
        query.Refuse();
        return Answer.Ok(await db.Write(s => Run(s, destination, provider), ct));
    }
}
