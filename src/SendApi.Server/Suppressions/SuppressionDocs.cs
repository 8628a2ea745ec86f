using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Suppressions;

/// <summary>The operations of the suppression list in words, for the reference and the OpenAPI document.</summary>
internal static class SuppressionDocs
{
    private const string One = """
        {
          "id": "sup_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "suppression",
          "address": "+447700900123",
          "channel": "sms",
          "reason": "asked by phone",
          "source": "api",
          "created_at": "2026-03-09T14:30:00Z"
        }
        """;

    private const string ChannelSchema = """{"enum": ["sms", "whatsapp", "email", "all"]}""";

    private static readonly FieldDocs Id = new("id", "path", "The entry's id.", Required: true) { Example = "sup_01J9ZK3V5T8W2Y4A6C8E0G2J4M" };

    public static readonly OperationDocs List = new("listSuppressions", "List suppressions",
        $"Newest first. A page looks through {Shown.Count(SuppressionPages.LookedThrough)} entries at most, so a filter that few entries pass may give a short page, even an empty one: go on while there is a `meta.next_cursor`. A longer list has no `meta.total`: it is null.",
        [
            new("address", "query", "Only this phone number or email address; answered from an index, however long the list."),
            new("channel", "query", "Only entries for `sms`, `whatsapp`, `email` or `all`.") { Schema = """{"type": "string", "enum": ["sms", "whatsapp", "email", "all"]}""", Example = "sms" },
            new("reason", "query", "Only entries with this reason, word for word."),
            new("source", "query", "Only entries that came by `api`, `import` or `cli`."),
            PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor,
        ])
    {
        Answer = typeof(SuppressionView),
        AnswerExample = $"[{One}]",
        IsList = true,
    };

    public static readonly OperationDocs Get = new("getSuppression", "Look at a suppression", "Answers one entry.", [Id])
    {
        Answer = typeof(SuppressionView),
        AnswerExample = One,
    };

    public static readonly OperationDocs Add = new("addSuppression", "Suppress an address",
        "Answers 201 with the new entry. An address that is on the list for that channel already keeps its entry, which is answered with 200: nothing changes, so it is safe to repeat.",
        [
            new("address", "E.164 or email address", "A phone number with its plus sign, or an email address, which is kept in lower case.", Required: true),
            new("channel", "word", "`sms`, `whatsapp`, `email` or `all`, which it is without it. `sms` and `whatsapp` take a phone number, `email` an email address, `all` either.") { Schema = ChannelSchema },
            new("reason", "up to 200 characters", "Why, in a few words; `manual` without it. A refused send repeats it.") { Schema = """{"maxLength": 200}""" },
        ])
    {
        Request = typeof(AddSuppression.Request),
        RequestExample = """{"address": "+447700900123", "channel": "sms", "reason": "asked by phone"}""",
        Answer = typeof(SuppressionView),
        AnswerExample = One,
        Status = StatusCodes.Status201Created,
        OtherStatus = StatusCodes.Status200OK,
    };

    public static readonly OperationDocs Remove = new("removeSuppression", "Lift a suppression", "Takes the entry off the list. The next message may go out.", [Id])
    {
        Answer = typeof(DeletedView),
        AnswerExample = """{"id": "sup_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "deleted": true}""",
    };

    public static readonly OperationDocs Import = new("importSuppressions", "Import suppressions",
        "Takes a CSV file (`Content-Type: text/csv`, UTF-8, 256 MiB at most) as it arrives and answers `imported`, `already_listed`, `rejected`, and in `errors` the first 100 rejected lines as `line` and `message`. "
        + "Lines are separated by line feeds, values by commas; a value may stand in double quotes, and a double quote within it is written twice. A wrong first line is refused with `4000` and changes nothing; a wrong line further down is passed over and told. "
        + "It is written in steps: when the connection breaks, or a file without a Content-Length turns out too large, what was written stays, and you may import the whole file again.",
        [
            new("address", "column", "As in a single entry. The first line names the columns, in any order.", Required: true),
            new("channel", "column", "As in a single entry; empty or without the column it is `all`."),
            new("reason", "column", "As in a single entry; empty or without the column it is `import`."),
        ])
    {
        RequestMedia = "text/csv",
        RequestExample = "address,channel,reason\n+447700900124,sms,stop\nada@example.com,email,bounced\n",
        Answer = typeof(ImportTally),
        AnswerExample = """{"imported": 2, "already_listed": 0, "rejected": 1, "errors": [{"line": 4, "message": "'0770' is not in E.164 form."}]}""",
    };

    public static readonly OperationDocs Export = new("exportSuppressions", "Export suppressions",
        "Answers the whole list as CSV with the columns `address,channel,reason,source,created_at`, ordered by address. An import takes such a file as it is; the last two columns are passed over. It is streamed: an answer that ends without its last chunk is not whole.", [])
    {
        AnswerMedia = "text/csv",
        AnswerExample = "address,channel,reason,source,created_at\n+447700900123,sms,asked by phone,api,2026-03-09T14:30:00Z\n",
    };
}
