using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.People;

/// <summary>POST /v1/account/members: adds a person to the caller's account.</summary>
public static class AddMember
{
    /// <summary>The body.</summary>
    public sealed record Request
    {
        public string? Email { get; init; }
        public string? Role { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/account/members", Handle)
        .Needs(Scopes.Admin)
        .NeedsLive()
        .Refuses(Errors.InvalidRequest, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(MemberDocs.AddMember);

    private static Task<Answer> Handle(Body<Request> body, Caller caller, HttpContext http, Idempotency idempotency, TimeProvider clock) =>
        idempotency.Write(http, caller, body, async session =>
        {
            var fields = new Fields();
            var text = fields.Required("email", "the person's email address", body.Value.Email);
            var role = MemberView.ReadRole(fields, body.Value.Role);
            fields.Refuse();
            var email = EmailAddress.Parse(text, "email");

            var account = caller.AccountId;
            await MemberRows.Hold(session, account);
            if (!await MemberRows.Add(session, account, email, role, clock.GetUtcNow()))
                throw new Refusal(Errors.Conflict, $"{email} is a member of this account already. Change the role with PATCH /v1/account/members/{email}.", "email");
            if ((await MemberRows.List(session, account)).Count > MemberRows.Most)
                throw new Refusal(Errors.Conflict, $"An account has at most {MemberRows.Most} members.");
            return Answer.Created($"/v1/account/members/{Uri.EscapeDataString(email.Value)}", MemberView.Of(await MemberRows.Get(session, account, email.Value)));
        });
}
