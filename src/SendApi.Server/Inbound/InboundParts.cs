using System.Runtime.InteropServices;
using SendApi.Core.Sending;
using SendApi.Server.Storage;

namespace SendApi.Server.Inbound;

/// <summary>Gathers the parts of long texts, which come in any order, over any link and on any node, and puts each together once.</summary>
public static class InboundParts
{
    private const string Columns = "id, provider, sender, recipient, reference, total, is_test, begun_at, done_at";

    /// <summary>Takes a part. The answer is the text that it completes, or one that it shows to be over because its reference is used anew; null where there is none. A part that came before is dropped.</summary>
    public static async Task<WholeText?> Take(Session session, ReceivedText received, InboundPart part)
    {
        var set = await Lock(session, received, part);
        var content = Sealed(received.Text.Content);
        var there = await session.First<string>("SELECT content FROM inbound_parts WHERE set_id = @Id AND number = @Number", new { set.Id, part.Number });
        if (there == content)
            return null;

        WholeText? over = null;
        // Phones count their long texts up to 255 and begin anew: another content under the same number is of another text.
        if (there is not null || set.DoneAt is not null)
        {
            over = set.DoneAt is null ? await Whole(session, set) : null;
            set = await BeginAnew(session, set, received);
        }

        await session.Execute("INSERT INTO inbound_parts (set_id, number, content) VALUES (@Id, @Number, @content)", new { set.Id, part.Number, content });
        if (await session.Number("SELECT COUNT(*) FROM inbound_parts WHERE set_id = @Id", new { set.Id }) < part.Total)
            return over;

        await session.Execute("UPDATE inbound_sets SET done_at = @at WHERE id = @Id AND done_at IS NULL", new { set.Id, at = received.At.ToMicros() });
        return await Whole(session, set);
    }

    /// <summary>The sets that were begun before a time and still miss a part.</summary>
    public static Task<List<string>> Unfinished(Session session, DateTimeOffset before, int most) => session.Query<string>("""
        SELECT id
        FROM inbound_sets
        WHERE done_at IS NULL AND begun_at <= @before
        ORDER BY begun_at
        LIMIT @most
        """, new { before = before.ToMicros(), most });

    /// <summary>Ends a set that misses parts; the answer is the text of those that are there, or null when it was ended meanwhile.</summary>
    public static async Task<WholeText?> GiveUp(Session session, string id, DateTimeOffset now)
    {
        var set = await session.First<SetRow>($"UPDATE inbound_sets SET done_at = @now WHERE id = @id AND done_at IS NULL RETURNING {Columns}", new { id, now = now.ToMicros() });
        return set is null ? null : await Whole(session, set);
    }

    /// <summary>Forgets sets that were ended before a time; the answer is how many.</summary>
    public static async Task<int> Forget(Session session, DateTimeOffset before, int most)
    {
        var ids = await session.Query<string>("SELECT id FROM inbound_sets WHERE done_at IS NOT NULL AND done_at <= @before LIMIT @most", new { before = before.ToMicros(), most });
        if (ids.Count == 0)
            return 0;

        await session.Execute($"DELETE FROM inbound_parts WHERE {session.Dialect.In("set_id", "ids")}", new { ids = ids.ToArray() });
        return await session.Execute($"DELETE FROM inbound_sets WHERE {session.Dialect.In("id", "ids")}", new { ids = ids.ToArray() });
    }

    /// <summary>The set that the part belongs to, held until the transaction ends: another node with another part waits.</summary>
    private static async Task<SetRow> Lock(Session session, ReceivedText received, InboundPart part) => await session.First<SetRow>($"""
        INSERT INTO inbound_sets ({Columns})
        VALUES (@Id, @Provider, @sender, @recipient, @Reference, @Total, @World, @at, NULL)
        ON CONFLICT (provider, sender, recipient, reference, total) DO UPDATE SET is_test = excluded.is_test
        RETURNING {Columns}
        """, new
    {
        received.Id,
        received.Text.Provider,
        sender = InboundAddress.Of(received.Text.From),
        recipient = InboundAddress.Of(received.Text.To),
        part.Reference,
        part.Total,
        received.World,
        at = received.At.ToMicros(),
    }) ?? throw new InvalidOperationException("An upsert gave no row.");

    private static async Task<SetRow> BeginAnew(Session session, SetRow old, ReceivedText received)
    {
        await session.Execute("DELETE FROM inbound_parts WHERE set_id = @Id", new { old.Id });
        return await session.First<SetRow>($"UPDATE inbound_sets SET id = @id, begun_at = @at, done_at = NULL WHERE id = @old RETURNING {Columns}",
            new { id = received.Id, at = received.At.ToMicros(), old = old.Id }) ?? throw new InvalidOperationException("A set that was held is gone.");
    }

    private static async Task<WholeText> Whole(Session session, SetRow set)
    {
        var parts = await session.Query<string>("SELECT content FROM inbound_parts WHERE set_id = @Id ORDER BY number", new { set.Id });
        return new WholeText(set.Id, set.Provider, set.IsTest, set.Sender, set.Recipient, Times.FromMicros(set.BegunAt))
        {
            Content = InboundContent.Clean(string.Concat(parts.Select(Opened))),
            Parts = (int)set.Total,
            Missing = (int)set.Total - parts.Count,
        };
    }

    private static string Sealed(string content) => Convert.ToBase64String(MemoryMarshal.AsBytes(content.AsSpan()));

    private static string Opened(string stored) => new(MemoryMarshal.Cast<byte, char>(Convert.FromBase64String(stored)));

    private sealed class SetRow
    {
        public string Id { get; init; } = "";
        public string Provider { get; init; } = "";
        public string Sender { get; init; } = "";
        public string Recipient { get; init; } = "";
        public long Reference { get; init; }
        public long Total { get; init; }
        public long IsTest { get; init; }
        public long BegunAt { get; init; }
        public long? DoneAt { get; init; }
    }
}
