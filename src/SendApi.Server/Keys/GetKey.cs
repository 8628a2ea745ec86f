using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Keys;

/// <summary>GET /v1/api-keys/{id}: one key, without its text.</summary>
public static class GetKey
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/api-keys/{id}", Handle).Needs(Scopes.Admin).Refuses(Errors.NotFound).Describes(KeyDocs.Get);

    /// <summary>The key, or 4044: one of another account, and for a test key a live one, is the same to the caller as one that does not exist.</summary>
    public static async Task<KeyRow> Find(Session session, Caller caller, string id) =>
        (Ids.IsId(Ids.Key, id) ? await KeyRows.Find(session, caller, id) : null)
        ?? throw new Refusal(Errors.NotFound, $"No API key '{Shown.Cut(id)}' exists in this account.", "id");

    private static async Task<Answer> Handle(string id, Caller caller, Db db, TimeProvider clock, CancellationToken ct) =>
        Answer.Ok(KeyView.Of(await db.Read(s => Find(s, caller, id), ct), clock.GetUtcNow()));
}
