using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Webhooks;

/// <summary>POST /v1/webhooks/callbacks/rotation: makes the secret that the callbacks of single messages are signed with, and shows it this once.</summary>
public static class RotateCallbackSecret
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/webhooks/callbacks/rotation", Handle)
        .Needs(Scopes.WebhooksWrite)
        .Refuses(Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.Overloaded)
        .Describes(WebhookDocs.RotateCallback);

    private static Task<Answer> Handle(Caller caller, HttpContext http, WebhookChanges changes) =>
        changes.Idempotency.Write(http, caller, async session =>
        {
            var now = changes.Clock.GetUtcNow();
            var secret = await CallbackSecrets.Rotate(session, caller, changes.Secrets, now);
            var view = CallbackSecretView.Of(await CallbackSecrets.Find(session, caller), caller, now);
            return Answer.Created(GetCallbackSecret.Path, view with { Secret = secret }) with { Kept = Answer.Created(GetCallbackSecret.Path, view) };
        });
}
