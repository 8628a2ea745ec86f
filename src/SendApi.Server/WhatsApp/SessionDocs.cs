using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>The operations of WhatsApp sessions in words, for the reference and the OpenAPI document.</summary>
internal static class SessionDocs
{
    private const string Session = """
        {
          "id": "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "whatsapp.session",
          "number_id": 1,
          "name": "Support",
          "kind": "linked",
          "status": "connected",
          "phone_number": "+447700900042",
          "last_seen_at": "2026-03-09T14:31:00Z",
          "message_count": 12,
          "webhook_url": null,
          "created_at": "2026-03-09T14:30:00Z"
        }
        """;

    private const string WithCode = """
        {
          "id": "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "whatsapp.session",
          "number_id": 1,
          "name": "Support",
          "kind": "linked",
          "status": "pending",
          "qr_code": "data:image/png;base64,iVBORw0KGgo=",
          "qr_expires_at": "2026-03-09T14:32:00Z",
          "phone_number": null,
          "last_seen_at": null,
          "message_count": 0,
          "webhook_url": null,
          "created_at": "2026-03-09T14:30:00Z"
        }
        """;

    private static readonly FieldDocs Id = new("id", "path", "The session's id, or its `number_id`.", Required: true) { Example = "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M" };

    public static readonly OperationDocs Create = new("createSession", "Create a session",
        "Begins a session for one WhatsApp number. A `linked` one answers the code that its phone scans, under Linked devices; a message may leave through it once its status is `connected`. A `cloud` one speaks through Meta's Cloud API: its credentials are proven at once, and it is `connected` in the answer.",
        [
            new("name", "text", "What you call it.", Required: true) { Schema = """{"maxLength": 100}""" },
            new("kind", "`linked` or `cloud`", "`linked`, as it is without it: a phone is linked by scanning a code, through the gateway that the operator runs. `cloud`: a number of Meta's Cloud API.") { Schema = """{"enum": ["linked", "cloud"], "default": "linked"}""" },
            new("webhook_url", "https address", "Told of what happens to this session and its messages, beside your webhooks.") { Schema = """{"format": "uri", "maxLength": 2048}""" },
            new("fallback", "`[\"sms\"]`", "What texts that are sent alone through this session fall back to where the send says nothing of it; they need a key with `sms:write` too. `[]` is nothing.") { Schema = """{"items": {"enum": ["sms"]}, "maxItems": 1}""" },
            new("fallback_after_seconds", "30 to 86,400", "How long WhatsApp may take to deliver a message then; five minutes without it.") { Schema = """{"minimum": 30, "maximum": 86400, "default": 300}""" },
            new("cloud", "object", "Of a `cloud` session: `phone_number_id`, `business_account_id`, `access_token` and `app_secret`, as Meta's pages show them. They are stored sealed and never answered. With a test key any will do, and none are needed."),
        ])
    {
        Request = typeof(CreateSession.Request),
        RequestExample = """{"name": "Support"}""",
        Answer = typeof(SessionView),
        AnswerExample = WithCode,
        Status = StatusCodes.Status201Created,
    };

    public static readonly OperationDocs List = new("listSessions", "List sessions", "The sessions of your account, newest first.", [PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor])
    {
        Answer = typeof(SessionView),
        AnswerExample = $"[{Session}]",
        IsList = true,
    };

    public static readonly OperationDocs Get = new("getSession", "Look at a session",
        "Answers the session as it was last proven: `pending` (nobody has scanned its code), `connecting`, `connected`, `degraded` (it answers but fails its self-probe), `disconnected` (its phone is gone: pair it again), `logged_out` (Meta does not take its access token any more: give a new one), `banned` (WhatsApp has closed the number).", [Id])
    {
        Answer = typeof(SessionView),
        AnswerExample = Session,
    };

    public static readonly OperationDocs Code = new("getSessionCode", "Get a fresh code", "Answers the session with the code to scan now. `4090` for one that is connected, and for one of Meta's Cloud API.", [Id])
    {
        Answer = typeof(SessionView),
        AnswerExample = WithCode,
    };

    public static readonly OperationDocs Update = new("updateSession", "Change a session",
        "Changes what is named and leaves the rest. New credentials of a `cloud` session are proven before they take the place of the old ones: so a session that is `logged_out` comes back. What you leave out of `cloud` stays as it is.",
        [
            Id,
            new("name", "text", "What you call it.") { Schema = """{"maxLength": 100}""" },
            new("webhook_url", "https address", "Told of what happens to this session and its messages, beside your webhooks.") { Schema = """{"format": "uri", "maxLength": 2048}""" },
            new("fallback", "`[\"sms\"]`", "What texts that are sent alone through this session fall back to where the send says nothing of it; they need a key with `sms:write` too. `[]` is nothing.") { Schema = """{"items": {"enum": ["sms"]}, "maxItems": 1}""" },
            new("fallback_after_seconds", "30 to 86,400", "How long WhatsApp may take to deliver a message then; five minutes without it.") { Schema = """{"minimum": 30, "maximum": 86400, "default": 300}""" },
            new("cloud", "object", "New credentials: `phone_number_id`, `business_account_id`, `access_token`, `app_secret`."),
        ])
    {
        Request = typeof(UpdateSession.Request),
        RequestExample = """{"name": "Support"}""",
        Answer = typeof(SessionView),
        AnswerExample = Session,
    };

    public static readonly OperationDocs Delete = new("deleteSession", "Delete a session", "Logs the session out and forgets it. Messages that wait for it are taken back; those that left stay in your lists.", [Id])
    {
        Answer = typeof(DeletedView),
        AnswerExample = """{"id": "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "deleted": true}""",
    };

    public static readonly OperationDocs Simulate = new("simulateSession", "Simulate the phone of a session",
        "Only with a test key: the phone of the built-in simulator does what a person would do with a real one. Everything after it goes as with a real one.",
        [
            Id,
            new("action", "`scan`, `log_out`, `cut`, `write` or `ban`", "`scan` scans the session's code; `log_out` logs the session out on the phone, or takes the access token of a `cloud` one back; `cut` breaks its connection, which comes back by itself; `write`: somebody writes to it; `ban`: WhatsApp closes its number, and `log_out` lets another phone scan.", Required: true)
            {
                Schema = """{"enum": ["scan", "log_out", "cut", "write", "ban"]}""",
            },
            new("phone_number", "E.164", "Whose phone scans; a number of the test world without it.") { Schema = """{"pattern": "^\\+[0-9]{1,15}$"}""" },
            new("from", "E.164", "Who writes; a number of the test world without it.") { Schema = """{"pattern": "^\\+[0-9]{1,15}$"}""" },
            new("type", "word", "What somebody writes; `text` without it. Files are tiny ones of the simulator's own. `choice` chooses of a message with buttons, a list or a poll.")
            {
                Schema = """{"enum": ["text", "image", "video", "audio", "document", "location", "contact", "choice", "reaction"], "default": "text"}""",
            },
            new("content", "text", "The words, those under a file, the name of a place or a person, the emoji, or what is chosen: the id of a button or a row, or an option of a poll.") { Schema = """{"maxLength": 4096}""" },
            new("message_id", "id", "The message that is answered, for `choice` and `reaction`."),
        ])
    {
        Request = typeof(SimulateSession.Request),
        RequestExample = """{"action": "scan"}""",
        Answer = typeof(SessionView),
        AnswerExample = Session,
    };
}
