using SendApi.Core;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Webhooks;

/// <summary>PUT /v1/webhooks/{id}: changes what is named and leaves the rest. One that is switched on, or moved, is tried as a new one.</summary>
public static class UpdateWebhook
{
    /// <summary>The body. What is left out, or null, stays as it is.</summary>
    public sealed record Request
    {
        public string? Url { get; init; }
        public List<string?>? Events { get; init; }
        public bool? IsActive { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPut("/webhooks/{id}", Handle)
        .Needs(Scopes.WebhooksWrite)
        .Refuses(Errors.InvalidRequest, Errors.NotFound, Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(WebhookDocs.Update);

    private static Task<Answer> Handle(string id, Body<Request> body, Caller caller, Db db, WebhookChanges changes, CancellationToken ct) => db.Write(async session =>
    {
        var (webhook, request, now) = (await WebhookRows.Get(session, caller, id), body.Value, changes.Clock.GetUtcNow());
        var fields = new Fields();
        WebhookFields.Url(fields, request.Url, changes.Urls);
        var events = WebhookFields.Events(fields, request.Events);
        fields.Refuse();

        if (request.Url is not null || events is not null || request.IsActive is not null)
            await WebhookRows.Change(session, webhook, (request.Url, events, request.IsActive switch { null => null, true => 1, false => 0 }), now);
        // What is known of how it answers is of another place, or was looked at by whoever switches it on.
        if (request.IsActive == true || (request.Url is { } url && url != webhook.Url))
        {
            await EndpointHealth.Clear(session, webhook.Id);
            changes.Arrivals.RenewAfter(session, webhook.Id);
        }

        return Answer.Ok(WebhookView.Of(await WebhookRows.Get(session, caller, id), now));
    }, ct);
}
