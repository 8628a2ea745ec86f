using SendApi.Core;
using SendApi.Core.Webhooks;
using SendApi.Server.Http;
using SendApi.Server.Outbound;

namespace SendApi.Server.Webhooks;

/// <summary>POST /v1/webhooks: makes a webhook and shows its secret this once.</summary>
public static class CreateWebhook
{
    /// <summary>The body.</summary>
    public sealed record Request
    {
        public string? Url { get; init; }
        public List<string?>? Events { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/webhooks", Handle)
        .Needs(Scopes.WebhooksWrite)
        .Refuses(Errors.InvalidRequest, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.PayloadTooLarge,
            Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(WebhookDocs.Create);

    private static Task<Answer> Handle(Body<Request> body, Caller caller, HttpContext http, WebhookChanges changes) =>
        changes.Idempotency.Write(http, caller, body, async session =>
        {
            var (what, secret, now) = (Parse(body.Value, changes.Urls), WebhookSecret.Make(), changes.Clock.GetUtcNow());
            var id = await WebhookRows.Add(session, caller, what, changes.Secrets.Seal(secret), now)
                ?? throw new Refusal(Errors.Conflict, $"The account has {WebhookRows.Most} webhooks, which are the most. Delete one that is no longer needed.");
            return WebhookView.Made(await WebhookRows.Get(session, caller, id), secret, now);
        });

    private static (string Url, string Events) Parse(Request request, OutboundUrl urls)
    {
        var fields = new Fields();
        var url = fields.Required("url", "the https address that events are posted to", request.Url);
        if (url.Length > 0)
            WebhookFields.Url(fields, url, urls);
        if (request.Events is null)
            fields.Add("events", "'events' is required: names of events, families such as \"sms.*\", or \"*\" for all.");
        var events = WebhookFields.Events(fields, request.Events);
        fields.Refuse();
        return (url, events ?? "");
    }
}
