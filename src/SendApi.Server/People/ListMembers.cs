using System.Text.Json.Serialization;
using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>GET /v1/account/members: the people of the account, all of them, the first to come first.</summary>
public static class ListMembers
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/account/members", Handle)
        .Needs(Scopes.Admin)
        .Refuses(Errors.Overloaded)
        .Describes(MemberDocs.Members);

    private static Task<Answer> Handle(Caller caller, Db db, CancellationToken ct) => db.Read(async session =>
    {
        var members = (await MemberRows.List(session, caller.AccountId)).ConvertAll(MemberView.Of);
        return Answer.List(members, new PageRequest(1, MemberRows.Most, null).Meta(members.Count, null));
    }, ct);
}

/// <summary>A member as the API answers him; his address is his id.</summary>
public sealed record MemberView(
    string Id, string Object, string Email, string Role, DateTime CreatedAt, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTime? JoinedAt)
{
    public static MemberView Of(MemberRow row) => new(row.Email, "account.member", row.Email, row.Role,
        Times.FromMicros(row.CreatedAt).UtcDateTime, Times.FromMicros(row.JoinedAt)?.UtcDateTime);

    /// <summary>A role's name, or an error that lists them all.</summary>
    internal static string ReadRole(Fields fields, string? text)
    {
        var role = fields.Required("role", $"one of {string.Join(", ", MemberRoles.All)}", text);
        if (role.Length > 0 && !MemberRoles.All.Contains(role))
            fields.Add("role", $"'role' must be one of: {string.Join(", ", MemberRoles.All)}.");
        return role;
    }

    /// <summary>The address in a path. A slash in it stays escaped on the way through the routes.</summary>
    internal static string ReadPath(string email) => email.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
