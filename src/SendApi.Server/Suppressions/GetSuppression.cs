using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Suppressions;

/// <summary>GET /v1/suppressions/{id}: one entry of the list.</summary>
public static class GetSuppression
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/suppressions/{id}", Handle).Needs(Scopes.SuppressionsRead).Refuses(Errors.NotFound).Describes(SuppressionDocs.Get);

    /// <summary>4044: an id of another account, of the other world, or of no form at all is the same to the caller.</summary>
    public static Refusal Missing(string id) => new(Errors.NotFound, $"No suppression '{Shown.Cut(id)}' exists in this account.", "id");

    private static async Task<Answer> Handle(string id, Caller caller, Db db, CancellationToken ct) => Answer.Ok(SuppressionView.Of(
        (Ids.IsId(Ids.Suppression, id) ? await db.Read(s => SuppressionRows.Find(s, SuppressionList.Of(caller), id), ct) : null) ?? throw Missing(id)));
}
