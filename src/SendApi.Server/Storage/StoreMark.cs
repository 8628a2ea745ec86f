using System.Data.Common;

namespace SendApi.Server.Storage;

/// <summary>What a store says of itself when it may not be used. Each connection looks for it when it is opened.</summary>
/// <param name="MoveId">The same on both sides of a move.</param>
/// <param name="Told">Where the rows come from or go to, for people.</param>
public sealed record StoreMark(string Name, string MoveId, string Told)
{
    public const string Filling = "filling", Leaving = "leaving", Left = "left";

    private const string Columns = "SELECT name, move_id AS moveid, told FROM store_marks";

    /// <summary>What an operator has to know of it.</summary>
    public string Sentence => Name switch
    {
        Filling => $"This store is not whole: it is being filled from {Told}. Run the same command again to finish that.",
        Leaving => $"This store is being moved to {Told}. Run the same migrate-store again to finish that, or go on with this store after sendapi migrate-store --from … --release.",
        _ => $"This store was moved to {Told}. Start with that one; to go back to this one, take its mark off with sendapi migrate-store --from … --release.",
    };

    public static Task<StoreMark?> Find(Session session) => session.First<StoreMark>(Columns);

    public static async Task Remove(Session session) => await session.Execute("DELETE FROM store_marks");

    /// <summary>Puts this mark on the store in place of another.</summary>
    public async Task Put(Session session, DateTimeOffset now)
    {
        await Remove(session);
        await session.Execute("INSERT INTO store_marks (name, move_id, told, at) VALUES (@Name, @MoveId, @Told, @at)", new { Name, MoveId, Told, at = now.ToMicros() });
    }

    /// <summary>Refuses a connection to a store that is marked.</summary>
    internal static void Heed(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Columns;
        using var reader = command.ExecuteReader();
        if (reader.Read())
            throw Read(reader);
    }

    /// <summary>The same without blocking.</summary>
    internal static async Task Heed(DbConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Columns;
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (await reader.ReadAsync(ct))
            throw Read(reader);
    }

    private static StoreMarked Read(DbDataReader row) => new(new StoreMark(row.GetString(0), row.GetString(1), row.GetString(2)).Sentence);
}
