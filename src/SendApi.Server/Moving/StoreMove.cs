using SendApi.Core;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Moving;

/// <summary>What was moved. Difference: what the audit of the ledger found, which was so in the old store already.</summary>
public sealed record Moved(int Tables, long Rows, string? Difference);

/// <summary>Copies a whole store into an empty one, of either engine. Both are marked meanwhile so that nobody uses them; the old one stays marked, so that nobody starts it by mistake.</summary>
public sealed class StoreMove(Db source, Db target, TimeProvider clock, Action<string, long> tell)
{
    /// <summary>Runs the move, or the rest of one that was interrupted.</summary>
    public async Task<Moved> Run(CancellationToken ct)
    {
        if (source.Dialect.Name == target.Dialect.Name)
            throw new MovingFault($"Both places are {source.Dialect.Name}.");

        var tables = await Tables(ct);
        var id = await Begin(ct);
        var filling = new Filling(target, tables, tell);
        if (!await filling.IsVerified(ct))
            await Copy(filling, ct);

        var report = await target.Snapshot(s => Audit.Run(s, r => tell("ledger_entries, added up", r.Entries)), ct);
        // First the old one is given up: at no moment can both be used.
        await MarkLeft(id, ct);
        var rows = await filling.Rows(ct);
        await filling.Finish(ct);
        return new(tables.Count, rows, report.Difference);
    }

    /// <summary>Takes the mark off a store that was moved away or is being moved: it can be used again. A move that is still under way finds that out before its end.</summary>
    public static Task<StoreMark> Release(Db store, CancellationToken ct) => store.Write(async session =>
    {
        var mark = await StoreMark.Find(session) ?? throw new MovingFault($"{store.Dialect.Name} carries no mark.");
        if (mark.Name == StoreMark.Filling)
            throw new MovingFault(mark.Sentence);
        await StoreMark.Remove(session);
        return mark;
    }, ct);

    /// <summary>The tables of the new store with the columns that the old one has.</summary>
    private async Task<List<Table>> Tables(CancellationToken ct)
    {
        var (old, schema) = await source.Read(async s => (await Table.All(s), await Manifest.SchemaOf(s)), ct);
        var (own, known) = await target.Read(async s => (await Table.All(s), await Manifest.SchemaOf(s)), ct);
        Manifest.RefuseNewer(schema, known, source.Dialect.Name);
        return old.ConvertAll(t => own.Single(o => o.Name == t.Name).With([.. t.Columns.Select(c => c.Name)]));
    }

    /// <summary>Marks both stores, the old one first; when the new one cannot be had, the old one is as it was. The answer is the id of the move.</summary>
    private async Task<string> Begin(CancellationToken ct)
    {
        var (id, isNew) = (Ids.New("move_", clock.GetUtcNow()), false);
        await source.Alone(async session =>
        {
            var found = await StoreMark.Find(session);
            if (found is not null && (found.Name == StoreMark.Filling || found.Told != target.Dialect.Name))
                throw new MovingFault($"{source.Dialect.Name} cannot be moved to {target.Dialect.Name}. {found.Sentence}");

            (id, isNew) = (found?.MoveId ?? id, found is null);
            if (isNew)
                await new StoreMark(StoreMark.Leaving, id, target.Dialect.Name).Put(session, clock.GetUtcNow());
        }, session => isNew ? StoreMark.Remove(session) : Task.CompletedTask, ct);

        try
        {
            await Filling.Begin(target, new(StoreMark.Filling, id, source.Dialect.Name), clock.GetUtcNow(), ct);
        }
        catch (Exception fault) when (isNew && fault is MovingFault or StoreInUse)
        {
            await Release(source, CancellationToken.None); // The fault is told, and nothing is left of this attempt.
            throw;
        }

        return id;
    }

    private Task<bool> Copy(Filling filling, CancellationToken ct) => source.Read(async session =>
    {
        await filling.Copy((table, copied) => RowPages.Read(session, table, copied.Key(table)), ct);
        await filling.Verify(table => RowPages.Sum(session, table, (_, rows) =>
        {
            tell($"{table.Name}, in the old store", rows);
            return Task.CompletedTask;
        }), ct);
        return true;
    }, ct);

    private Task<bool> MarkLeft(string id, CancellationToken ct) => source.Write(async session =>
    {
        if ((await StoreMark.Find(session))?.MoveId != id)
            throw new MovingFault($"The mark of {source.Dialect.Name} was taken off meanwhile, so it may have been written to. Begin again with an empty store.");
        await new StoreMark(StoreMark.Left, id, target.Dialect.Name).Put(session, clock.GetUtcNow());
        return true;
    }, ct);
}
