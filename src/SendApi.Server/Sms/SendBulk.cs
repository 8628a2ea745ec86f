using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Sms;

/// <summary>POST /v1/sms/send-bulk: one text to up to 10,000 recipients. The batch is durable before its rows are judged, each on its own.</summary>
public static class SendBulk
{
    public sealed record Request : TextRequest
    {
        public List<BulkRecipient?>? Recipients { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/sms/send-bulk", Handle)
        .Needs(Scopes.SmsWrite)
        .Refuses(Errors.InvalidRequest, Errors.InvalidSender, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(BulkDocs.Send);

    private static Task<Answer> Handle(Body<Request> body, Caller caller, HttpContext http, Db db, BulkSendTools tools) =>
        tools.Send.Idempotency.Begin(http, caller, body, async take =>
        {
            var now = tools.Send.Clock.GetUtcNow();
            var order = BulkOrder.Parse(body.Value, tools.Send.Urls, now);
            var lease = BatchLease.New(now);
            var batch = New(caller, order, IdempotencyKey.Read(http.Request), lease, now);
            await db.Write(async session =>
            {
                await BatchRows.Add(session, batch, ApiJson.Text(order));
                await take(session);
                return true;
            }, http.RequestAborted);
            return await TakeIn(batch, order, lease, db, tools);
        });

    /// <summary>From here on the batch is answered for: should the store go away, a worker goes on when it is back.</summary>
    private static async Task<Answer> TakeIn(BatchRow batch, BulkOrder order, BatchLease lease, Db db, BulkSendTools tools)
    {
        try
        {
            // Not ended by the caller who hangs up: what he asked for is stored, and somebody has to do it.
            await tools.Run.Go(batch, order, lease, tools.Options.Value.AnswerAfter, CancellationToken.None);
            return await db.Read(async s => await BatchAnswer.Of(s, await BatchRows.Find(s, batch.AccountId, batch.IsTest, batch.Id) ?? batch), CancellationToken.None);
        }
        catch (Exception fault) when (fault is StoreUnavailable or StoreInDoubt)
        {
            return BatchAnswer.Begun(batch);
        }
    }

    private static BatchRow New(Caller caller, BulkOrder order, string? idempotencyKey, BatchLease lease, DateTimeOffset now) => new()
    {
        AccountId = caller.AccountId,
        IsTest = caller.World,
        Id = Ids.New(Ids.Batch, now),
        KeyId = caller.KeyId,
        Status = (long)BatchStatus.Processing,
        Total = order.Recipients.Count,
        IdempotencyKey = idempotencyKey,
        CreatedAt = now.ToMicros(),
        LeaseToken = lease.Token,
        LeaseUntil = lease.UntilMicros,
    };
}

/// <summary>What a bulk send needs beside the store.</summary>
public sealed record BulkSendTools(SendTools Send, BatchRun Run, IOptions<BulkOptions> Options);

/// <summary>The settings of bulk sends, section "Bulk".</summary>
public sealed class BulkOptions
{
    /// <summary>How long a request waits for its rows to be judged; then it is answered with what is known, and a worker goes on.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan AnswerAfter { get; init; } = TimeSpan.FromSeconds(25);
}
