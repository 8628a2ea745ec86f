using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Accounts;

/// <summary>What a customer asks of his own account in words, for the reference and the OpenAPI document.</summary>
internal static class AccountDocs
{
    private const string Member = """
        {
          "id": "grace@example.com",
          "object": "account.member",
          "email": "grace@example.com",
          "role": "developer",
          "created_at": "2026-03-09T14:30:00Z"
        }
        """;

    private static readonly FieldDocs Email = new("email", "path", "The member's address, which is also the `id`.", Required: true) { Example = "grace@example.com" };

    private static readonly FieldDocs Role = new("role", "word", $"`{string.Join("`, `", MemberRoles.All)}`.", Required: true) { Schema = """{"enum": ["owner", "admin", "developer", "viewer"]}""" };

    public static readonly OperationDocs Own = new("getAccount", "Look at your account",
        "Answers the account of the key: its plan and limits, its subscription, its billing period and the credit left for texts.", [])
    {
        Answer = typeof(AccountView),
        AnswerExample = OperatorDocs.Listed.TrimEnd()[..^1].TrimEnd() + """, "sms_balance": {"amount": "76.960000", "currency": "USD"}}""",
    };

    public static readonly OperationDocs Policy = new("getAccountPolicy", "Look at your policy",
        "Answers what the account may send where: `allowed_countries`, `blocked_prefixes`, `blocked_words`. Empty lists allow everything. The operator sets it.", [])
    {
        Answer = typeof(PolicyView),
        AnswerExample = """{"allowed_countries": ["GB", "IE"], "blocked_prefixes": ["+44900"], "blocked_words": []}""",
    };

    public static readonly OperationDocs Members = new("listMembers", "List members",
        "The people of the account, all of them. They are a register for now: members cannot sign in yet, and a role opens nothing by itself. What a program may do is said by the scopes of its key.", [])
    {
        Answer = typeof(MemberView),
        AnswerExample = $"[{Member}]",
        IsList = true,
    };

    public static readonly OperationDocs AddMember = new("addMember", "Add a member",
        "Adds a person; 100 at most. Needs a live key. No email is sent to the person.",
        [new("email", "email address", "Kept in lower case; one person is in an account once.", Required: true) { Schema = """{"format": "email", "maxLength": 254}""" }, Role])
    {
        Request = typeof(AddMember.Request),
        RequestExample = """{"email": "Lin@example.com", "role": "developer"}""",
        Answer = typeof(MemberView),
        AnswerExample = Member.Replace("grace", "lin", StringComparison.Ordinal),
        Status = StatusCodes.Status201Created,
    };

    public static readonly OperationDocs UpdateMember = new("updateMember", "Change a member",
        "Gives a person another role. Needs a live key. The account's last owner stays one: `4090`.", [Email, Role])
    {
        Request = typeof(UpdateMember.Request),
        RequestExample = """{"role": "developer"}""",
        Answer = typeof(MemberView),
        AnswerExample = Member,
    };

    public static readonly OperationDocs RemoveMember = new("removeMember", "Remove a member",
        "Takes a person out of the account. Needs a live key. The account's last owner stays: `4090`.", [Email])
    {
        Answer = typeof(DeletedView),
        AnswerExample = """{"id": "grace@example.com", "deleted": true}""",
    };
}
