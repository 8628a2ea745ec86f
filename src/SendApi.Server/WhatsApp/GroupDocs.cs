using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>The operations of groups and of the address book in words, for the reference and the OpenAPI document.</summary>
internal static class GroupDocs
{
    private const string Listed = """
        {
          "id": "grp_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "whatsapp.group",
          "session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0GC0NN",
          "name": "Customers",
          "created_at": "2026-03-09T14:30:00Z"
        }
        """;

    private static readonly string Whole = Listed.TrimEnd()[..^1].TrimEnd() + """
        ,
          "description": "News for those who buy.",
          "participants": [{"phone": "+447700900042", "is_admin": true}, {"phone": "+447700900100", "is_admin": false}]
        }
        """;

    private static readonly FieldDocs Id = new("id", "path", "The group's id.", Required: true) { Example = "grp_01J9ZK3V5T8W2Y4A6C8E0G2J4M" };

    private static readonly FieldDocs Session = new("session_id", "query", "The linked session to ask through, by its id or its number. It may be left out where exactly one is connected.") { Example = "sess_01J9ZK3V5T8W2Y4A6C8E0GC0NN" };

    private const string People = """{"type": "array", "maxItems": 1023, "items": {"type": "string", "pattern": "^\\+[0-9]{1,15}$"}}""";

    public static readonly OperationDocs Create = new("createGroup", "Create a group",
        "Makes a WhatsApp group with the phone of a linked session as its administrator. WhatsApp lets people refuse to be put into groups: who is in it really, the answer to `GET` says. "
        + "A description that WhatsApp did not take is left out in the answer. After `5001` it may have been made: look into the list of groups before you try again.",
        [
            new("session_id", "id or number", "The linked session. It may be left out where exactly one is connected.") { Schema = """{"type": ["string", "integer"]}""" },
            new("name", "text", "What it is called, 1 to 25 characters.", Required: true) { Schema = """{"maxLength": 25}""" },
            new("participants", "list", "1 to 1,023 numbers in E.164 form.", Required: true) { Schema = People },
            new("description", "text", "What it is for, up to 512 characters.") { Schema = """{"maxLength": 512}""" },
        ])
    {
        Request = typeof(CreateGroup.Request),
        RequestExample = """{"session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0GC0NN", "name": "Customers", "participants": ["+447700900100"], "description": "News for those who buy."}""",
        Answer = typeof(GroupView),
        AnswerExample = Whole,
        Status = StatusCodes.Status201Created,
    };

    public static readonly OperationDocs List = new("listGroups", "List groups",
        "The groups that the phone of a linked session is in, also those that were not made here. The first page asks WhatsApp, up to 1,000 groups; who is in one is with the single group.",
        [Session, PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor])
    {
        Answer = typeof(GroupView),
        AnswerExample = $"[{Listed}]",
        IsList = true,
    };

    public static readonly OperationDocs Get = new("getGroup", "Look at a group", "Answers the group as it stands at WhatsApp now, with who is in it.", [Id])
    {
        Answer = typeof(GroupView),
        AnswerExample = Whole,
    };

    public static readonly OperationDocs Update = new("updateGroup", "Change a group",
        "Changes the name, then the description, then adds people and takes people out; what is left out stays. Where WhatsApp refuses a step with `5001`, those before it have happened: the same request again is safe.",
        [
            Id,
            new("name", "text", "What it is called from now on.") { Schema = """{"minLength": 1, "maxLength": 25}""" },
            new("description", "text", "What it is for; the empty text takes it away.") { Schema = """{"maxLength": 512}""" },
            new("add_participants", "list", "Numbers of people who come in.") { Schema = People },
            new("remove_participants", "list", "Numbers of people who are taken out.") { Schema = People },
        ])
    {
        Request = typeof(UpdateGroup.Request),
        RequestExample = """{"name": "Customers", "add_participants": ["+447700900101"]}""",
        Answer = typeof(GroupView),
        AnswerExample = Whole,
    };

    public static readonly OperationDocs Leave = new("leaveGroup", "Leave a group", "The phone leaves the group, and its id is known no more. The others stay in it.", [Id])
    {
        Answer = typeof(DeletedView),
        AnswerExample = """{"id": "grp_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "deleted": true}""",
    };

    public static readonly OperationDocs Contacts = new("listContacts", "List contacts",
        "The address book of a linked session's phone, page by page as WhatsApp has it; nothing of it is kept here. Entries without a number are left out, so a page may hold fewer. `meta.total` is null.",
        [Session, PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor])
    {
        Answer = typeof(ContactView),
        AnswerExample = """[{"phone": "+447700900100", "name": "Ada", "push_name": "Ada L.", "is_business": false, "is_my_contact": true}]""",
        IsList = true,
    };
}
