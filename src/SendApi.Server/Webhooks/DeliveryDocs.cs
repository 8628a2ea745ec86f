using SendApi.Server.Http;

namespace SendApi.Server.Webhooks;

/// <summary>The operations of webhook deliveries in words, for the reference and the OpenAPI document.</summary>
internal static class DeliveryDocs
{
    private const string Tried = """
        {
          "id": "dlv_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "webhook.delivery",
          "webhook_id": "wh_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "event_id": "evt_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "event": "sms.delivered",
          "subject": "sms_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "status": "pending",
          "attempts": 1,
          "last_status": 503,
          "last_error": null,
          "next_attempt_at": "2026-03-09T14:30:09Z",
          "created_at": "2026-03-09T14:30:04Z",
          "updated_at": "2026-03-09T14:30:04Z"
        }
        """;

    private const string New = """
        {
          "id": "dlv_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "webhook.delivery",
          "webhook_id": "wh_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "event_id": "evt_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "event": "sms.delivered",
          "subject": "sms_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "status": "pending",
          "attempts": 0,
          "last_status": null,
          "last_error": null,
          "next_attempt_at": "2026-03-09T14:30:04Z",
          "created_at": "2026-03-09T14:30:04Z",
          "updated_at": "2026-03-09T14:30:04Z"
        }
        """;

    private static readonly FieldDocs Id = new("id", "path", "The delivery's id.", Required: true) { Example = "dlv_01J9ZK3V5T8W2Y4A6C8E0G2J4M" };

    public static readonly OperationDocs Test = new("testWebhook", "Send a test event",
        "Delivers an event with made-up data, once: it is not tried again. A webhook has 10 an hour, then `4029`. Look at the delivery to see what came of it.",
        [WebhookDocs.Id, new("event", "an event's name", "Which event; without it the first one that the webhook is told of.")])
    {
        Request = typeof(TestWebhook.Request),
        RequestExample = """{"event": "sms.delivered"}""",
        Answer = typeof(DeliveryView),
        AnswerExample = New,
        Status = StatusCodes.Status201Created,
    };

    public static readonly OperationDocs List = new("listWebhookDeliveries", "List deliveries",
        "What was delivered to a webhook, or was to be, newest first. Deliveries are kept for 30 days unless the operator says otherwise.",
        [
            WebhookDocs.Id,
            new("status", "query", "Only deliveries that are `pending`, `delivered`, `failed` or `canceled`.")
            {
                Schema = """{"type": "string", "enum": ["pending", "delivered", "failed", "canceled"]}""",
            },
            PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor,
        ])
    {
        Answer = typeof(DeliveryView),
        AnswerExample = $"[{Tried}]",
        IsList = true,
    };

    public static readonly OperationDocs Get = new("getWebhookDelivery", "Look at a delivery",
        "Answers one delivery with the body that is sent and the log of its attempts. Neither secrets nor signatures are in it.", [Id])
    {
        Answer = typeof(DeliveryView),
        AnswerExample = Tried.TrimEnd()[..^1].TrimEnd() + """
            ,
              "request": {
                "url": "https://shop.example/hooks",
                "body": {"id": "evt_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "event": "sms.delivered", "timestamp": "2026-03-09T14:30:04Z", "data": {"id": "sms_01J9ZK3V5T8W2Y4A6C8E0G2J4M"}}
              },
              "log": [
                {"at": "2026-03-09T14:30:04Z", "url": "https://shop.example/hooks", "status": 503, "duration_ms": 41, "response": "busy", "error": null}
              ]
            }
            """,
    };

    public static readonly OperationDocs Replay = new("replayWebhookDelivery", "Replay a delivery",
        "Delivers the event once more, under the id it has, with all attempts. Refused with `4090` where the webhook is off or deleted, or the event is kept no longer.", [Id])
    {
        Answer = typeof(DeliveryView),
        AnswerExample = New,
        Status = StatusCodes.Status201Created,
    };

    public static readonly OperationDocs ReplaySpan = new("replayWebhook", "Replay a span of time",
        "Delivers what happened within a span once more, oldest first, under the ids it has; also what happened while the webhook was off. What happened before the account had any webhook for it is not kept. "
        + "One request looks through 10,000 events: go on with `next_from` until it is null. Refused with `4090` while the webhook is off or its queue is at its bound.",
        [
            WebhookDocs.Id,
            new("from", "RFC 3339", "Where the span begins, at most 30 days back.", Required: true) { Schema = """{"format": "date-time"}""" },
            new("to", "RFC 3339", "Where it ends, itself not included; now without it.") { Schema = """{"format": "date-time"}""" },
        ])
    {
        Request = typeof(ReplayWebhook.Request),
        RequestExample = """{"from": "2026-03-09T12:00:00Z"}""",
        Answer = typeof(ReplayView),
        AnswerExample = """{"queued": 42, "next_from": null}""",
    };
}
