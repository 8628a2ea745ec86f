using SendApi.Server.Http;

namespace SendApi.Server.Settling;

/// <summary>The operations on uncertain messages in words, for the reference and the OpenAPI document.</summary>
internal static class SettlingDocs
{
    public static readonly OperationDocs List = new("listUncertain", "List uncertain messages",
        "The messages of all accounts of which nobody knows whether they left, newest first, without their words. Look up at your carrier what became of one, and settle it. `meta.total` is null.",
        [
            new("channel", "query", "Texts, or messages of WhatsApp; texts without it.") { Schema = """{"type": "string", "enum": ["sms", "whatsapp"], "default": "sms"}""" },
            new("account_id", "query", "Only messages of this account."),
            new("traffic_class", "query", "Only `otp`, `transactional` or `bulk`.") { Schema = """{"type": "string", "enum": ["otp", "transactional", "bulk"]}""", Example = "transactional" },
            new("from_date", "query", "Only messages made at this time or later: a day such as 2026-03-09, or a time such as 2026-03-09T14:30:00Z."),
            new("to_date", "query", "Only messages made before this time; a day counts to its end."),
            PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor,
        ])
    {
        Answer = typeof(UncertainView),
        AnswerExample = """
            [{
              "id": "sms_01J9ZK3V5T8W2Y4A6C8E0GK0WN",
              "object": "sms.uncertain",
              "account_id": "acct_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
              "is_test": false,
              "to": "+447700900000",
              "sender_id": null,
              "traffic_class": "transactional",
              "provider": "carrier",
              "price": {"amount": "0.045000", "currency": "USD"},
              "reason": "It may have left and nobody knows: the link broke. It is not sent again by itself.",
              "is_spent": false,
              "is_queued": false,
              "created_at": "2026-03-09T14:30:00Z",
              "uncertain_since": "2026-03-09T14:30:31Z",
              "valid_until": "2026-03-10T14:30:00Z"
            }]
            """,
        IsList = true,
    };

    public static readonly OperationDocs Settle = new("settleUncertain", "Settle an uncertain message",
        "Says what became of it. `delivered` ends it and its price is spent; `failed` ends it and gives the credit back; `resend` sends it once more within its validity: it may arrive twice, and a message of WhatsApp is not sent again. "
        + "The owner is told by the usual event, and the timeline shows it. `4090` where it is being sent just now or cannot be sent any more.",
        [
            new("id", "path", "The message's id.", Required: true) { Example = "sms_01J9ZK3V5T8W2Y4A6C8E0GK0WN" },
            new("as", "word", "`delivered`, `failed` or `resend`.", Required: true) { Schema = """{"enum": ["delivered", "failed", "resend"]}""" },
        ])
    {
        Request = typeof(SettleUncertain.Request),
        RequestExample = """{"as": "delivered"}""",
        Answer = typeof(SettlementView),
        AnswerExample = """{"id": "sms_01J9ZK3V5T8W2Y4A6C8E0GK0WN", "settled_as": "delivered"}""",
    };
}
