using System.Buffers;
using System.Text;
using SendApi.Server.Storage;

namespace SendApi.Server.Moving;

/// <summary>Fills an empty store with rows from elsewhere. Until it is done the store is marked, and nobody else can use it; begun again, it goes on where it stopped.</summary>
/// <param name="tables">What is copied: the tables of this store with the columns of the other.</param>
/// <param name="tell">Gets the table that is being filled and how many rows it has.</param>
internal sealed class Filling(Db db, IReadOnlyList<Table> tables, Action<string, long> tell)
{
    /// <summary>Stands among the tables when all rows were found to be there.</summary>
    private const string Verified = "(verified)";

    /// <summary>What a fresh store has rows in already; they give way to those that come.</summary>
    private static readonly string[] Seeded = ["plans"];

    /// <summary>Marks the store and takes it for this filling, or goes on with one that was begun. Refuses a store that is used or that has rows.</summary>
    public static Task Begin(Db db, StoreMark mark, DateTimeOffset now, CancellationToken ct)
    {
        var isNew = false;
        return db.Alone(async session =>
        {
            if (await StoreMark.Find(session) is { } found)
            {
                if (found.Name != StoreMark.Filling || found.MoveId != mark.MoveId)
                    throw new MovingFault($"{db.Dialect.Name} cannot be filled from {mark.Told}. {found.Sentence}");
                return;
            }

            await RefuseRows(session, db.Dialect.Name);
            await mark.Put(session, now);
            isNew = true;
        }, session => isNew ? StoreMark.Remove(session) : Task.CompletedTask, ct);
    }

    /// <summary>Whether all rows are there and were compared.</summary>
    public async Task<bool> IsVerified(CancellationToken ct) => await db.Read(session => Progress(session, Verified), ct) is not null;

    /// <summary>How many rows were copied in all.</summary>
    public async Task<long> Rows(CancellationToken ct) => (await db.Read(s => s.Query<long>("SELECT copied FROM store_moves"), ct)).Sum();

    /// <summary>Copies the rows of each table that are not there yet.</summary>
    /// <param name="pages">The rows of a table after so many and after this key.</param>
    public async Task Copy(Func<Table, Copied, IAsyncEnumerable<List<object?[]>>> pages, CancellationToken ct)
    {
        foreach (var table in tables)
        {
            var copied = await db.Read(s => Progress(s, table.Name), ct) ?? await Start(table, ct);
            var insert = Insert(table);
            await foreach (var page in pages(table, copied))
            {
                var (before, after) = (copied, Copied.After(copied.Rows + page.Count, table.KeyOf(page[^1])));
                await db.Write(async session =>
                {
                    await session.Run(insert, page);
                    await MoveOn(session, table.Name, before, after);
                    return true;
                }, ct);
                copied = after;
                tell(table.Name, copied.Rows);
            }
        }
    }

    /// <summary>Reads every table anew and compares its count and checksum with what they should be.</summary>
    public async Task Verify(Func<Table, Task<TableSum>> expected, CancellationToken ct)
    {
        foreach (var table in tables)
        {
            var wanted = await expected(table);
            var found = await db.Read(session => RowPages.Sum(session, table, (_, rows) =>
            {
                tell($"{table.Name}, read again", rows);
                return Task.CompletedTask;
            }), ct);
            if (found != wanted)
                throw new MovingFault($"The table {table.Name} is not the same: {Core.Shown.Count(found.Rows)} rows with the checksum {found.Sha256} are there, {Core.Shown.Count(wanted.Rows)} with {wanted.Sha256} should be. Begin again with an empty store.");
        }

        await db.Write(session => Put(session, Verified, Copied.Nothing), ct);
    }

    /// <summary>Takes the mark off: from here on the store can be used.</summary>
    public Task Finish(CancellationToken ct) => db.Write(async session =>
    {
        foreach (var table in tables)
            await session.Dialect.GoOn(session, table);
        await session.Execute("DELETE FROM store_moves");
        await StoreMark.Remove(session);
        return true;
    }, ct);

    private static async Task RefuseRows(Session session, string store)
    {
        foreach (var table in await Table.All(session))
            if (!Seeded.Contains(table.Name) && (await session.Query<long>($"SELECT 1 FROM {table.Name} LIMIT 1")).Count > 0)
                throw new MovingFault($"{store} is not empty: its table {table.Name} has rows. Give a store that nothing was written to yet.");
    }

    private static Bulk<object?[]> Insert(Table table)
    {
        var columns = string.Join(", ", table.Columns.Select(c => c.Name));
        var into = $"INSERT INTO {table.Name} ({columns})";
        return new($"{into} VALUES ({string.Join(", ", table.Columns.Select(c => "@" + c.Name))})", $"{into} OVERRIDING SYSTEM VALUE SELECT {columns} FROM v",
            [.. table.Columns.Select((c, i) => c.IsNumber ? new BulkColumn<object?[]>(c.Name, Number: row => (long?)row[i]) : new BulkColumn<object?[]>(c.Name, row => (string?)row[i]))]);
    }

    private static async Task<Copied?> Progress(Session session, string table) =>
        await session.First<CopiedRow>("SELECT copied, last_key FROM store_moves WHERE table_name = @table", new { table }) is { } row ? new(row.Copied, row.LastKey) : null;

    private static async Task<Copied> Put(Session session, string table, Copied copied)
    {
        await session.Execute("INSERT INTO store_moves (table_name, copied, last_key) VALUES (@table, @Rows, @LastKey)", new { table, copied.Rows, copied.LastKey });
        return copied;
    }

    /// <summary>Two that fill one store at once would copy rows twice; the second finds that the first was there.</summary>
    private static async Task MoveOn(Session session, string table, Copied before, Copied after)
    {
        var moved = await session.Execute("""
            UPDATE store_moves SET copied = @Rows, last_key = @LastKey WHERE table_name = @table AND copied = @already
            """, new { table, after.Rows, after.LastKey, already = before.Rows });
        if (moved == 0)
            throw new MovingFault("Another process is filling this store too. Let one of them end.");
    }

    private Task<Copied> Start(Table table, CancellationToken ct) => db.Write(async session =>
    {
        if (Seeded.Contains(table.Name))
            await session.Execute($"DELETE FROM {table.Name}");
        return await Put(session, table.Name, Copied.Nothing);
    }, ct);

    private sealed class CopiedRow
    {
        public long Copied { get; init; }
        public string LastKey { get; init; } = "";
    }
}

/// <summary>How far a table has come: its rows, and the key of the last one as a line of text.</summary>
internal sealed record Copied(long Rows, string LastKey)
{
    public static readonly Copied Nothing = new(0, "");

    public static Copied After(long rows, IReadOnlyList<object> key)
    {
        var line = new ArrayBufferWriter<byte>();
        RowText.Write(line, key);
        return new(rows, Encoding.UTF8.GetString(line.WrittenSpan));
    }

    /// <summary>The key in the table that it is of, or null before the first row.</summary>
    public IReadOnlyList<object>? Key(Table table) =>
        Rows == 0 ? null : [.. RowText.Read(Encoding.UTF8.GetBytes(LastKey), [.. table.Key.Select(k => table.Columns[k])]).Select(v => v ?? throw new InvalidDataException("A key is null."))];
}
