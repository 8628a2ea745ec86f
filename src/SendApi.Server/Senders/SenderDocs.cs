using SendApi.Server.Http;

namespace SendApi.Server.Senders;

/// <summary>The operations of senders in words, for the reference and the OpenAPI document.</summary>
internal static class SenderDocs
{
    private const string Sender = """
        {
          "id": "snd_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "sender_id",
          "sender_id": "Acme",
          "kind": "alphanumeric",
          "status": "pending",
          "reason": null,
          "countries": ["GB", "DE"],
          "is_default": false,
          "created_at": "2026-03-09T14:30:00Z",
          "decided_at": null
        }
        """;

    private static readonly string Decided = Sender.Replace("\"decided_at\": null", "\"account_id\": \"acct_01J9ZK3V5T8W2Y4A6C8E0G2J4M\",\n  \"decided_at\": \"2026-03-09T15:00:00Z\"", StringComparison.Ordinal);

    private static readonly FieldDocs Id = new("id", "path", "The sender's id.", Required: true) { Example = "snd_01J9ZK3V5T8W2Y4A6C8E0G2J4M" };

    public static readonly OperationDocs List = new("listSenderIds", "List senders", "The senders that your account registered, newest first.", [PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor])
    {
        Answer = typeof(SenderView),
        AnswerExample = $"[{Sender}]",
        IsList = true,
    };

    public static readonly OperationDocs Register = new("registerSenderId", "Register a sender",
        "Registers a name or a number as a sender, or several numbers as a pool. The operator of the server approves or rejects it. With a test key it can be used at once, in test messages.",
        [
            new("sender_id", "name or number", "A name of up to 11 letters and digits, or a number. For a pool, a name to send by.", Required: true),
            new("countries", "list", "Where it is to be used: countries by their two letters. Without it, everywhere."),
            new("numbers", "list", "Makes it a pool of 1 to 100 numbers. Each recipient always gets the same of them.") { Schema = """{"minItems": 1, "maxItems": 100}""" },
        ])
    {
        Request = typeof(RegisterSender.Request),
        RequestExample = """{"sender_id": "Acme", "countries": ["GB", "DE"]}""",
        Answer = typeof(SenderView),
        AnswerExample = Sender,
        Status = StatusCodes.Status201Created,
    };

    public static readonly OperationDocs Get = new("getSenderId", "Look at a sender", "Answers the sender and what was decided about it.", [Id])
    {
        Answer = typeof(SenderView),
        AnswerExample = Sender,
    };

    public static readonly OperationDocs Update = new("updateSenderId", "Make a sender the default",
        "Texts that name no sender leave with the default, where it may be used; elsewhere, and while it is not approved, with the carrier's own. An account has one default.",
        [Id, new("is_default", "true or false", "Whether it is the default. `true` takes that from the one that was.", Required: true)])
    {
        Request = typeof(UpdateSender.Request),
        RequestExample = """{"is_default": true}""",
        Answer = typeof(SenderView),
        AnswerExample = Sender.Replace("\"is_default\": false", "\"is_default\": true", StringComparison.Ordinal),
    };

    public static readonly OperationDocs Remove = new("removeSenderId", "Remove a sender", "Forgets the sender. Messages that were taken in with it leave as they are.", [Id])
    {
        Answer = typeof(DeletedView),
        AnswerExample = """{"id": "snd_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "deleted": true}""",
    };

    public static readonly OperationDocs ListToDecide = new("listSenderIdsToDecide", "List senders to decide about", "The live senders of all accounts in one state, the oldest first.",
        [
            new("status", "query", "`pending` without it.") { Schema = """{"type": "string", "enum": ["pending", "approved", "rejected"], "default": "pending"}""" },
            PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor,
        ])
    {
        Answer = typeof(SenderView),
        AnswerExample = $"[{Sender.Replace("\"decided_at\"", "\"account_id\": \"acct_01J9ZK3V5T8W2Y4A6C8E0G2J4M\",\n  \"decided_at\"", StringComparison.Ordinal)}]",
        IsList = true,
    };

    public static readonly OperationDocs Approve = new("approveSenderId", "Approve a sender", "Live messages leave with it from now on, within a second on every node.", [Id])
    {
        Answer = typeof(SenderView),
        AnswerExample = Decided.Replace("\"pending\"", "\"approved\"", StringComparison.Ordinal),
    };

    public static readonly OperationDocs Reject = new("rejectSenderId", "Reject a sender", "Live messages with it are refused with `4006` and the reason.",
        [Id, new("reason", "1 to 200 characters", "Why; the account is told.", Required: true) { Schema = """{"minLength": 1, "maxLength": 200}""" }])
    {
        Request = typeof(DecideSender.Request),
        RequestExample = """{"reason": "The name of another company."}""",
        Answer = typeof(SenderView),
        AnswerExample = Decided.Replace("\"pending\"", "\"rejected\"", StringComparison.Ordinal).Replace("\"reason\": null", "\"reason\": \"The name of another company.\"", StringComparison.Ordinal),
    };
}
