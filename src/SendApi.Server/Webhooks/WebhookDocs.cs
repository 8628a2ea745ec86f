using SendApi.Server.Http;

namespace SendApi.Server.Webhooks;

/// <summary>The operations of webhooks in words, for the reference and the OpenAPI document.</summary>
internal static class WebhookDocs
{
    private const string Facts = """
        "url": "https://shop.example/hooks",
          "events": ["sms.*"],
          "is_active": true,
          "is_test": true,
          "status": "active",
          "failing_since": null,
          "paused_until": null,
          "last_error": null,
          "disabled_at": null,
          "disabled_reason": null,
          "queue_full_since": null,
          "previous_secret_expires_at": null,
          "created_at": "2026-03-09T14:30:00Z",
          "updated_at": "2026-03-09T14:30:00Z",
          "waiting": 0
        }
        """;

    private const string One = $$"""
        {
          "id": "wh_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "webhook",
          {{Facts}}
        """;

    private const string Made = $$"""
        {
          "id": "wh_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "webhook",
          "secret": "whsec_5WbX5kEWLlfzsGNjH64I8lOOqUB6e8FHqtpH0wL3pXk=",
          {{Facts}}
        """;

    private const string ShownOnce = "this once. A repeated request with the same Idempotency-Key changes nothing and is answered without it.";

    public static readonly FieldDocs Id = new("id", "path", "The webhook's id.", Required: true) { Example = "wh_01J9ZK3V5T8W2Y4A6C8E0G2J4M" };

    private static readonly FieldDocs Url = new("url", "https address", "Where events are posted to. It must be on the internet; http is only for a receiver on the server's own machine, where the operator allows that.")
    {
        Schema = """{"format": "uri", "maxLength": 2048}""",
    };

    private static readonly FieldDocs Events = new("events", "list of words", "Names of events such as `sms.delivered`, families such as `sms.*`, or `*` for all. What another entry covers is left out.")
    {
        Schema = """{"minItems": 1, "maxItems": 50}""",
    };

    public static readonly OperationDocs List = new("listWebhooks", "List webhooks", "Newest first, without their secrets. A live key sees live webhooks, a test key test webhooks.",
        [PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor])
    {
        Answer = typeof(WebhookView),
        AnswerExample = $"[{One}]",
        IsList = true,
    };

    public static readonly OperationDocs Get = new("getWebhook", "Look at a webhook", "Answers one webhook, how its endpoint answers, and how much waits for it.", [Id])
    {
        Answer = typeof(WebhookView),
        AnswerExample = One,
    };

    public static readonly OperationDocs Create = new("createWebhook", "Create a webhook",
        $"From now on the events that it names are posted to its address, signed with `secret`, which is shown {ShownOnce} An account has 50 webhooks at most, and 50 for test keys. How deliveries look and how to verify them: `/docs/webhooks`.",
        [Url with { Required = true }, Events with { Required = true }])
    {
        Request = typeof(CreateWebhook.Request),
        RequestExample = """{"url": "https://shop.example/hooks", "events": ["sms.*"]}""",
        Answer = typeof(WebhookView),
        AnswerExample = Made,
        Status = StatusCodes.Status201Created,
    };

    public static readonly OperationDocs Update = new("updateWebhook", "Change a webhook",
        "Changes what is named and leaves the rest. `is_active: true` also switches one on again that the server switched off, and forgets how its endpoint failed; so does another `url`. What waits for one that is switched off is canceled.",
        [Id, Url, Events, new("is_active", "true or false", "Whether events are delivered.")])
    {
        Request = typeof(UpdateWebhook.Request),
        RequestExample = """{"events": ["sms.*"], "is_active": true}""",
        Answer = typeof(WebhookView),
        AnswerExample = One,
    };

    public static readonly OperationDocs Delete = new("deleteWebhook", "Delete a webhook",
        "For good, also in a trial and while `4022` keeps the account from sending. What waits for it is canceled; single deliveries can still be looked at.", [Id])
    {
        Answer = typeof(DeletedView),
        AnswerExample = """{"id": "wh_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "deleted": true}""",
    };

    public static readonly OperationDocs Rotate = new("rotateWebhookSecret", "Rotate a webhook's secret",
        $"Makes a new secret, shown as `secret` {ShownOnce} For 24 hours deliveries carry the signatures of both, so that you can change over without losing one.", [Id])
    {
        Answer = typeof(WebhookView),
        AnswerExample = Made.Replace("\"previous_secret_expires_at\": null", "\"previous_secret_expires_at\": \"2026-03-10T14:30:00Z\"", StringComparison.Ordinal),
        Status = StatusCodes.Status201Created,
    };

    public static readonly OperationDocs GetCallback = new("getCallbackSecret", "Look at the secret of callbacks",
        "Says when the secret was made that callbacks of single messages (`callback_url`) are signed with, without it.", [])
    {
        Answer = typeof(CallbackSecretView),
        AnswerExample = """{"object": "webhook.callback_secret", "is_test": true, "created_at": null, "previous_secret_expires_at": null}""",
    };

    public static readonly OperationDocs RotateCallback = new("rotateCallbackSecret", "Rotate the secret of callbacks",
        $"Makes the secret that callbacks of single messages (`callback_url`) are signed with, shown {ShownOnce} Live keys and test keys have one each. For 24 hours callbacks carry the signature of the one before, too.", [])
    {
        Answer = typeof(CallbackSecretView),
        AnswerExample = """
            {
              "object": "webhook.callback_secret",
              "secret": "whsec_5WbX5kEWLlfzsGNjH64I8lOOqUB6e8FHqtpH0wL3pXk=",
              "is_test": true,
              "created_at": "2026-03-09T14:30:00Z",
              "previous_secret_expires_at": "2026-03-10T14:30:00Z"
            }
            """,
        Status = StatusCodes.Status201Created,
    };
}
