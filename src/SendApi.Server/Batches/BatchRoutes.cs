using System.Text.Json.Serialization;
using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Batches;

/// <summary>All operations of batches: what became of bulk sends.</summary>
public static class BatchRoutes
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        ListBatches.Map(v1);
        GetBatch.Map(v1);
        ListRejections.Map(v1);
        CancelBatch.Map(v1);
    }

    /// <summary>The batch that a path names, or 4044.</summary>
    public static async Task<BatchRow> Find(Session session, Caller caller, string id, bool isLocked = false)
    {
        var batch = !Ids.IsId(Ids.Batch, id) ? null
            : isLocked ? await BatchRows.Lock(session, caller.AccountId, caller.World, id)
            : await BatchRows.Find(session, caller.AccountId, caller.World, id);
        return batch ?? throw new Refusal(Errors.NotFound, $"No batch '{Shown.Cut(id)}' exists in this account.", "id");
    }
}

/// <summary>The source-generated JSON types of the batches slice.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BatchView))]
internal sealed partial class BatchesJson : JsonSerializerContext;
