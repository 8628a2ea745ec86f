using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Providers;

/// <summary>POST /v1/admin/providers/{name}/default: makes a provider the one that is asked first where no route says otherwise.</summary>
public static class DefaultProvider
{
    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapPost("/providers/{name}/default", Handle)
        .Refuses(Errors.NotFound, Errors.Overloaded)
        .Describes(ProviderDocs.Default);

    private static Task<Answer> Handle(string name, Db db, ProviderTools tools, CancellationToken ct) => db.Write(async session =>
    {
        var row = await ProviderRows.Get(session, name);
        await ProviderRows.MakeDefault(session, row.Id);
        return Answer.Ok(await ProviderView.Of(session, await ProviderRows.Get(session, row.Id), tools));
    }, ct);
}
