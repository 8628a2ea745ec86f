using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>PATCH /v1/account/members/{email}: gives a person of the account another role; the last owner keeps his.</summary>
public static class UpdateMember
{
    /// <summary>The body.</summary>
    public sealed record Request
    {
        public string? Role { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPatch("/account/members/{email}", Handle)
        .Needs(Scopes.Admin)
        .NeedsLive()
        .Refuses(Errors.InvalidRequest, Errors.NotFound, Errors.Conflict, Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(MemberDocs.UpdateMember);

    private static Task<Answer> Handle(string email, Body<Request> body, Caller caller, Db db, CancellationToken ct) => db.Write(async session =>
    {
        var fields = new Fields();
        var role = MemberView.ReadRole(fields, body.Value.Role);
        fields.Refuse();

        var account = caller.AccountId;
        await MemberRows.Hold(session, account);
        var member = await MemberRows.Get(session, account, MemberView.ReadPath(email));
        if (role != MemberRoles.Owner)
            await MemberRows.KeepAnOwner(session, account, member);
        await MemberRows.SetRole(session, account, member.Email, role);
        return Answer.Ok(MemberView.Of(await MemberRows.Get(session, account, member.Email)));
    }, ct);
}
