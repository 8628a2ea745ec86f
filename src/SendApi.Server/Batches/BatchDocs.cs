using SendApi.Server.Delivery;
using SendApi.Server.Http;

namespace SendApi.Server.Batches;

/// <summary>The operations of batches in words, for the reference and the OpenAPI document.</summary>
internal static class BatchDocs
{
    private const string Listed = """
        {
          "id": "batch_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "batch",
          "channel": "sms",
          "status": "queued",
          "total": 3,
          "accepted": 2,
          "rejected": 1,
          "estimated_cost_usd": "0.090000",
          "created_at": "2026-03-09T14:30:00Z",
          "finished_at": "2026-03-09T14:30:00Z"
        }
        """;

    private static readonly string Whole = Listed.TrimEnd()[..^1].TrimEnd() + """
        ,
          "counts": {"scheduled": 0, "queued": 0, "sending": 0, "sent": 1, "uncertain": 0, "delivered": 1, "read": 0, "undelivered": 0, "failed": 0, "canceled": 0},
          "actual_cost_usd": "0.090000"
        }
        """;

    private static readonly FieldDocs Id = new("id", "path", "The `batch_id` that the bulk send answered with.", Required: true) { Example = "batch_01J9ZK3V5T8W2Y4A6C8E0G2J4M" };

    public static readonly OperationDocs List = new("listBatches", "List batches", "Newest first, those of the channels that the key has a scope for. The counts of messages and what was paid are with the single batch.",
        [
            new("status", "query", "Only batches in this status.") { Schema = """{"type": "string", "enum": ["processing", "queued", "canceling", "canceled"]}""" },
            PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor,
        ])
    {
        Answer = typeof(BatchView),
        AnswerExample = $"[{Listed}]",
        IsList = true,
    };

    public static readonly OperationDocs Get = new("getBatch", "Look at a batch",
        "How far it is, how its messages stand, and what they cost. Its messages are listed by `GET /v1/sms/messages?batch_id=`, those of WhatsApp by `GET /v1/whatsapp/messages?batch_id=`; a batch of WhatsApp needs the scope of WhatsApp.", [Id])
    {
        Answer = typeof(BatchView),
        AnswerExample = Whole,
    };

    public static readonly OperationDocs Rejections = new("listBatchRejections", "List refused rows",
        "The rows that were not taken in, in the order of the request, each with its error.", [Id, PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor])
    {
        Answer = typeof(RejectionView),
        AnswerExample = """[{"index": 2, "to": "0712345678", "error": {"code": 4001, "type": "invalid_phone", "message": "'0712345678' is not in E.164 form: a plus sign, the country code and the number, 15 digits at most, such as +447700900000. Use GET /v1/phone/validate to normalize it."}}]""",
        IsList = true,
    };

    public static readonly OperationDocs Cancel = new("cancelBatch", "Cancel a batch",
        "Stops taking rows in, takes back every message of the batch that has not left, and gives back what was reserved for them. "
        + "A large batch is taken back in portions: until that is through its status is `canceling`. One that is canceled already, or that has left whole, is refused with `4090`.", [Id])
    {
        Answer = typeof(BatchView),
        AnswerExample = Whole.Replace("\"queued\",", "\"canceled\",", StringComparison.Ordinal),
    };
}
