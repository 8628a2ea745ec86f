using SendApi.Server.Http;

namespace SendApi.Server.Verify;

/// <summary>The operations of one-time codes in words, for the reference and the OpenAPI document.</summary>
internal static class VerifyDocs
{
    private const string Pending = """
        {
          "id": "ver_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "verification",
          "to": "+447700900000",
          "channel": "sms",
          "status": "pending",
          "locale": "en",
          "brand_name": "Acme",
          "attempts_remaining": 5,
          "created_at": "2026-03-09T14:30:00Z",
          "expires_at": "2026-03-09T14:35:00Z",
          "message_id": "sms_01J9ZK3V5T8W2Y4A6C8E0G2J4M"
        }
        """;

    private static readonly string Canceled = Pending.Replace("pending", "canceled", StringComparison.Ordinal).Replace("  \"attempts_remaining\": 5,\n", "", StringComparison.Ordinal);

    private static readonly FieldDocs Id = new("id", "path", "The verification's id.", Required: true) { Example = "ver_01J9ZK3V5T8W2Y4A6C8E0G2J4M" };

    public static readonly OperationDocs Send = new("sendCode", "Send a one-time code",
        "Makes a code and sends it in the first lane, before all other texts. The code itself is never answered: the person has it, and `/v1/verify/check` knows it. A newer code for the same recipient replaces one that is pending. "
        + "One recipient gets at most 5 codes an hour and 20 a day, whoever asks for them: more are refused with `4043`. With a test key nothing leaves, and `GET /v1/sms/messages` shows you the text.",
        [
            new("to", "E.164", "The recipient: a plus sign, the country code and the number.", Required: true) { Schema = """{"pattern": "^\\+[0-9]{1,15}$"}""" },
            new("channel", "`auto`, `sms` or `whatsapp`", "How the code is to travel. Without it, auto: the channels in the order that the operator set for the country, one after the other until one brings the code; `sms` again is a text by another carrier, with the same code. With `sms` or `whatsapp`, only those steps of that order. `whatsapp` needs a connected session of Meta's Cloud API with an approved authentication template, else it is refused with `4005`, and passed over in auto. `email` is refused until this server has it.")
            {
                Schema = """{"enum": ["auto", "sms", "whatsapp", "email"], "default": "auto"}""",
            },
            new("length", "4 to 8", "How many digits the code has. Without it, 6.") { Schema = """{"minimum": 4, "maximum": 8, "default": 6}""" },
            new("ttl", "60 to 600", "For how many seconds the code is right. Without it, 300.") { Schema = """{"minimum": 60, "maximum": 600, "default": 300}""" },
            new("brand_name", "1 to 30 characters", "Whose code it is, as the text says it.") { Schema = """{"minLength": 1, "maxLength": 30}""" },
            new("locale", "language tag", "The language of the text, such as `de` or `pt-BR`; English where we have no text in it. Without it, the language that nearly everybody reads in the country of the number, or English."),
            new("end_user_ip", "IP address", "The address of the person who asks for the code. Codes for one network are limited then, so that nobody has you send them in masses."),
        ])
    {
        Request = typeof(SendCode.Request),
        RequestExample = """{"to": "+447700900000", "brand_name": "Acme"}""",
        Answer = typeof(VerificationView),
        AnswerExample = Pending,
        Status = StatusCodes.Status201Created,
    };

    public static readonly OperationDocs Check = new("checkCode", "Check a code",
        "Answers 200 whether the code is right or wrong: look at `valid`. A right code is right once. The fifth wrong one locks the verification: from then on every check is refused with `4042`, also with the right code.",
        [
            new("id", "id", "The verification, as the send answered it. Give this or `to`."),
            new("to", "E.164", "The recipient, in place of the id: then the newest verification counts.") { Schema = """{"pattern": "^\\+[0-9]{1,15}$"}""" },
            new("code", "4 to 8 digits", "What the person entered. Spaces and hyphens in it are passed over.", Required: true),
        ])
    {
        Request = typeof(CheckCode.Request),
        RequestExample = """{"id": "ver_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "code": "123456"}""",
        Answer = typeof(CheckView),
        AnswerExample = """{"id": "ver_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "valid": false, "status": "pending", "attempts_remaining": 4}""",
    };

    public static readonly OperationDocs Get = new("getVerification", "Look at a verification", "Answers where it stands, what became of its newest text, and everything that happened to it. A line `next_channel` says that the code went another way, and why; `channel_passed_over` that it could not. Never the code.", [Id])
    {
        Answer = typeof(VerificationView),
        AnswerExample = Pending.TrimEnd()[..^1].TrimEnd() + """
            ,
              "delivery": {"message_id": "sms_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "status": "delivered", "provider": "simulator"},
              "events": [
                {"type": "created", "at": "2026-03-09T14:30:00Z", "channel": "sms"},
                {"type": "attempt", "at": "2026-03-09T14:30:01Z", "channel": "sms", "provider": "simulator", "outcome": "accepted"},
                {"type": "next_channel", "at": "2026-03-09T14:30:21Z", "channel": "sms", "reason": "No receipt came within 20 seconds."},
                {"type": "attempt", "at": "2026-03-09T14:30:21Z", "channel": "sms", "provider": "simulator", "outcome": "accepted"},
                {"type": "receipt", "at": "2026-03-09T14:30:23Z", "channel": "sms", "provider": "simulator", "state": "DELIVRD"},
                {"type": "wrong_code", "at": "2026-03-09T14:30:40Z", "attempts_remaining": 4}
              ]
            }
            """,
    };

    public static readonly OperationDocs List = new("listVerifications", "List verifications", "The verifications of your account, newest first.",
        [
            new("status", "query", "Only those that stand so.") { Schema = """{"type": "string", "enum": ["pending", "verified", "expired", "locked", "canceled"]}""" },
            ErrorDocs.Code with { Sentence = "Only those whose newest text failed with this number of the catalogue, such as 5001. A page then looks through 1,000 verifications: it may hold few or none while `meta.next_cursor` leads on." },
            new("to", "query", "Only those of this recipient.") { Example = "+447700900000" },
            new("from_date", "query", "Only those made at this time or later: a day such as 2026-03-09, or a time such as 2026-03-09T14:30:00Z."),
            new("to_date", "query", "Only those made before this time; a day counts to its end."),
            PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor,
        ])
    {
        Answer = typeof(VerificationView),
        AnswerExample = $"[{Pending}]",
        IsList = true,
    };

    public static readonly OperationDocs Cancel = new("cancelVerification", "Cancel a verification",
        "The code is right no more, and its texts are taken back where they have not left. It still counts for the limits of its recipient.", [Id])
    {
        Answer = typeof(VerificationView),
        AnswerExample = Canceled,
    };
}
