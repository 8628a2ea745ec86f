using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Suppressions;

/// <summary>DELETE /v1/suppressions/{id}: takes an entry off the list; the address may be written to again at once.</summary>
public static class RemoveSuppression
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapDelete("/suppressions/{id}", Handle)
        .Needs(Scopes.SuppressionsWrite)
        .Refuses(Errors.NotFound, Errors.Overloaded)
        .Describes(SuppressionDocs.Remove);

    private static async Task<Answer> Handle(string id, Caller caller, Db db, CancellationToken ct) =>
        Ids.IsId(Ids.Suppression, id) && await db.Write(s => SuppressionRows.Remove(s, SuppressionList.Of(caller), id), ct)
            ? Answer.Deleted(id)
            : throw GetSuppression.Missing(id);
}
