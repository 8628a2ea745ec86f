using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>POST /v1/sign-ins/current/totp/removal: signs in by the password alone again, for who has the app still. Who lost it takes a new link of an admin.</summary>
public static class RemoveTotp
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/sign-ins/current/totp/removal", Handle)
        .NeedsAnyKey()
        .OpenToInactive()
        .Refuses(Errors.InvalidRequest, Errors.RateLimitExceeded, Errors.NotFound, Errors.Conflict, Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(SignInDocs.RemoveTotp);

    private static async Task<Answer> Handle(Body<CodeRequest> body, Caller caller, SignInDesk desk, Db db, CancellationToken ct)
    {
        var person = await db.Read(s => CurrentSignIn.Person(s, caller), ct);
        var code = body.Value.Read();
        if (person.Totp is not { } secret)
            throw new Refusal(Errors.Conflict, "Two-factor is off already.");

        var guess = await desk.Guesses.Begin(EmailAddress.Parse(person.Email, "email"), ct);
        return await db.Write(async session =>
        {
            if (desk.Codes.Step(secret, code) is not { } step || !await PersonRows.TakeStep(session, person, step))
                throw CodeRequest.Wrong();
            await PersonRows.RemoveTotp(session, person.Email);
            await desk.Guesses.Clear(session, guess.Email);
            return await CurrentSignIn.Answer(session, caller);
        }, ct);
    }
}
