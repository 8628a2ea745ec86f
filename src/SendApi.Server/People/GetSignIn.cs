using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>GET /v1/sign-ins/current: who is signed in with this key, to which account, as what.</summary>
public static class GetSignIn
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/sign-ins/current", Handle)
        .NeedsAnyKey()
        .Refuses(Errors.NotFound, Errors.Overloaded)
        .Describes(SignInDocs.Get);

    private static Task<Answer> Handle(Caller caller, Db db, CancellationToken ct) => db.Read(s => CurrentSignIn.Answer(s, caller), ct);
}
