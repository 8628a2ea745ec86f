using SendApi.Server.Http;

namespace SendApi.Server.Sms;

/// <summary>The operations of SMS in words, for the reference and the OpenAPI document.</summary>
internal static class SmsDocs
{
    private const string Sent = """
        {
          "id": "sms_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "sms.message",
          "status": "queued",
          "to": "+447700900000",
          "sender_id": null,
          "encoding": "GSM-7",
          "segments": 1,
          "traffic_class": "transactional",
          "price": {"amount": "0.000000", "currency": "USD"},
          "created_at": "2026-03-09T14:30:00Z",
          "metadata": {"order": "1001"}
        }
        """;

    private const string Listed = """
        {
          "id": "sms_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "sms.message",
          "status": "delivered",
          "to": "+447700900000",
          "sender_id": null,
          "content": "Your parcel is on its way.",
          "encoding": "GSM-7",
          "segments": 1,
          "traffic_class": "transactional",
          "price": {"amount": "0.000000", "currency": "USD"},
          "created_at": "2026-03-09T14:30:00Z",
          "updated_at": "2026-03-09T14:30:02Z",
          "valid_until": "2026-03-10T14:30:00Z",
          "provider": "simulator"
        }
        """;

    private static readonly FieldDocs Id = new("id", "path", "The id that sending answered with.", Required: true) { Example = "sms_01J9ZK3V5T8W2Y4A6C8E0G2J4M" };

    /// <summary>What a text is and how it travels, whoever gets it.</summary>
    public static readonly IReadOnlyList<FieldDocs> Text =
    [
        new("content", "1 to 1,600 characters", "The text. The spellings `message` and `text` are accepted too.", Required: true)
        {
            Spellings = ["message", "text"],
            Schema = """{"minLength": 1, "maxLength": 1600}""",
        },
        new("sender_id", "name or number", "What the recipient sees as the sender: a name, a number, or the name of a pool of yours. Without it, your default sender where it may be used, else the carrier's own. The spelling `from` is accepted too.") { Spellings = ["from"] },
        new("send_at", "RFC 3339", "When to send it, up to a year ahead. Without it, at once.") { Schema = """{"format": "date-time"}""" },
        new("validity_seconds", "60 to 604,800", "How long the network may keep trying before the message expires; a day without it.")
        {
            Schema = """{"minimum": 60, "maximum": 604800, "default": 86400}""",
        },
        new("max_segments", "whole number", "Refuse the message rather than send it in more parts than this.") { Schema = """{"minimum": 1}""" },
        new("smart_encoding", "true or false", "Replace curly quotes, dashes and other look-alikes when the text then fits GSM-7. The answer says what was replaced."),
        new("traffic_class", "`otp`, `transactional` or `bulk`", "What the text is for: where several wait, one-time codes leave before transactional texts, and those before bulk. Without it, transactional.")
        {
            Schema = """{"enum": ["otp", "transactional", "bulk"], "default": "transactional"}""",
        },
        new("callback_url", "https address", "Told of each step of this message, as a webhook would be: see `/docs/webhooks`. It must be on the internet; http is only for a receiver on the server's own machine, where the operator allows that.") { Schema = """{"format": "uri", "maxLength": 2048}""" },
        new("metadata", "names and texts", "Your own notes, given back with the message.") { Schema = """{"maxProperties": 50}""" },
    ];

    private static readonly IReadOnlyList<FieldDocs> Body =
    [
        new("to", "E.164", "The recipient: a plus sign, the country code and the number.", Required: true) { Schema = """{"pattern": "^\\+[0-9]{1,15}$"}""" },
        .. Text,
    ];

    public static readonly OperationDocs Send = new("sendSms", "Send a text",
        "Takes one message, answers 201 as soon as it is stored durably, and sends it in the background.", Body)
    {
        Request = typeof(SendSms.Request),
        RequestExample = """{"to": "+447700900000", "content": "Your parcel is on its way.", "metadata": {"order": "1001"}}""",
        Answer = typeof(SmsView),
        AnswerExample = Sent,
        Status = StatusCodes.Status201Created,
    };

    public static readonly OperationDocs Get = new("getSmsStatus", "Look at a message",
        "Answers the message with its timeline: accepted, queued, each attempt, each receipt, each call of a webhook, and whether it was sent once more or settled by hand after nobody knew. The path `/v1/sms/messages/{id}` does the same.", [Id])
    {
        Answer = typeof(SmsView),
        AnswerExample = Listed.TrimEnd()[..^1].TrimEnd() + """
            ,
              "events": [
                {"type": "accepted", "at": "2026-03-09T14:30:00Z"},
                {"type": "queued", "at": "2026-03-09T14:30:00Z"},
                {"type": "attempt", "at": "2026-03-09T14:30:01Z", "attempt": 1, "provider": "simulator", "outcome": "accepted", "provider_ids": ["0a1b2c3d4e5f6071"]},
                {"type": "receipt", "at": "2026-03-09T14:30:02Z", "provider": "simulator", "provider_id": "0a1b2c3d4e5f6071", "state": "delivered"},
                {"type": "webhook", "at": "2026-03-09T14:30:02Z", "attempt": 1, "outcome": "delivered", "webhook_id": "wh_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "delivery_id": "dlv_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "event": "sms.delivered", "http_status": 200}
              ]
            }
            """,
    };

