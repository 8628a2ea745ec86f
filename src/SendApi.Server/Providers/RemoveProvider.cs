using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Providers;

/// <summary>DELETE /v1/admin/providers/{name}, sendapi providers remove: removes a provider with its routes. What still waits goes by the others.</summary>
public static class RemoveProvider
{
    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapDelete("/providers/{name}", Handle)
        .Refuses(Errors.NotFound, Errors.Overloaded)
        .Describes(ProviderDocs.Remove);

    /// <summary>Removes it and gives what it was; 4044 when there is none.</summary>
    public static async Task<ProviderRow> Run(Session session, string name)
    {
        var row = await ProviderRows.Lock(session, name);
        await ProviderRows.Remove(session, row.Name);
        return row;
    }

    private static Task<Answer> Handle(string name, Db db, CancellationToken ct) =>
        db.Write(async session => Answer.Deleted((await Run(session, name)).Id), ct);
}
