using SendApi.Server.Http;

namespace SendApi.Server.Billing;

/// <summary>The operations of usage and credit in words, for the reference and the OpenAPI document.</summary>
internal static class BillingDocs
{
    public static readonly OperationDocs Usage = new("getUsage", "Look at the usage",
        "Answers what the billing period has used of each quota, the credit left, the warnings at 80% and 100%, and a breakdown by day or month. Test messages count nowhere.",
        [
            new("from_date", "query", "Where the breakdown begins: a day or a time. Without it, the start of the billing period."),
            new("to_date", "query", "Where it ends; a day counts to its end. At most 366 days after from_date."),
            new("granularity", "query", "`daily` (as it is without it) or `monthly`.") { Schema = """{"type": "string", "enum": ["daily", "monthly"], "default": "daily"}""", Example = "daily" },
        ])
    {
        Answer = typeof(UsageView),
        AnswerExample = """
            {
              "object": "account.usage",
              "plan": "Growth",
              "billing_period": {"starts_at": "2026-03-01T00:00:00Z", "ends_at": "2026-04-01T00:00:00Z"},
              "usage": {
                "whatsapp_messages": {"sent": 0, "received": 0, "quota": 50000, "percentage": 0},
                "sms": {"sent": 420, "segments": 512, "cost_usd": "23.040000", "quota": 500, "percentage": 84},
                "emails": {"sent": 0, "quota": 25000, "percentage": 0},
                "otp": {"sent": 0, "verified": 0, "quota": 1000, "percentage": 0},
                "whatsapp_sessions": {"active": 0, "quota": 3}
              },
              "sms_balance": {"amount": "76.960000", "currency": "USD"},
              "daily_breakdown": [
                {"date": "2026-03-09", "whatsapp_sent": 0, "sms_sent": 420, "emails_sent": 0, "otp_sent": 0, "sms_segments": 512, "sms_cost_usd": "23.040000"}
              ],
              "warnings": [{"quota": "sms", "percent": 80, "at": "2026-03-09T14:30:00Z"}]
            }
            """,
    };

    public static readonly OperationDocs Ledger = new("listLedger", "List the ledger",
        "Every move of credit, newest first: paid in, reserved for a message, settled when the provider took it, given back when it ended unsent.",
        [PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor])
    {
        Answer = typeof(EntryView),
        AnswerExample = """
            [
              {
                "object": "ledger.entry",
                "id": "txn_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
                "kind": "reserve",
                "amount": {"amount": "0.045000", "currency": "USD"},
                "from": "available",
                "to": "reserved",
                "created_at": "2026-03-09T14:30:00Z",
                "message_id": "sms_01J9ZK3V5T8W2Y4A6C8E0G2J4M"
              }
            ]
            """,
        IsList = true,
    };
}
