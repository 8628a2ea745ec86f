using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Events;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>A batch as the store keeps it.</summary>
public sealed record BatchRow
{
    public required string AccountId { get; init; }
    public required long IsTest { get; init; }
    public required string Id { get; init; }
    public required string KeyId { get; init; }

    /// <summary>The channel that its messages go by, as suppression lists name it.</summary>
    public string Channel { get; init; } = Channels.Sms;

    /// <summary>A <see cref="BatchStatus"/>.</summary>
    public required long Status { get; init; }

    public required long Total { get; init; }
    public long Accepted { get; init; }
    public long Rejected { get; init; }

    /// <summary>What the messages that were taken in cost together, in millionths.</summary>
    public long Cost { get; init; }

    /// <summary>The first row that was not judged yet.</summary>
    public long NextRow { get; init; }

    /// <summary>The Idempotency-Key that it was sent with; its record gets the answer when all is judged.</summary>
    public string? IdempotencyKey { get; init; }

    public required long CreatedAt { get; init; }
    public long? FinishedAt { get; init; }
    public string? LeaseToken { get; init; }
    public long LeaseUntil { get; init; }

    public BatchStatus State => (BatchStatus)Status;
}

/// <summary>A row of a batch that was not taken in, and why.</summary>
public sealed record BatchRejection
{
    /// <summary>So much is kept of a recipient that is no number; a number is shorter.</summary>
    private const int LongestRecipient = 40;

    public required string BatchId { get; init; }

    /// <summary>Its place in the request, from 0.</summary>
    public required long RowIndex { get; init; }

    public required string Recipient { get; init; }
    public required long Code { get; init; }
    public required string Message { get; init; }

    public static BatchRejection Of(string batchId, int row, string? to, Refusal refusal) => new()
    {
        BatchId = batchId,
        RowIndex = row,
        Recipient = Kept(to ?? ""),
        Code = refusal.Code.Number,
        Message = refusal.Message.Replace('\0', ' '),
    };

    // A recipient may be any text, and no store keeps a null character.
    private static string Kept(string to) => (to.Length <= LongestRecipient ? to : to[..LongestRecipient] + "…").Replace('\0', ' ');
}

/// <summary>How the messages of a batch stand, and what was paid for them.</summary>
/// <param name="Cost">What providers took, in millionths.</param>
public sealed record BatchCounts(IReadOnlyDictionary<MessageStatus, long> Messages, long Cost);

/// <summary>The right to go on with a batch until a time.</summary>
public sealed record BatchLease(string Token, DateTimeOffset Until)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    public static BatchLease New(DateTimeOffset now) => new(Ids.New("lease_", now), now + Length);

    public BatchLease Renewed(DateTimeOffset now) => this with { Until = now + Length };

    public long UntilMicros => Until.ToMicros();
}
