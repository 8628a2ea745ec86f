using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Moving;

/// <summary>What was restored. Difference: what the audit of the ledger found, which was so in the backup already.</summary>
public sealed record Restored(Manifest Manifest, long Uncertain, string? Difference);

/// <summary>Fills an empty store from a backup. Interrupted, it goes on where it stopped; nobody can use the store before it is whole.</summary>
public sealed class Restore(Db db, TimeProvider clock, Action<string, long> tell)
{
    /// <param name="sendWaiting">Sends what was due meanwhile, although it may have been sent after the backup was taken.</param>
    public async Task<Restored> Run(string path, bool sendWaiting, CancellationToken ct)
    {
        await using var archive = await Archive.Open(path, ct);
        var manifest = archive.Manifest;
        await archive.Check((table, rows) => tell($"{table}, in the file", rows), ct);
        var filling = new Filling(db, await Tables(manifest, path, ct), tell);
        await Filling.Begin(db, new(StoreMark.Filling, archive.Id, $"the backup of {Shown.Time(manifest.TakenAt)}"), clock.GetUtcNow(), ct);

        if (!await filling.IsVerified(ct))
        {
            await filling.Copy((table, copied) => archive.Read(table, copied.Rows, ct), ct);
            var sums = manifest.Tables.ToDictionary(t => t.Name, t => new TableSum(t.Rows, t.Sha256));
            await filling.Verify(table => Task.FromResult(sums[table.Name]), ct);
        }

        var uncertain = sendWaiting ? 0 : await EndWaiting(ct);
        var report = await db.Snapshot(s => Audit.Run(s, r => tell("ledger_entries, added up", r.Entries)), ct);
        await filling.Finish(ct);
        return new(manifest, uncertain, report.Difference);
    }

    private async Task<List<Table>> Tables(Manifest manifest, string path, CancellationToken ct)
    {
        var (tables, schema) = await db.Read(async s => (await Table.All(s), await Manifest.SchemaOf(s)), ct);
        Manifest.RefuseNewer(manifest.Schema, schema, path);
        return [.. manifest.Tables.Select(t => (tables.Find(own => own.Name == t.Name)
            ?? throw new MovingFault($"This program's store has no table {t.Name}, and {path} has.")).With(t.Columns))];
    }

    private async Task<long> EndWaiting(CancellationToken ct)
    {
        var (now, all) = (clock.GetUtcNow(), 0L);
        for (int some; (some = await db.Write(s => Outbox.EndRestored(s, now, RowPages.Size), ct)) > 0;)
            all += some;
        await db.Write(s => BatchRows.EndRestored(s, now), ct);
        return all;
    }
}
