using SendApi.Server.Http;

namespace SendApi.Server.Statistics;

/// <summary>The operations of the overview in words, for the reference and the OpenAPI document.</summary>
internal static class StatisticsDocs
{
    public static readonly OperationDocs Statistics = new("getStatistics", "Look at what became of messages",
        "Counts the messages of a span of time by where they stand now, for each hour or day and channel. A live key sees live messages, a test key test messages. Nothing is counted twice: what was accepted is the sum of the rest. "
        + "At most the newest 200,000 messages are counted; where there are more, `is_partial` is true and `counted_from` says from when on the figures are whole. An answer may be 5 seconds old.",
        [
            new("from_date", "query", "Where it begins: a day such as 2026-03-09, or a time such as 2026-03-09T14:30:00Z. Without it, 24 hours up to the one that runs at the end, or 30 days where granularity is daily."),
            new("to_date", "query", "Where it ends; a day counts to its end. Without it, now. At most 7 days after from_date, or 92 where granularity is daily."),
            new("granularity", "query", "`hourly` (as it is without it) or `daily`; hours and days are those of UTC.") { Schema = """{"type": "string", "enum": ["hourly", "daily"], "default": "hourly"}""", Example = "hourly" },
        ])
    {
        Answer = typeof(StatisticsView),
        AnswerExample = """
            {
              "object": "statistics",
              "from": "2026-03-09T14:00:00Z",
              "to": "2026-03-09T14:30:00Z",
              "granularity": "hourly",
              "counted_from": "2026-03-09T14:00:00Z",
              "is_partial": false,
              "points": [
                {"at": "2026-03-09T14:00:00Z", "channel": "sms", "sent": 3, "delivered": 90, "failed": 10, "waiting": 2, "uncertain": 0, "canceled": 1},
                {"at": "2026-03-09T14:00:00Z", "channel": "whatsapp", "sent": 0, "delivered": 0, "failed": 0, "waiting": 0, "uncertain": 0, "canceled": 0},
                {"at": "2026-03-09T14:00:00Z", "channel": "verify", "sent": 0, "delivered": 4, "failed": 0, "waiting": 0, "uncertain": 0, "canceled": 0}
              ],
              "totals": [
                {"channel": "sms", "accepted": 106, "sent": 3, "delivered": 90, "failed": 10, "uncertain": 0, "waiting": 2, "canceled": 1, "delivery_rate": 0.9},
                {"channel": "whatsapp", "accepted": 0, "sent": 0, "delivered": 0, "failed": 0, "uncertain": 0, "waiting": 0, "canceled": 0, "delivery_rate": null},
                {"channel": "verify", "accepted": 4, "sent": 0, "delivered": 4, "failed": 0, "uncertain": 0, "waiting": 0, "canceled": 0, "delivery_rate": 1}
              ],
              "errors": [{"code": 5001, "count": 10, "last_at": "2026-03-09T14:21:07Z", "doc_url": "https://sms.example.com/docs/errors/5001"}]
            }
            """,
    };

    public static readonly OperationDocs Queue = new("getQueue", "Look at what waits",
        "Says how many messages have not left yet, and why. A live key sees live messages, a test key test messages. 10,000 are counted; where there may be more, `at_least` is true. An answer may be 5 seconds old.", [])
    {
        Answer = typeof(QueueView),
        AnswerExample = """
            {
              "object": "queue",
              "waiting": 12,
              "scheduled": 3,
              "at_least": false,
              "oldest_at": "2026-03-09T14:21:07Z",
              "reasons": [
                {"reason": "provider_down", "count": 12, "until": null},
                {"reason": "scheduled", "count": 3, "until": "2026-03-10T08:00:00Z"}
              ]
            }
            """,
    };
}
