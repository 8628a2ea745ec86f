using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>POST /v1/sign-ins/current/totp: makes a secret for an authenticator app. It is in force when a first code of it was given.</summary>
public static class BeginTotp
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/sign-ins/current/totp", Handle)
        .NeedsAnyKey()
        .OpenToInactive()
        .Refuses(Errors.NotFound, Errors.Conflict, Errors.Overloaded)
        .Describes(SignInDocs.BeginTotp);

    private static Task<Answer> Handle(Caller caller, TotpCodes codes, Db db, CancellationToken ct)
    {
        var email = CurrentSignIn.Of(caller).Email;
        return db.Write(async session =>
        {
            var (view, secret) = codes.Make(email);
            if (!await PersonRows.BeginTotp(session, email, secret))
                throw new Refusal(Errors.Conflict, "Two-factor is on already. Remove it with POST /v1/sign-ins/current/totp/removal first.");
            return Answer.Created("/v1/sign-ins/current/totp", view);
        }, ct);
    }
}
