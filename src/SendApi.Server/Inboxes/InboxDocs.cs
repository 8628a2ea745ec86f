using SendApi.Server.Http;

namespace SendApi.Server.Inboxes;

/// <summary>The operations of the simulator's phones in words, for the reference and the OpenAPI document.</summary>
internal static class InboxDocs
{
    private const string WhoSees = "A key with `sms:read` sees texts, one with `whatsapp:read` WhatsApp messages, and each only those of its own account. "
        + "The node that simulated the phones remembers the newest 1,000 messages of all accounts, and none after a restart; other nodes know nothing of them. "
        + "Live keys are refused with `4030`, except where live messages go to the simulator too.";

    public static readonly OperationDocs List = new("listSimulatorInbox", "Read what arrived at simulated phones",
        "The texts that the built-in simulator delivered, as the phones show them, newest first: also the one-time codes, so that a test can enter them. " + WhoSees,
        [
            new("phone", "query", "Only messages on this phone.") { Example = "+447700900100" },
            new("channel", "query", "Only messages that came this way.") { Schema = """{"type": "string", "enum": ["sms", "whatsapp"]}""" },
            PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor,
        ])
    {
        Answer = typeof(InboxMessageView),
        AnswerExample = """
            [
              {
                "id": "sim_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
                "object": "simulator.message",
                "channel": "sms",
                "phone": "+447700900100",
                "from": "Acme",
                "text": "493817 is your Acme code. It is valid for 5 minutes. Do not share it with anyone.",
                "kind": "text",
                "code": "493817",
                "message_id": "sms_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
                "received_at": "2026-03-09T14:30:01Z"
              }
            ]
            """,
        IsList = true,
    };

    public static readonly OperationDocs Phones = new("listSimulatorPhones", "List simulated phones",
        "The phones that show messages of yours, the one with the newest first, all on one page. " + WhoSees, [])
    {
        Answer = typeof(InboxPhoneView),
        AnswerExample = """
            [{"phone": "+447700900100", "object": "simulator.phone", "count": 2, "last_text_at": "2026-03-09T14:30:01Z", "channels": ["sms", "whatsapp"]}]
            """,
        IsList = true,
    };
}
