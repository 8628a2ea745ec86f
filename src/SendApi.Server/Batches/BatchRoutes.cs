using System.Text.Json.Serialization;
using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Batches;

/// <summary>All operations of batches: what became of bulk sends.</summary>
public static class BatchRoutes
{
    /// <summary>What a key needs to look at a batch, and to change it.</summary>
    public static readonly (string Sms, string WhatsApp) Read = (Scopes.SmsRead, Scopes.WhatsAppRead), Write = (Scopes.SmsWrite, Scopes.WhatsAppWrite);

    public static void Map(IEndpointRouteBuilder v1)
    {
        ListBatches.Map(v1);
        GetBatch.Map(v1);
        ListRejections.Map(v1);
        CancelBatch.Map(v1);
    }

    /// <summary>The batch that a path names, or 4044; 4030 where the key has no scope of its channel.</summary>
    /// <param name="scopes">What a key needs, for texts and for WhatsApp.</param>
    public static async Task<BatchRow> Find(Session session, Caller caller, string id, (string Sms, string WhatsApp) scopes, bool isLocked = false)
    {
        var batch = !Ids.IsId(Ids.Batch, id) ? null
            : isLocked ? await BatchRows.Lock(session, caller.AccountId, caller.World, id)
            : await BatchRows.Find(session, caller.AccountId, caller.World, id);
        if (batch is null)
            throw new Refusal(Errors.NotFound, $"No batch '{Shown.Cut(id)}' exists in this account.", "id");
        var scope = new RequiredScope(batch.Channel == Channels.WhatsApp ? scopes.WhatsApp : scopes.Sms);
        return scope.IsGranted(caller.Scopes) ? batch : throw scope.Refuse();
    }
}

/// <summary>The source-generated JSON types of the batches slice.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BatchView))]
internal sealed partial class BatchesJson : JsonSerializerContext;
