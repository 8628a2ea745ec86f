using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Providers;

/// <summary>POST /v1/admin/providers/{name}/test, sendapi providers test: tries a provider's settings from the node that is asked. Sends nothing, and ends within <see cref="ProviderDesk.LongestTest"/>.</summary>
public static class TestProvider
{
    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapPost("/providers/{name}/test", Handle)
        .Refuses(Errors.NotFound, Errors.Overloaded)
        .Describes(ProviderDocs.Test);

    private static async Task<Answer> Handle(string name, Db db, ProviderTools tools, CancellationToken ct) =>
        Answer.Ok(await tools.Desk.Test(await db.Read(s => ProviderRows.Get(s, name), ct), ct));
}
