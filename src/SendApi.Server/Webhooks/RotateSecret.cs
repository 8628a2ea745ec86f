using SendApi.Core;
using SendApi.Core.Webhooks;
using SendApi.Server.Http;

namespace SendApi.Server.Webhooks;

/// <summary>POST /v1/webhooks/{id}/rotation: makes a new secret and shows it this once; deliveries are signed with the one before, too, for a day.</summary>
public static class RotateSecret
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/webhooks/{id}/rotation", Handle)
        .Needs(Scopes.WebhooksWrite)
        .Refuses(Errors.NotFound, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.Overloaded)
        .Describes(WebhookDocs.Rotate);

    private static Task<Answer> Handle(string id, Caller caller, HttpContext http, WebhookChanges changes) =>
        changes.Idempotency.Write(http, caller, async session =>
        {
            var (webhook, secret, now) = (await WebhookRows.Get(session, caller, id), WebhookSecret.Make(), changes.Clock.GetUtcNow());
            await WebhookRows.Rotate(session, webhook, changes.Secrets.Seal(secret), now);
            return WebhookView.Made(await WebhookRows.Get(session, caller, id), secret, now);
        });
}
