using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Providers;

/// <summary>GET /v1/admin/providers/{name}: one provider, by its name or its id.</summary>
public static class GetProvider
{
    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapGet("/providers/{name}", Handle)
        .Refuses(Errors.NotFound, Errors.Overloaded)
        .Describes(ProviderDocs.Get);

    private static Task<Answer> Handle(string name, Db db, ProviderTools tools, CancellationToken ct) =>
        db.Read(async session => Answer.Ok(await ProviderView.Of(session, await ProviderRows.Get(session, name), tools)), ct);
}
