using SendApi.Server.Delivery;
using SendApi.Server.Http;

namespace SendApi.Server.Sms;

/// <summary>The bulk send in words, for the reference and the OpenAPI document.</summary>
internal static class BulkDocs
{
    private const string Row = """{"oneOf": [{"type": "string"}, {"type": "object", "required": ["to"], "properties": {"to": {"type": "string"}, "variables": {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}}}}]}""";

    public static readonly OperationDocs Send = new("sendSmsBulk", "Send to many",
        "Sends one text to up to 10,000 recipients. Each row is judged on its own, by the rules of a single send: one that is refused stands in `rejected` and does not hinder the others. "
        + "A recipient that stands there twice counts once, and the second row is refused. The batch is durable before its rows are judged; one that takes longer than 25 seconds is answered "
        + "with the status `processing`, and `GET /v1/batches/{id}` shows how far it is.",
        [
            new("recipients", "list", "1 to 10,000 rows: a number, or `{\"to\": \"+447700900000\", \"variables\": {\"name\": \"Ada\"}}`.", Required: true)
            {
                Schema = $$"""{"type": "array", "minItems": 1, "maxItems": 10000, "items": {{Row}}}""",
            },
            .. SmsDocs.Text.Select(field => field.Name switch
            {
                "content" => field with { Sentence = "The text. `{{name}}` is a place for the variable `name` of each row; a row that does not bring it is refused. The spellings `message` and `text` are accepted too." },
                "traffic_class" => field with { Sentence = field.Sentence.Replace("Without it, transactional.", "Without it, bulk.", StringComparison.Ordinal), Schema = field.Schema?.Replace("\"default\": \"transactional\"", "\"default\": \"bulk\"", StringComparison.Ordinal) },
                "metadata" => field with { Sentence = "Your own notes, given back with each message." },
                _ => field,
            }),
        ])
    {
        Request = typeof(SendBulk.Request),
        RequestExample = """{"recipients": [{"to": "+447700900000", "variables": {"name": "Ada"}}, {"to": "+447700900100", "variables": {"name": "Grace"}}, "0712345678"], "content": "Hello {{name}}, your parcel is on its way."}""",
        Answer = typeof(BulkView),
        AnswerExample = """
            {
              "batch_id": "batch_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
              "object": "batch",
              "status": "queued",
              "total": 3,
              "accepted": 2,
              "rejected": [{"index": 2, "to": "0712345678", "error": {"code": 4001, "type": "invalid_phone", "message": "'0712345678' is not in E.164 form: a plus sign, the country code and the number, 15 digits at most, such as +447700900000. Use GET /v1/phone/validate to normalize it."}}],
              "estimated_cost_usd": "0.000000",
              "queued_at": "2026-03-09T14:30:00Z"
            }
            """,
        Status = StatusCodes.Status201Created,
    };
}
