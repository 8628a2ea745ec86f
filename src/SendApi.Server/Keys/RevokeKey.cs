using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Keys;

/// <summary>DELETE /v1/api-keys/{id}: revokes a key for good, in force within a second. A key may revoke itself.</summary>
public static class RevokeKey
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapDelete("/api-keys/{id}", Handle)
        .Needs(Scopes.Admin)
        .OpenToInactive()
        .Refuses(Errors.NotFound, Errors.Overloaded)
        .Describes(KeyDocs.Revoke);

    private static async Task<Answer> Handle(string id, Caller caller, Db db, TimeProvider clock, CancellationToken ct) => await db.Write(async session =>
    {
        var key = await GetKey.Find(session, caller, id);
        await KeyRows.Revoke(session, key.Id, clock.GetUtcNow());
        return Answer.Deleted(key.Id);
    }, ct);
}
