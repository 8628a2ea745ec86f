using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>POST /v1/sign-ins/current/password: another password for who knows the present one; all his other sign-ins end.</summary>
public static class ChangePassword
{
    /// <summary>The body.</summary>
    public sealed record Request
    {
        public string? CurrentPassword { get; init; }
        public string? NewPassword { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/sign-ins/current/password", Handle)
        .NeedsAnyKey()
        .OpenToInactive()
        .Refuses(Errors.InvalidRequest, Errors.RateLimitExceeded, Errors.NotFound, Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(SignInDocs.ChangePassword);

    private static async Task<Answer> Handle(Body<Request> body, Caller caller, SignInDesk desk, Db db, CancellationToken ct)
    {
        var email = EmailAddress.Parse(CurrentSignIn.Of(caller).Email, "email");
        var fields = new Fields();
        var current = fields.Required("current_password", "the password as it is now", body.Value.CurrentPassword);
        var wanted = fields.Required("new_password", "the password that is to be", body.Value.NewPassword);
        fields.Refuse();
        Passwords.Read(fields, "new_password", wanted, email.Value);
        fields.Refuse();

        if (await desk.Prove(email, current, ct) is not { } proven)
            throw new Refusal(Errors.InvalidRequest, "'current_password' is not the password of this person.", "current_password");
        var hash = await desk.Hash(email, wanted, ct);
        return await db.Write(async session =>
        {
            await desk.Guesses.Clear(session, proven.Guess.Email);
            await PersonRows.SetPassword(session, email.Value, hash, desk.Now);
            await SignInRows.EndOthers(session, email.Value, CurrentSignIn.Of(caller).Id, desk.Now);
            return await CurrentSignIn.Answer(session, caller);
        }, ct);
    }
}
