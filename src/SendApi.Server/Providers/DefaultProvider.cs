using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Providers;

/// <summary>POST /v1/admin/providers/{name}/default: makes a provider the one that is asked first where no route says otherwise.</summary>
public static class DefaultProvider
{
    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapPost("/providers/{name}/default", Handle)
        .Refuses(Errors.NotFound, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.Overloaded)
        .Describes(ProviderDocs.Default);

    private static Task<Answer> Handle(string name, Caller caller, HttpContext http, ProviderTools tools) => tools.Idempotency.Write(http, caller, async session =>
    {
        var row = await ProviderRows.Get(session, name);
        await ProviderRows.MakeDefault(session, row.Id);
        return Answer.Ok(await ProviderView.Of(session, await ProviderRows.Get(session, row.Id), tools));
    });
}
