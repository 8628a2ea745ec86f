using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Core.Webhooks;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Storage;
using SendApi.Server.Usage;

namespace SendApi.Server.Webhooks;

/// <summary>POST /v1/webhooks/{id}/test: delivers a made-up event once, ten times an hour at most.</summary>
public static class TestWebhook
{
    private const int MostAnHour = 10;

    /// <summary>The body, which may be left out.</summary>
    public sealed record Request
    {
        public string? Event { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/webhooks/{id}/test", Handle)
        .Needs(Scopes.WebhooksWrite)
        .Refuses(Errors.InvalidRequest, Errors.NotFound, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(DeliveryDocs.Test);

    private static async Task<Answer> Handle(string id, Caller caller, HttpContext http, WebhookChanges changes, IOptions<WebhookOptions> options)
    {
        var body = await Body.OrNone<Request>(http);
        return await changes.Idempotency.Write(http, caller, body, async session =>
        {
            var fields = new Fields();
            var asked = WebhookFields.Event(fields, body.Value.Event);
            fields.Refuse();

            var webhook = await WebhookRows.Get(session, caller, id);
            webhook.RequireOn();
            await Count(session, webhook, changes.Clock.GetUtcNow());
            var type = asked ?? EventTypes.All.First(e => EventPatterns.Match(webhook.Events, e.Name));
            var made = changes.Replays.Sample(session, (webhook.Id, webhook.AccountId, webhook.IsTest), type, options.Value.Waits.Count);
            return Answer.Created(GetDelivery.Path(made.Id), DeliveryView.Of(made));
        });
    }

    /// <summary>4029 beyond what an hour allows, until it ends.</summary>
    private static async Task Count(Session session, WebhookRow webhook, DateTimeOffset now)
    {
        var hour = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero);
        var counter = new CounterKey(webhook.AccountId, "webhook.tests." + webhook.Id, hour.ToMicros());
        if ((await Counters.Lock(session, [counter]))[counter] >= MostAnHour)
        {
            var wait = hour.AddHours(1) - now;
            throw new Refusal(Errors.RateLimitExceeded, $"The webhook had its {MostAnHour} test deliveries of this hour. Please retry after {Shown.Count(ErrorAnswer.Seconds(wait))} seconds.") { RetryAfter = wait };
        }

        Counters.Add(session, new Dictionary<CounterKey, long> { [counter] = 1 });
    }
}
