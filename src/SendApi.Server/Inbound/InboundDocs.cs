using SendApi.Server.Http;

namespace SendApi.Server.Inbound;

/// <summary>The operations of inbound texts in words, for the reference and the OpenAPI document.</summary>
internal static class InboundDocs
{
    internal const string One = """
        {
          "id": "inb_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "sms.inbound",
          "from": "+447700900000",
          "to": "+447700900042",
          "content": "When does my parcel come?",
          "parts": 1,
          "is_complete": true,
          "keyword": null,
          "reply_id": null,
          "provider": "carrier",
          "received_at": "2026-03-09T14:30:00Z"
        }
        """;

    internal static readonly IReadOnlyList<FieldDocs> Filters =
    [
        new("from", "query", "Only texts of this phone.") { Example = "+447700900000" },
        new("to", "query", "Only texts to this number or short code."),
        new("from_date", "query", "Only texts that came at this time or later: a day such as 2026-03-09, or a time such as 2026-03-09T14:30:00Z."),
        new("to_date", "query", "Only texts that came before this time; a day counts to its end."),
        PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor,
    ];

    public static readonly OperationDocs List = new("listInboundSms", "List inbound texts",
        "The texts that people sent to your numbers, newest first. You are told of each with the event `sms.received` too.", Filters)
    {
        Answer = typeof(InboundView),
        AnswerExample = $"[{One}]",
        IsList = true,
    };

    public static readonly OperationDocs Get = new("getInboundSms", "Look at an inbound text", "Answers one text that somebody sent to a number of yours.",
        [new("id", "path", "The text's id, as the event `sms.received` names it.", Required: true) { Example = "inb_01J9ZK3V5T8W2Y4A6C8E0G2J4M" }])
    {
        Answer = typeof(InboundView),
        AnswerExample = One,
    };

    public static readonly OperationDocs Simulate = new("simulateInboundSms", "Simulate an inbound text",
        "With a test key: a text as if a person had sent it to a number of yours. STOP, START and HELP work as with a real one, in the test world. A live key is refused with `4030`.",
        [
            new("from", "E.164", "The phone that writes.", Required: true) { Schema = """{"pattern": "^\\+[0-9]{1,15}$"}""" },
            new("to", "number", "Your number or short code that it writes to.", Required: true),
            new("content", "1 to 1,600 characters", "The text.", Required: true) { Schema = """{"minLength": 1, "maxLength": 1600}""" },
        ])
    {
        Request = typeof(SimulateInbound.Request),
        RequestExample = """{"from": "+447700900000", "to": "+447700900042", "content": "When does my parcel come?"}""",
        Answer = typeof(InboundView),
        AnswerExample = One.Replace("\"carrier\"", "\"simulator\"", StringComparison.Ordinal),
        Status = StatusCodes.Status201Created,
    };
}
