using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>A group that a session's phone is in, as the store keeps it. Who is in it only the gateway knows.</summary>
public sealed record GroupRow
{
    public required string AccountId { get; init; }
    public required long IsTest { get; init; }
    public required string Id { get; init; }
    public required string SessionId { get; init; }

    /// <summary>The gateway's own id.</summary>
    public required string ProviderId { get; init; }
    public required string Name { get; init; }

    /// <summary>1 where the phone was not in it when it was last looked for.</summary>
    public long IsGone { get; init; }
    public required long CreatedAt { get; init; }

    /// <summary>A group that a gateway told of.</summary>
    public static GroupRow Of(SessionRow session, GatewayGroup group, DateTimeOffset now) => new()
    {
        AccountId = session.AccountId,
        IsTest = session.IsTest,
        Id = Ids.New(Ids.Group, now),
        SessionId = session.Id,
        ProviderId = group.Id,
        Name = group.Name,
        CreatedAt = now.ToMicros(),
    };
}

/// <summary>The groups in the store.</summary>
public static class GroupRows
{
    private const string Columns = "account_id, is_test, id, session_id, provider_id, name, is_gone, created_at";

    // One that was gone, or has another name by now, keeps its id.
    private static readonly Bulk<GroupRow> Put = Bulk<GroupRow>.Insert("whatsapp_groups", "ON CONFLICT (session_id, provider_id) DO UPDATE SET name = excluded.name, is_gone = 0",
        new("account_id", r => r.AccountId), new("is_test", Number: r => r.IsTest), new("id", r => r.Id), new("session_id", r => r.SessionId),
        new("provider_id", r => r.ProviderId), new("name", r => r.Name), new("is_gone", Number: r => r.IsGone), new("created_at", Number: r => r.CreatedAt));

    /// <summary>Keeps a group and answers it as it is kept: under its old id where it was known.</summary>
    public static async Task<GroupRow> Keep(Session session, GroupRow row)
    {
        await session.Run(Put, [row]);
        return await session.First<GroupRow>($"SELECT {Columns} FROM whatsapp_groups WHERE session_id = @SessionId AND provider_id = @ProviderId", new { row.SessionId, row.ProviderId }) ?? row;
    }

    /// <summary>The group of a path, or 4044: one of another account or of the other world, and one that the phone is not in, are the same to the caller as none.</summary>
    public static async Task<GroupRow> Find(Session session, Caller caller, string id) =>
        (Ids.IsId(Ids.Group, id)
            ? await session.First<GroupRow>($"SELECT {Columns} FROM whatsapp_groups WHERE account_id = @AccountId AND is_test = @World AND id = @id AND is_gone = 0", new { caller.AccountId, caller.World, id })
            : null)
        ?? throw NotFound(id);

    public static Refusal NotFound(string id) => new(Errors.NotFound, $"No WhatsApp group '{Shown.Cut(id)}' exists in this account.", "id");

    /// <summary>A page of a session's groups, the newest known first.</summary>
    public static Task<List<GroupRow>> List(Session session, SessionRow whose, string? cursor, (int Skip, int Take) page) => session.Query<GroupRow>($"""
        SELECT {Columns}
        FROM whatsapp_groups
        WHERE session_id = @Id AND is_gone = 0 AND id < @before
        ORDER BY id DESC
        LIMIT @take OFFSET @skip
        """, new { whose.Id, before = cursor ?? Ids.Group + "~", skip = page.Skip, take = page.Take });

    public static Task<long> Count(Session session, SessionRow whose) => session.Number("SELECT COUNT(*) FROM whatsapp_groups WHERE session_id = @Id AND is_gone = 0", new { whose.Id });

    /// <summary>The phone is not in it any more.</summary>
    public static Task Lose(Session session, GroupRow row) =>
        session.Execute("UPDATE whatsapp_groups SET is_gone = 1 WHERE account_id = @AccountId AND is_test = @IsTest AND id = @Id", new { row.AccountId, row.IsTest, row.Id });

    /// <summary>Brings the store up to what the gateway told: writes only what differs.</summary>
    /// <param name="isWhole">Whether these are all groups there were at <paramref name="asOf"/>: then the others are gone.</param>
    public static async Task Synchronise(Session session, SessionRow whose, IReadOnlyList<GatewayGroup> told, bool isWhole, DateTimeOffset asOf)
    {
        var known = (await session.Query<GroupRow>($"SELECT {Columns} FROM whatsapp_groups WHERE session_id = @Id", new { whose.Id })).ToDictionary(g => g.ProviderId);
        var byId = told.DistinctBy(g => g.Id).ToDictionary(g => g.Id);
        await session.Run(Put, [.. byId.Values.Where(g => known.GetValueOrDefault(g.Id) is not { IsGone: 0 } row || row.Name != g.Name).Select(g => GroupRow.Of(whose, g, asOf))]);
        // One that was made meanwhile is not among them yet.
        var gone = known.Values.Where(r => isWhole && r.IsGone == 0 && r.CreatedAt < asOf.ToMicros() && !byId.ContainsKey(r.ProviderId)).Select(r => r.Id).ToArray();
        if (gone.Length > 0)
            await session.Execute($"UPDATE whatsapp_groups SET is_gone = 1 WHERE session_id = @Id AND {session.Dialect.In("id", "gone")}", new { whose.Id, gone });
    }
}
