using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Providers;

/// <summary>GET /v1/admin/providers: the providers, the oldest first, with what is known of their links.</summary>
public static class ListProviders
{
    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapGet("/providers", Handle)
        .Refuses(Errors.Overloaded)
        .Describes(ProviderDocs.List);

    private static Task<Answer> Handle(Db db, ProviderTools tools, CancellationToken ct) => db.Read(async session =>
    {
        var views = new List<ProviderView>();
        foreach (var row in await ProviderRows.List(session))
            views.Add(await ProviderView.Of(session, row, tools));
        return Answer.List(views, new PageRequest(1, Math.Max(1, views.Count), null).Meta(views.Count, null));
    }, ct);
}
