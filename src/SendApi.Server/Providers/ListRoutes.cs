using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Providers;

/// <summary>GET /v1/admin/routes: the routes by destination, each in the order in which its providers are asked.</summary>
public static class ListRoutes
{
    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapGet("/routes", Handle)
        .Refuses(Errors.Overloaded)
        .Describes(RouteDocs.List);

    private static Task<Answer> Handle(Db db, CancellationToken ct) => db.Read(async session =>
    {
        var views = (await RouteRows.List(session)).ConvertAll(ProviderRouteView.Of);
        return Answer.List(views, new PageRequest(1, Math.Max(1, views.Count), null).Meta(views.Count, null));
    }, ct);
}
