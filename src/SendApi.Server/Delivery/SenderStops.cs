using SendApi.Core.Sending;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>That a person wrote STOP to a sender of an account.</summary>
/// <param name="Sender">As <see cref="InboundAddress"/> spells it.</param>
public sealed record SenderStop(string AccountId, long World, string Address, string Sender);

/// <summary>Who wrote STOP to whom. The intake judges by it in its own transaction; what waits already is taken back.</summary>
public static class SenderStops
{
    /// <summary>Of what waits for one person, so many are taken back with a STOP; whoever has more waiting is no person.</summary>
    private const int MostTakenBack = 500;

    /// <summary>Nothing more from this sender, also nothing that waits. A stop that is there already keeps its time.</summary>
    public static async Task Add(Session session, SenderStop stop, DateTimeOffset now)
    {
        await session.Execute("""
            INSERT INTO sender_stops (account_id, is_test, address, sender, created_at)
            VALUES (@AccountId, @World, @Address, @Sender, @at)
            ON CONFLICT DO NOTHING
            """, new { stop.AccountId, stop.World, stop.Address, stop.Sender, at = now.ToMicros() });

        var waiting = await session.Query<WaitingRow>("""
            SELECT m.id, m.sender
            FROM messages m
            JOIN outbox o ON o.message_id = m.id
            WHERE m.recipient = @Address AND m.account_id = @AccountId AND m.is_test = @World AND o.lease_token IS NULL
            ORDER BY m.id DESC
            LIMIT @most
            """, new { stop.Address, stop.AccountId, stop.World, most = MostTakenBack });
        var stopped = waiting.Where(m => IsFrom(stop.Sender, m.Sender)).Select(m => new MessageKey(stop.AccountId, stop.World, m.Id)).ToList();
        await MessageRows.TakeBack(session, stopped, now, "the recipient wrote STOP");
    }

    /// <summary>Whether the recipient wrote STOP to the sender after the message was accepted: it was under way then, and could not be taken back.</summary>
    /// <remarks>Whoever had stopped before was refused then, unless the message is the answer to that STOP.</remarks>
    public static async Task<bool> CameAfter(Session session, MessageRow message)
    {
        var stopped = await session.Query<string>("""
            SELECT sender
            FROM sender_stops
            WHERE account_id = @AccountId AND is_test = @IsTest AND address = @Recipient AND created_at > @CreatedAt
            """, new { message.AccountId, message.IsTest, message.Recipient, message.CreatedAt });
        return stopped.Exists(s => IsFrom(s, message.Sender));
    }

    /// <summary>The person wrote START: texts from this sender may go out again.</summary>
    public static Task Lift(Session session, SenderStop stop) => session.Execute("""
        DELETE FROM sender_stops
        WHERE account_id = @AccountId AND is_test = @World AND address = @Address AND sender = @Sender
        """, stop);

    /// <summary>Whether a message with this sender counts as from the one that was stopped. Without a sender the carrier chooses one, which may be that.</summary>
    public static bool IsFrom(string stopped, string? sender) => sender is null || InboundAddress.Of(sender) == stopped;

    private sealed class WaitingRow
    {
        public string Id { get; init; } = "";
        public string? Sender { get; init; }
    }
}
