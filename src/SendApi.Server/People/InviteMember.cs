using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>A link for a person of an account. The token is there only in the answer that makes it.</summary>
public sealed record InvitationView(string Email, string? Token, string? Path, DateTime ExpiresAt);

/// <summary>POST /v1/account/members/{email}/invitation: makes a link by which the person joins, or sets another password, and shows it this once.</summary>
public static class InviteMember
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(72);

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/account/members/{email}/invitation", Handle)
        .Needs(Scopes.Admin)
        .NeedsLive()
        .Refuses(Errors.InvalidRequest, Errors.NotFound, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.Overloaded)
        .Describes(MemberDocs.Invite);

    private static Task<Answer> Handle(string email, Caller caller, HttpContext http, Idempotency idempotency, TimeProvider clock) =>
        idempotency.Write(http, caller, async session =>
        {
            await MemberRows.Hold(session, caller.AccountId);
            var member = await MemberRows.Get(session, caller.AccountId, MemberView.ReadPath(email));
            var view = await Invite(session, caller.AccountId, member.Email, caller.Account.IsOperator, clock.GetUtcNow());
            var location = $"/v1/account/members/{Uri.EscapeDataString(member.Email)}";
            return Answer.Created(location, view) with { Kept = Answer.Created(location, view with { Token = null, Path = null }) };
        });

    /// <summary>Makes the link in place of the one before.</summary>
    public static async Task<InvitationView> Invite(Session session, string account, string email, bool mayReset, DateTimeOffset now)
    {
        var expires = now + Life;
        var token = await LinkRows.Make(session, account, email, mayReset, expires);
        return new(email, token, $"/dashboard/join?token={token}", expires.UtcDateTime);
    }
}
