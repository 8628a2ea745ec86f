using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>The operations of WhatsApp messages in words, for the reference and the OpenAPI document.</summary>
internal static class WhatsAppDocs
{
    private const string Accepted = """
        {
          "id": "msg_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "whatsapp.message",
          "direction": "out",
          "session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "type": "text",
          "status": "accepted",
          "to": "+447700900000",
          "created_at": "2026-03-09T14:30:00Z",
          "metadata": {"order": "1001"}
        }
        """;

    private const string Listed = """
        {
          "id": "msg_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "whatsapp.message",
          "direction": "out",
          "session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "type": "text",
          "status": "read",
          "to": "+447700900000",
          "content": "Your parcel is on its way.",
          "created_at": "2026-03-09T14:30:00Z",
          "updated_at": "2026-03-09T14:30:40Z",
          "valid_until": "2026-03-10T14:30:00Z",
          "metadata": {"order": "1001"}
        }
        """;

    private static readonly FieldDocs Id = new("id", "path", "The message's id.", Required: true) { Example = "msg_01J9ZK3V5T8W2Y4A6C8E0G2J4M" };

    public static readonly OperationDocs Send = new("sendWhatsApp", "Send a WhatsApp message",
        "Takes one message, answers 201 as soon as it is stored durably, and sends it in the background, at the pace that keeps a linked number from being banned: a random 1 to 3 seconds between two messages, 30 a minute, and as many a day as the age of the pairing allows, from 50 on its first day to 1,000.",
        [
            new("session_id", "id or number", "The session that it goes through. It may be left out where exactly one is connected.") { Schema = """{"type": ["string", "integer"]}""" },
            new("to", "E.164", "The recipient: a plus sign, the country code and the number.", Required: true) { Schema = """{"pattern": "^\\+[0-9]{1,15}$"}""" },
            new("type", "word", "What it is; `text` without it. `template` is refused with `4005` on linked sessions.")
            {
                Schema = """{"enum": ["text", "image", "video", "audio", "document", "location", "contact", "template", "interactive", "poll", "reaction"], "default": "text"}""",
            },
            new("content", "text", "The words of a text, 1 to 4,096 characters. Through a session of Meta's Cloud API anything but a template may be sent for 24 hours after the person wrote, and is refused with `4005` else. Under the name `text` it may also be an object, `{\"body\": …}`. For other types: the address of the file, or the part of that type as JSON text.") { Spellings = ["message", "text"] },
            new("media", "object", "The file of `image` (JPEG or PNG, 5 MB), `video` (MP4 or 3GP, 16 MB), `audio` (AAC, AMR, MP3, M4A or Ogg with Opus, 16 MB) or `document` (16 MB, or what the operator allows): `url` or `base64`, with `filename`, `caption` and `content_type` as you like.")
            {
                Spellings = ["image", "video", "audio", "document"],
            },
            new("location", "object", "The place of `location`: `latitude`, `longitude`, and `name` and `address` as you like."),
            new("contact", "object or list", "The person of `contact`, or up to ten: `name`, `phones`, and `organization` and `email` as you like. A single number may be called `phone`.")
            {
                Schema = """{"type": "array", "items": {"$ref": "#/components/schemas/ContactPart"}}""",
            },
            new("interactive", "object", "The words of `interactive` with up to three `buttons`, or with a `list` of up to ten rows; also as Meta's API has it."),
            new("poll", "object", "The poll of `poll`: a `question` with 2 to 12 `options`. On linked sessions `max_choices` is 1 or as many as there are options."),
            new("reaction", "object", "The reaction of `reaction`: `message_id` of a message with this person in this session, and `emoji`; an empty one takes it away."),
            new("send_at", "time", "When it is to leave, up to a year ahead.") { Schema = """{"format": "date-time"}""" },
            new("validity_seconds", "60 to 604,800", "How long it is tried; a day without it.") { Schema = """{"minimum": 60, "maximum": 604800, "default": 86400}""" },
            new("callback_url", "https address", "Told of each step of this message, in place of the session's `webhook_url`.") { Schema = """{"format": "uri", "maxLength": 2048}""" },
            new("template", "object", "Of the type `template`: `name`, `language` (a code, or `{\"code\": …}`) and `components`, what fills its places, as Meta's own API has it. `4005` for one that is not there, not approved, or whose places it does not fit."),
            new("metadata", "names and texts", "Your own notes, given back with the message.") { Schema = """{"maxProperties": 50}""" },
            new("fallback", "`[\"sms\"]`", "Sends the words by SMS where WhatsApp does not deliver the message in its time, or fails. The key needs `sms:write` too. What still waits for WhatsApp is taken back then.") { Schema = """{"items": {"enum": ["sms"]}, "maxItems": 1}""" },
            new("fallback_after_seconds", "30 to 86,400", "How long WhatsApp may take to deliver it, from when it is to leave; five minutes without it.") { Schema = """{"minimum": 30, "maximum": 86400, "default": 300}""" },
            new("fallback_text", "text", "The words of the text, up to 1,600 characters, where they are not those of `content`.") { Schema = """{"maxLength": 1600}""" },
        ])
    {
        Request = typeof(SendWhatsApp.Request),
        RequestExample = """{"session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0GC0NN", "to": "+447700900000", "content": "Your parcel is on its way.", "metadata": {"order": "1001"}}""",
        Answer = typeof(WhatsAppView),
        AnswerExample = Accepted,
        Status = StatusCodes.Status201Created,
    };

