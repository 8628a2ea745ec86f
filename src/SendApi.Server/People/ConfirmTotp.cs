using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>A body with a code of an authenticator app.</summary>
public sealed record CodeRequest
{
    public string? Code { get; init; }

    /// <summary>The code, or 4000.</summary>
    internal string Read()
    {
        var fields = new Fields();
        var code = fields.Required("code", "the six digits that the app shows", Code);
        fields.Refuse();
        return code;
    }

    internal static Refusal Wrong() => new(Errors.InvalidRequest, "'code' is wrong or was used already. Take the next one that the app shows.", "code");
}

/// <summary>PUT /v1/sign-ins/current/totp: puts the secret in force whose code is given, so that nobody locks himself out with an app that does not know it.</summary>
public static class ConfirmTotp
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPut("/sign-ins/current/totp", Handle)
        .NeedsAnyKey()
        .OpenToInactive()
        .Refuses(Errors.InvalidRequest, Errors.RateLimitExceeded, Errors.NotFound, Errors.Conflict, Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(SignInDocs.ConfirmTotp);

    private static async Task<Answer> Handle(Body<CodeRequest> body, Caller caller, SignInDesk desk, Db db, CancellationToken ct)
    {
        var person = await db.Read(s => CurrentSignIn.Person(s, caller), ct);
        var code = body.Value.Read();
        if (person.TotpNext is not { } secret)
            throw new Refusal(Errors.Conflict, "No secret waits to be confirmed. Make one with POST /v1/sign-ins/current/totp.");

        var guess = await desk.Guesses.Begin(EmailAddress.Parse(person.Email, "email"), ct);
        if (desk.Codes.Step(secret, code) is not { } step)
            throw CodeRequest.Wrong();
        return await db.Write(async session =>
        {
            if (!await PersonRows.ConfirmTotp(session, person, step))
                throw new Refusal(Errors.Conflict, "Another secret was made in this very moment. Begin anew.");
            await desk.Guesses.Clear(session, guess.Email);
            return await CurrentSignIn.Answer(session, caller);
        }, ct);
    }
}
