using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Batches;

/// <summary>GET /v1/batches/{id}: how far a batch is, and how its messages stand.</summary>
public static class GetBatch
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/batches/{id}", Handle).NeedsEither(Scopes.SmsRead, Scopes.WhatsAppRead).Refuses(Errors.NotFound).Describes(BatchDocs.Get);

    /// <summary>The batch with the counts of its messages.</summary>
    public static async Task<BatchView> Whole(Session session, BatchRow batch) => BatchView.Of(batch).With(await BatchRows.Counts(session, batch));

    private static Task<Answer> Handle(string id, Caller caller, Db db, CancellationToken ct) =>
        db.Read(async session => Answer.Ok(await Whole(session, await BatchRoutes.Find(session, caller, id, BatchRoutes.Read))), ct);
}
