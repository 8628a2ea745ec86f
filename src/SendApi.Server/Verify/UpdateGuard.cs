using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Verify;

/// <summary>PUT /v1/verify/guard: what the account chooses for the guard of its codes, in force from the answer on. What is left out is what the server's settings say.</summary>
public static class UpdateGuard
{
    /// <summary>The body. An empty list is a choice too.</summary>
    public sealed record Request
    {
        public string? Mode { get; init; }
        public List<string?>? AllowedPrefixes { get; init; }
        public List<string?>? BlockedPrefixes { get; init; }
        public List<string?>? RefusedTypes { get; init; }
        public Dictionary<string, int>? Budgets { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPut("/verify/guard", Handle)
        .Needs(Scopes.Admin)
        .NeedsLive()
        .Refuses(Errors.InvalidRequest, Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(GuardDocs.Update);

    private static Task<Answer> Handle(Body<Request> body, Caller caller, Db db, GuardPolicies policies, TimeProvider clock, CancellationToken ct)
    {
        var fields = new Fields();
        var choice = GuardFields.Read(fields, body.Value);
        fields.Refuse();
        return db.Write(async session =>
        {
            await GuardPolicies.Choose(session, caller.AccountId, choice, clock.GetUtcNow());
            return Answer.Ok(GuardView.Of(policies.Over(choice), policies.Limits));
        }, ct);
    }
}
