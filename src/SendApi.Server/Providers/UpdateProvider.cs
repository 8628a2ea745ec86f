using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Providers;

/// <summary>PUT /v1/admin/providers/{name}: gives a provider other settings. All nodes open their links anew within a second; what waits goes by them.</summary>
public static class UpdateProvider
{
    /// <summary>The body.</summary>
    public sealed record Request
    {
        public Dictionary<string, string?>? Settings { get; init; }
    }

    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapPut("/providers/{name}", Handle)
        .Refuses(Errors.InvalidRequest, Errors.NotFound, Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(ProviderDocs.Update);

    private static Task<Answer> Handle(string name, Body<Request> body, Db db, ProviderTools tools, CancellationToken ct) => db.Write(async session =>
    {
        if (body.Value.Settings is not { } settings)
            throw new Refusal(Errors.InvalidRequest, "'settings' is required: all settings but the secrets that stay.", "settings");

        var row = await ProviderRows.Lock(session, name);
        await ProviderRows.SetSettings(session, row.Id, await tools.Desk.Change(row, settings));
        return Answer.Ok(await ProviderView.Of(session, await ProviderRows.Get(session, row.Id), tools));
    }, ct);
}