    public static readonly OperationDocs List = new("listWhatsApp", "List WhatsApp messages", "What was sent and what was received, newest first. Go on with `meta.next_cursor` from one page to the next.",
        [
            new("session_id", "query", "Only messages of this session, by its id or its number."),
            new("direction", "query, `in` or `out`", "Only what was received, or only what was sent.") { Schema = """{"type": "string", "enum": ["in", "out"]}""" },
            new("phone", "query", "Only messages to this number, or from it.") { Example = "+447700900000" },
            new("batch_id", "query", "Only messages that were sent with this batch."),
            new("status", "query", "Only messages that were sent and stand so. A page then looks through 1,000 messages: it may hold few or none while `meta.next_cursor` leads on.")
            {
                Schema = """{"type": "string", "enum": ["accepted", "sent", "uncertain", "delivered", "read", "failed", "canceled"]}""",
            },
            ErrorDocs.Code with { Sentence = "Only messages that were sent and failed with this number of the catalogue, such as 5001. A page then looks through 1,000 messages, as with `status`." },
            new("from_date", "query", "Only messages made at this time or later: a day such as 2026-03-09, or a time such as 2026-03-09T14:30:00Z.") { Example = "2026-03-01" },
            new("to_date", "query", "Only messages made before this time; a day counts to its end."),
            PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor,
        ])
    {
        Answer = typeof(WhatsAppView),
        AnswerExample = $"[{Listed}]",
        IsList = true,
    };

    public static readonly OperationDocs Get = new("getWhatsApp", "Look at a WhatsApp message", "Answers the message; one that was sent with its timeline: each attempt, and what the gateway reported.", [Id])
    {
        Answer = typeof(WhatsAppView),
        AnswerExample = Listed.TrimEnd()[..^1].TrimEnd() + """
            ,
              "events": [
                {"type": "accepted", "at": "2026-03-09T14:30:00Z"},
                {"type": "attempt", "at": "2026-03-09T14:30:01Z", "attempt": 1, "outcome": "accepted", "provider_ids": ["3EB0C767D26A1B2C"]},
                {"type": "receipt", "at": "2026-03-09T14:30:02Z", "provider_id": "3EB0C767D26A1B2C", "state": "DEVICE"},
                {"type": "receipt", "at": "2026-03-09T14:30:40Z", "provider_id": "3EB0C767D26A1B2C", "state": "READ"}
              ]
            }
            """,
    };

    public static readonly OperationDocs Cancel = new("cancelWhatsApp", "Take a WhatsApp message back", "Takes back a message that has not left. `4090` for one that has, or may have.", [Id])
    {
        Answer = typeof(WhatsAppView),
        AnswerExample = Listed.Replace("\"read\"", "\"canceled\"", StringComparison.Ordinal),
    };

    public static readonly OperationDocs Check = new("checkContact", "Check whether a number has WhatsApp", "Asks WhatsApp, through a session that is connected.",
        [
            new("phone", "path", "The number in E.164 form.", Required: true) { Example = "+447700900100" },
            new("session_id", "query", "The session to ask through, by its id or its number. It may be left out where exactly one is connected.") { Example = "sess_01J9ZK3V5T8W2Y4A6C8E0GC0NN" },
        ])
    {
        Answer = typeof(ContactCheckView),
        AnswerExample = """{"phone": "+447700900100", "is_whatsapp_user": true, "whatsapp_id": "447700900100@c.us"}""",
    };
}
