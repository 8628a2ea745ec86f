using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Webhooks;

/// <summary>GET /v1/webhooks/callbacks: when the secret of callbacks was made, without it.</summary>
public static class GetCallbackSecret
{
    public const string Path = "/v1/webhooks/callbacks";

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/webhooks/callbacks", Handle)
        .Needs(Scopes.WebhooksRead)
        .Refuses(Errors.Overloaded)
        .Describes(WebhookDocs.GetCallback);

    private static async Task<Answer> Handle(Caller caller, Db db, TimeProvider clock, CancellationToken ct) =>
        Answer.Ok(CallbackSecretView.Of(await db.Read(s => CallbackSecrets.Find(s, caller), ct), caller, clock.GetUtcNow()));
}
