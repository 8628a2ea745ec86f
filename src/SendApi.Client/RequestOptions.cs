namespace SendApi.Client;

/// <summary>What a single call that changes something may be told beside its request.</summary>
public sealed record RequestOptions
{
    /// <summary>
    /// A name of your own for this call, 1 to 255 visible ASCII characters, such as <c>order-1001-shipped</c>. The server does what it names once within 24 hours:
    /// a repetition, also from another process, gets the first answer again. Without one the client makes a fresh one a call and keeps it over its own repetitions.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    internal string? Key() => IdempotencyKey is null || (IdempotencyKey.Length is >= 1 and <= 255 && !IdempotencyKey.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        ? IdempotencyKey
        : throw new ArgumentException("IdempotencyKey must be 1 to 255 visible ASCII characters.");
}
