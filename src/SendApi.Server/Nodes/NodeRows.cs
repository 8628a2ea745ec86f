using SendApi.Server.Storage;

namespace SendApi.Server.Nodes;

/// <summary>The nodes in the store.</summary>
public static class NodeRows
{
    /// <summary>Who tells nothing of himself for so long is taken for lost.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    /// <summary>How long a lost node is remembered, for the operator who looks for it.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    /// <summary>Tells what a node is doing now, as a new one when it is not known or was forgotten. What the operator wants of it stays.</summary>
    public static Task<int> Tell(Session session, NodeRow node) => session.Execute("""
        INSERT INTO nodes (id, name, version, roles, state, under_way, links, carriers, started_at, seen_at)
        VALUES (@Id, @Name, @Version, @Roles, @State, @UnderWay, @Links, @Carriers, @StartedAt, @SeenAt)
        ON CONFLICT (id) DO UPDATE SET state = excluded.state, under_way = excluded.under_way, links = excluded.links, carriers = excluded.carriers, seen_at = excluded.seen_at
        """, node);

    /// <summary>All nodes, the oldest first.</summary>
    public static Task<List<NodeRow>> List(Session session) =>
        session.Query<NodeRow>("SELECT id, name, version, roles, state, under_way, links, carriers, started_at, seen_at, drain_since FROM nodes ORDER BY id");

    /// <summary>Asks a node to become empty, or with null to take work again.</summary>
    public static Task<int> Drain(Session session, string id, DateTimeOffset? since) =>
        session.Execute("UPDATE nodes SET drain_since = @since WHERE id = @id", new { id, since = since?.ToMicros() });

    public static Task<int> Remove(Session session, string id) => session.Execute("DELETE FROM nodes WHERE id = @id", new { id });

    /// <summary>Forgets who has been lost for long.</summary>
    public static Task<int> Forget(Session session, DateTimeOffset now) =>
        session.Execute("DELETE FROM nodes WHERE seen_at < @oldest", new { oldest = (now - Remembered).ToMicros() });
}
