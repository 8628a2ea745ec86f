using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Http;

namespace SendApi.Server.Batches;

/// <summary>POST /v1/batches/{id}/cancellation: takes no more rows in, and takes back every message of the batch that has not left.</summary>
public static class CancelBatch
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/batches/{id}/cancellation", Handle)
        .NeedsEither(Scopes.SmsWrite, Scopes.WhatsAppWrite)
        .Refuses(Errors.NotFound, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.Overloaded)
        .Describes(BatchDocs.Cancel);

    private static Task<Answer> Handle(string id, Caller caller, HttpContext http, Idempotency idempotency, TimeProvider clock) =>
        idempotency.Write(http, caller, async session =>
        {
            var batch = await BatchRoutes.Find(session, caller, id, BatchRoutes.Write, isLocked: true);
            if (batch.State is BatchStatus.Canceling or BatchStatus.Canceled)
                throw new Refusal(Errors.Conflict, $"The batch is {batch.State.Name()} already.", "id");
            if (batch.State == BatchStatus.Queued && !await BatchRows.Waits(session, batch))
                throw new Refusal(Errors.Conflict, "Every message of the batch has left, so nothing of it can be canceled.", "id");
            return Answer.Ok(await GetBatch.Whole(session, await BatchIntake.Cancel(session, batch, clock.GetUtcNow())));
        });
}
