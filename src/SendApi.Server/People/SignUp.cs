using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>POST /v1/sign-ups: who has a link takes it up with a password, and is signed in.</summary>
/// <remarks>
/// An account's link sets the password of its own people alone. Who joined another account before gives the password he has: otherwise whoever
/// is admin of any account could add a stranger, reset him and enter where the stranger is at home. The operator's links set every password.
/// </remarks>
public static class SignUp
{
    /// <summary>The body.</summary>
    public sealed record Request
    {
        public string? Token { get; init; }
        public string? Password { get; init; }
        public string? Email { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/sign-ups", Handle)
        .OpenToEverybody()
        .Refuses(Errors.InvalidRequest, Errors.InvalidApiKey, Errors.RateLimitExceeded, Errors.AccountSuspended, Errors.NotFound, Errors.Conflict,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(SignInDocs.SignUp);

    private static async Task<Answer> Handle(Body<Request> body, SignInDesk desk, Db db, CancellationToken ct)
    {
        var fields = new Fields();
        var token = fields.Required("token", "what stands behind 'token=' in the link", body.Value.Token);
        var password = fields.Required("password", "the password to sign in with", body.Value.Password);
        fields.Refuse();

        var (link, suspended, keeps) = await db.Read(async s =>
        {
            var link = await LinkRows.Find(s, token, desk.Now);
            return (link, await CreateSignIn.Suspended(s, link.AccountId), await KeepsPassword(s, link));
        }, ct);
        var email = ReadEmail(link, body.Value.Email);
        if (!keeps)
            Passwords.Read(fields, "password", password, email.Value);
        fields.Refuse();
        if (suspended is not null)
            throw suspended;

        var proven = keeps ? await desk.Prove(email, password, ct) ?? throw new Refusal(Errors.InvalidApiKey,
            "This person has a password already, on another account of this server, and this is not it. Give that one, or ask the operator for a new link.") : null;
        var hash = proven is null ? await desk.Hash(email, password, ct) : null;
        return await db.Write(s => Join(s, desk, new(token, link, email, hash, proven)), ct);
    }

    private static EmailAddress ReadEmail(LinkRow link, string? given)
    {
        if (link.IsFirst)
            return string.IsNullOrEmpty(given)
                ? throw new Refusal(Errors.InvalidRequest, "'email' is required: this link is for the first owner, whose address is not known yet.", "email")
                : EmailAddress.Parse(given, "email");

        var email = EmailAddress.Parse(link.Email, "email");
        return given is null || given.Equals(email.Value, StringComparison.OrdinalIgnoreCase)
            ? email
            : throw new Refusal(Errors.InvalidRequest, "This link is for another email address. Leave 'email' out, or give the one that was invited.", "email");
    }

    private static async Task<Answer> Join(Session session, SignInDesk desk, Joining joining)
    {
        var (link, email, now) = (joining.Link, joining.Email, desk.Now);
        await LinkRows.Take(session, joining.Token, now);
        await MemberRows.Hold(session, link.AccountId);
        if (link.IsFirst)
            await MakeOwner(session, link.AccountId, email, now);
        if (await MemberRows.Find(session, link.AccountId, email.Value) is null)
            throw LinkRows.Gone();

        if (joining.Hash is { } hash)
        {
            await PersonRows.Hold(session, email.Value, hash, now);
            // Asked again behind the hold: meanwhile the person may have joined elsewhere.
            if (await KeepsPassword(session, link))
                throw new Refusal(Errors.Conflict, "This person joined another account in this very moment. Take the link again, with the password chosen there.", "token");
            await PersonRows.Reset(session, email.Value, hash, now);
            await SignInRows.EndOthers(session, email.Value, null, now);
            await desk.Guesses.Clear(session, email);
        }
        else if (joining.Proven is { } proven)
            await desk.Accept(session, proven);

        await MemberRows.Join(session, link.AccountId, email.Value, now);
        var person = await PersonRows.Find(session, email.Value) ?? throw LinkRows.Gone();
        var whose = await SignInDesk.Whose(session, person, link.AccountId) ?? throw LinkRows.Gone();
        return await desk.Open(session, person, whose.Membership);
    }

    private static async Task MakeOwner(Session session, string account, EmailAddress email, DateTimeOffset now)
    {
        if (await FirstStart.HasOwner(session, account))
            throw LinkRows.Gone();
        if (!await MemberRows.Add(session, account, email, MemberRoles.Owner, now))
            await MemberRows.SetRole(session, account, email.Value, MemberRoles.Owner);
    }

    /// <summary>Whether the link leaves the person's password alone, and takes it as the proof.</summary>
    private static async Task<bool> KeepsPassword(Session session, LinkRow link) => link.MayReset == 0
        && await PersonRows.Find(session, link.Email) is not null
        && (await MemberRows.Joined(session, link.Email)).Exists(m => m.AccountId != link.AccountId);

    /// <summary>Who joins by which link; with a hash for a new password, or with the proof of the old one.</summary>
    private sealed record Joining(string Token, LinkRow Link, EmailAddress Email, string? Hash, Proven? Proven);
}
