using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.People;

/// <summary>What is done with the people of an account in words, for the reference and the OpenAPI document.</summary>
internal static class MemberDocs
{
    private const string Member = """
        {
          "id": "grace@example.com",
          "object": "account.member",
          "email": "grace@example.com",
          "role": "developer",
          "created_at": "2026-03-09T14:30:00Z",
          "joined_at": null
        }
        """;

    private static readonly FieldDocs Email = new("email", "path", "The member's address, which is also the `id`.", Required: true) { Example = "grace@example.com" };

    private static readonly FieldDocs Role = new("role", "word", $"`{string.Join("`, `", MemberRoles.All)}`.", Required: true) { Schema = """{"enum": ["owner", "admin", "developer", "viewer"]}""" };

    public static readonly OperationDocs Members = new("listMembers", "List members",
        "The people of the account, all of them. Who has `joined_at` has set a password and signs in to the account; the others were added and wait for a link: invite them.", [])
    {
        Answer = typeof(MemberView),
        AnswerExample = $"[{Member}]",
        IsList = true,
    };

    public static readonly OperationDocs AddMember = new("addMember", "Add a member",
        "Adds a person; 100 at most. Needs a live key. No email is sent to the person: invite him, and give him the link yourself.",
        [new("email", "email address", "Kept in lower case; one person is in an account once.", Required: true) { Schema = """{"format": "email", "maxLength": 254}""" }, Role])
    {
        Request = typeof(AddMember.Request),
        RequestExample = """{"email": "Lin@example.com", "role": "developer"}""",
        Answer = typeof(MemberView),
        AnswerExample = Member.Replace("grace", "lin", StringComparison.Ordinal),
        Status = StatusCodes.Status201Created,
    };

    public static readonly OperationDocs UpdateMember = new("updateMember", "Change a member",
        "Gives a person another role, in force within a second, also for who is signed in. Needs a live key. The account's last owner stays one: `4090`.", [Email, Role])
    {
        Request = typeof(UpdateMember.Request),
        RequestExample = """{"role": "developer"}""",
        Answer = typeof(MemberView),
        AnswerExample = Member,
    };

    public static readonly OperationDocs Invite = new("inviteMember", "Invite a member",
        "Makes a link by which the person chooses a password and joins, valid for 72 hours and once, and answers its `token` this once; the link before works no more. The server sends it nowhere: give it to the person yourself. "
        + "For who joined already it sets another password. Needs a live key. A repeated request with the same Idempotency-Key is answered without `token` and `path`.", [Email])
    {
        Answer = typeof(InvitationView),
        AnswerExample = $$"""
            {
              "email": "grace@example.com",
              "token": "{{SignInDocs.Token}}",
              "path": "/dashboard/join?token={{SignInDocs.Token}}",
              "expires_at": "2026-03-12T14:30:00Z"
            }
            """,
        Status = StatusCodes.Status201Created,
    };

    public static readonly OperationDocs RemoveMember = new("removeMember", "Remove a member",
        "Takes a person out of the account and ends his sign-ins to it within a second. Needs a live key. The account's last owner stays: `4090`.", [Email])
    {
        Answer = typeof(DeletedView),
        AnswerExample = """{"id": "grace@example.com", "deleted": true}""",
    };
}