    public static readonly OperationDocs List = new("listSms", "List messages",
        "Newest first. Go on with `meta.next_cursor` from one page to the next; it stays fast however deep.",
        [
            new("status", "query", "Only messages in this status, such as `delivered`. A page then looks through 1,000 messages: it may hold few or none while `meta.next_cursor` leads on.")
            {
                Schema = """{"type": "string", "enum": ["scheduled", "queued", "sending", "sent", "uncertain", "delivered", "undelivered", "failed", "canceled"]}""",
            },
            ErrorDocs.Code with { Sentence = "Only messages that failed with this number of the catalogue, such as 5001. A page then looks through 1,000 messages, as with `status`." },
            new("to", "query", "Only messages to this number.") { Example = "+447700900000" },
            new("batch_id", "query", "Only messages of this batch."),
            new("from_date", "query", "Only messages made at this time or later: a day such as 2026-03-09, or a time such as 2026-03-09T14:30:00Z.") { Example = "2026-03-01" },
            new("to_date", "query", "Only messages made before this time; a day counts to its end."),
            PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor,
        ])
    {
        Answer = typeof(SmsView),
        AnswerExample = $"[{Listed}]",
        IsList = true,
    };

    public static readonly OperationDocs Cancel = new("cancelSms", "Cancel a message",
        "Stops a message that has not left. One that has left is refused with `4090`.", [Id])
    {
        Answer = typeof(SmsView),
        AnswerExample = Listed.Replace("\"delivered\"", "\"canceled\"", StringComparison.Ordinal),
    };

    public static readonly OperationDocs Reschedule = new("rescheduleSms", "Send a message at another time",
        "Gives a message that is scheduled another time. Its validity moves with it. One that is not scheduled, or was tried already, is refused with `4090`.",
        [Id, new("send_at", "RFC 3339", "When to send it, later than now and up to a year ahead.", Required: true) { Schema = """{"format": "date-time"}""" }])
    {
        Request = typeof(RescheduleSms.Request),
        RequestExample = """{"send_at": "2026-03-11T08:00:00Z"}""",
        Answer = typeof(SmsView),
        AnswerExample = Listed.Replace("\"delivered\"", "\"scheduled\"", StringComparison.Ordinal).Replace("\"updated_at\"", "\"send_at\": \"2026-03-11T08:00:00Z\",\n  \"updated_at\"", StringComparison.Ordinal),
    };

    public static readonly OperationDocs Pricing = new("getSmsPricing", "Look up prices",
        "The price of one segment by dial prefix. The longest prefix that a number begins with wins. `is_charged` says whether your messages cost credit at all.",
        [new("country", "query", "Only this country, such as GB.") { Schema = """{"type": "string", "minLength": 2, "maxLength": 2}""", Example = "GB" }])
    {
        Answer = typeof(PricingView),
        AnswerExample = """
            {
              "object": "sms.pricing",
              "is_charged": false,
              "prices": [{"prefix": "+44", "country": "GB", "price_per_segment": {"amount": "0.045000", "currency": "USD"}}]
            }
            """,
    };

    public static readonly OperationDocs Explain = new("explainSend", "Explain a send",
        "Says what would become of a send, without sending: how it would travel and look, what it would cost, how much of each limit is used, and the refusal it would get. "
        + "Nothing is stored and nothing is counted, so `sms:read` is enough; a key that may not send is told so in `refusal`.",
        [
            new("endpoint", "sms/send", "What the rest of the body is for. `/v1/sms/send` and `sms` are taken too.", Required: true)
            {
                Schema = """{"enum": ["sms/send", "/v1/sms/send", "sms"]}""",
            },
            .. Body,
        ])
    {
        Request = typeof(ExplainSms.Request),
        RequestExample = """{"endpoint": "sms/send", "to": "+447700900000", "content": "Your parcel is on its way – today."}""",
        Answer = typeof(ExplanationView),
        AnswerExample = """
            {
              "object": "explanation",
              "endpoint": "sms/send",
              "would_send": true,
              "refusal": null,
              "to": "+447700900000",
              "country": "GB",
              "route": {"provider": "simulator"},
              "text": {
                "encoding": "UCS-2",
                "characters": 34,
                "segments": 1,
                "characters_forcing_ucs2": [{"character": "–", "code_point": "U+2013", "positions": [26], "suggestion": "-"}]
              },
              "price": {"amount": "0.000000", "currency": "USD"},
              "limits": []
            }
            """,
    };
}
