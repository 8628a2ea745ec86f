using SendApi.Server.Delivery;
using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>The bulk send by WhatsApp in words, for the reference and the OpenAPI document.</summary>
internal static class WhatsAppBulkDocs
{
    private const string Row = """{"oneOf": [{"type": "string"}, {"type": "object", "required": ["to"], "properties": {"to": {"type": "string"}, "variables": {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}}}}]}""";

    private static readonly string[] NotForMany = ["session_id", "to", "send_at", "media", "reaction", "fallback", "fallback_after_seconds", "fallback_text"];

    public static readonly OperationDocs Send = new("sendWhatsAppBulk", "Send to many by WhatsApp",
        "Sends one message to up to 500 recipients through one session. Each row is judged on its own, by the rules of a single send: one that is refused stands in `rejected` and does not hinder the others; "
        + "a recipient that stands there twice counts once. What is taken in is durable with the answer, and leaves at the pace of the number, behind single messages. `GET /v1/batches/{id}` shows how far it is.",
        [
            .. WhatsAppDocs.Send.Fields.Where(f => f.Name is "session_id"),
            new("recipients", "list", "1 to 500 rows: a number, or `{\"to\": \"+447700900000\", \"variables\": {\"name\": \"Ada\"}}`.", Required: true)
            {
                Schema = $$"""{"type": "array", "minItems": 1, "maxItems": 500, "items": {{Row}}}""",
            },
            .. WhatsAppDocs.Send.Fields.Where(f => !NotForMany.Contains(f.Name)).Select(field => field.Name switch
            {
                "type" => field with
                {
                    Sentence = "What it is; `text` without it. Files and reactions go to one person at a time. `template` is refused with `4005` on linked sessions.",
                    Schema = """{"enum": ["text", "location", "contact", "template", "interactive", "poll"], "default": "text"}""",
                },
                "content" => field with { Sentence = field.Sentence + " `{{name}}` in a text is a place for the variable `name` of each row; a row that does not bring it is refused." },
                "callback_url" => field with { Sentence = "Told of each step of these messages, in place of the session's `webhook_url`." },
                "metadata" => field with { Sentence = "Your own notes, given back with each message." },
                _ => field,
            }),
            new("delay_ms", "500 to 60,000", "How many milliseconds after the one before it each message leaves at the earliest. The pace of the number holds in any case.") { Schema = """{"minimum": 500, "maximum": 60000, "default": 1500}""" },
        ])
    {
        Request = typeof(SendWhatsAppBulk.Request),
        RequestExample = """{"session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0GC0NN", "recipients": [{"to": "+447700900000", "variables": {"name": "Ada"}}, "0712345678"], "content": "Hello {{name}}, your parcel is on its way."}""",
        Answer = typeof(BulkView),
        AnswerExample = """
            {
              "batch_id": "batch_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
              "object": "batch",
              "status": "queued",
              "total": 2,
              "accepted": 1,
              "rejected": [{"index": 1, "to": "0712345678", "error": {"code": 4001, "type": "invalid_phone", "message": "'0712345678' is not in E.164 form: a plus sign, the country code and the number, 15 digits at most, such as +447700900000. Use GET /v1/phone/validate to normalize it."}}],
              "estimated_cost_usd": "0.000000",
              "queued_at": "2026-03-09T14:30:00Z"
            }
            """,
        Status = StatusCodes.Status201Created,
    };
}
