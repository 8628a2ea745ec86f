using SendApi.Core;
using SendApi.Server.Events;
using SendApi.Server.Http;

namespace SendApi.Server.Webhooks;

/// <summary>POST /v1/webhooks/deliveries/{id}/replay: delivers the event of a delivery once more, under the id it has.</summary>
public static class ReplayDelivery
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/webhooks/deliveries/{id}/replay", Handle)
        .Needs(Scopes.WebhooksWrite)
        .Refuses(Errors.NotFound, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.Overloaded)
        .Describes(DeliveryDocs.Replay);

    private static Task<Answer> Handle(string id, Caller caller, HttpContext http, Idempotency idempotency, Replays replays) =>
        idempotency.Write(http, caller, async session =>
        {
            var delivery = await GetDelivery.Find(session, caller, id);
            if (!delivery.IsCallback)
                (await WebhookRows.Find(session, caller, delivery.WebhookId) ?? throw new Refusal(Errors.Conflict, "The webhook of this delivery is deleted.", "id")).RequireOn();
            var made = await replays.Of(session, delivery)
                ?? throw new Refusal(Errors.Conflict, "The event of this delivery is kept no longer, so it cannot be delivered again.", "id");
            return Answer.Created(GetDelivery.Path(made.Id), DeliveryView.Of(made));
        });
}
