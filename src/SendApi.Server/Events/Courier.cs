using Microsoft.Extensions.Options;
using SendApi.Core.Webhooks;
using SendApi.Server.Outbound;

namespace SendApi.Server.Events;

/// <summary>Makes one attempt at a delivery: signs it, calls the endpoint and says what that means. It throws for nothing that the outside did.</summary>
internal sealed class Courier(OutboundCalls calls, TimeProvider clock, Func<double> chance, IOptions<WebhookOptions> options)
{
    private const int KeptResponse = 1_024, Gone = 410, TooMany = 429, Unavailable = 503;

    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(24);

    private readonly WebhookOptions _options = options.Value;

    public async Task<DeliveryResult> Deliver(Endpoint endpoint, ClaimedDelivery delivery, DeliveryContent? content)
    {
        if (content is null || (delivery.Url ?? endpoint.Url) is not { } url)
            return Canceled(endpoint, delivery, "The event is kept no longer.");

        var (body, began) = (EventBody.Of(delivery.EventId, delivery.Type, content.At, content.Data), clock.GetUtcNow());
        (string, string)[] headers = [("Content-Type", "application/json"), ("User-Agent", "SendAPI-Webhooks/1"), .. WebhookSignature.Headers(delivery.EventId, began, body, endpoint.Secrets)];
        // Not canceled by a stop: what was received must be known to be received.
        var answer = await calls.Post(new Uri(url), body, headers, _options.AnswerWithin, CancellationToken.None);
        var now = clock.GetUtcNow();
        var line = new AttemptLine(began.UtcDateTime) { Url = url };
        return answer switch
        {
            OutboundAnswer.Answered answered => Judge(endpoint, delivery, answered, now, line with
            {
                Status = answered.Status,
                DurationMs = (int)answered.Took.TotalMilliseconds,
                Response = Shortened(answered.Body),
            }),
            OutboundAnswer.Failed failed => Failed(endpoint, delivery, null, now, line with { Error = failed.Reason, DurationMs = (int)failed.Took.TotalMilliseconds }),
            OutboundAnswer.Forbidden forbidden => Failed(endpoint, delivery, null, now, line with { Error = forbidden.Reason }),
            _ => throw new InvalidOperationException($"Unknown answer {answer}."),
        };
    }

    private DeliveryResult Judge(Endpoint endpoint, ClaimedDelivery delivery, OutboundAnswer.Answered answered, DateTimeOffset now, AttemptLine line)
    {
        if (answered.Status is >= 200 and < 300)
            return new(new(delivery, DeliveryStatus.Delivered, now, null, line), endpoint);
        if (answered.Status == Gone)
            return new(new(delivery, DeliveryStatus.Failed, now, null, line), endpoint) { IsGone = true };

        var result = Failed(endpoint, delivery, answered.RetryAfter, now, line);
        // Who has too much to do is left alone altogether, not only with this event.
        return answered.Status is TooMany or Unavailable ? result with { AskedPause = answered.RetryAfter } : result;
    }

    private DeliveryResult Failed(Endpoint endpoint, ClaimedDelivery delivery, TimeSpan? asked, DateTimeOffset now, AttemptLine line)
    {
        if (delivery.Attempt > _options.Waits.Count)
            return new(new(delivery, DeliveryStatus.Failed, now, null, line), endpoint);

        var wait = _options.Waits[(int)delivery.Attempt - 1] * (0.9 + 0.2 * chance());
        if (asked > wait)
            wait = asked < LongestAsked ? asked.Value : LongestAsked;
        return new(new(delivery, DeliveryStatus.Pending, now, now + wait, line), endpoint);
    }

    private DeliveryResult Canceled(Endpoint endpoint, ClaimedDelivery delivery, string why)
    {
        var now = clock.GetUtcNow();
        return new(new(delivery, DeliveryStatus.Canceled, now, null, new AttemptLine(now.UtcDateTime) { Error = why }), endpoint);
    }

    private static string Shortened(string text) => text.Length <= KeptResponse ? text : text[..KeptResponse] + "…";
}
