using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>POST /v1/sign-ins: a person proves who he is and gets two keys for twelve hours. Its answers are kept under no Idempotency-Key, for they are secrets.</summary>
public static class CreateSignIn
{
    /// <summary>The body.</summary>
    public sealed record Request
    {
        public string? Email { get; init; }
        public string? Password { get; init; }
        public string? Code { get; init; }
        public string? AccountId { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/sign-ins", Handle)
        .OpenToEverybody()
        .Refuses(Errors.InvalidRequest, Errors.InvalidApiKey, Errors.RateLimitExceeded, Errors.AccountSuspended,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(SignInDocs.Create);

    private static async Task<Answer> Handle(Body<Request> body, SignInDesk desk, Db db, CancellationToken ct)
    {
        var request = body.Value;
        var fields = new Fields();
        var text = fields.Required("email", "the person's email address", request.Email);
        var password = fields.Required("password", "the person's password", request.Password);
        fields.Refuse();
        var email = EmailAddress.Parse(text, "email");

        if (await desk.Prove(email, password, ct) is not { } proven)
            throw SignInDesk.Wrong();
        if (proven.Person.Totp is not null && string.IsNullOrEmpty(request.Code))
        {
            await db.Write(s => desk.Guesses.TakeBack(s, proven.Guess), ct);
            throw new Refusal(Errors.InvalidRequest, "'code' is required: this person signs in with the code of an authenticator app too.", "code");
        }

        // Thrown after the transaction: for an account that is suspended the guess was right, and that stays.
        var (answer, refusal) = await db.Write(s => SignIn(s, desk, proven, request), ct);
        return answer ?? throw refusal ?? SignInDesk.Wrong();
    }

    private static async Task<(Answer?, Refusal?)> SignIn(Session session, SignInDesk desk, Proven proven, Request request)
    {
        var memberships = await MemberRows.Joined(session, proven.Person.Email);
        var membership = request.AccountId is null ? memberships.FirstOrDefault() : memberships.Find(m => m.AccountId == request.AccountId);
        if (membership is null)
            return (null, SignInDesk.Wrong());
        if (proven.Person.Totp is { } secret && !await IsRight(session, desk, proven.Person, secret, request.Code ?? ""))
            return (null, new Refusal(Errors.InvalidApiKey, "The code is wrong or was used already. Take the next one that the app shows."));

        await desk.Accept(session, proven);
        return await Suspended(session, membership.AccountId) is { } suspended
            ? (null, suspended)
            : (await desk.Open(session, proven.Person, membership), null);
    }

    private static async Task<bool> IsRight(Session session, SignInDesk desk, PersonRow person, string secret, string code) =>
        desk.Codes.Step(secret, code) is { } step && await PersonRows.TakeStep(session, person, step);

    /// <summary>4031 when the account is suspended.</summary>
    internal static async Task<Refusal?> Suspended(Session session, string account) => (await AccountReader.Find(session, account))?.RefuseSuspended();
}
