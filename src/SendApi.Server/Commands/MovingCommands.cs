using System.CommandLine;
using SendApi.Server.Moving;
using SendApi.Server.Storage;

namespace SendApi.Server.Commands;

/// <summary>sendapi backup, restore and migrate-store: the whole store as a file, back from it, and into another store.</summary>
internal static class MovingCommands
{
    private const string KeepTheKey = "It does not hold the secret key: keep secret.key of the data folder (or SENDAPI_SECRET_KEY) beside it.";

    public static Command Backup(TimeProvider clock)
    {
        var file = new Argument<string>("file") { Description = "The file to write, such as sendapi-2026-03-09.zip." };
        var force = new Option<bool>("--force") { Description = "Replace a file of that name." };
        return new Command("backup", "Writes one moment of the store into a file, beside running servers. Both engines can be restored from it. It holds personal data.") { file, force }.Runs(async (parsed, ct) =>
        {
            var path = parsed.GetRequiredValue(file);
            var manifest = await CommandLine.With(parsed, db => new Backup(db, clock, Progress).Write(path, parsed.GetValue(force), ct));
            Output.EndProgress();
            var rows = manifest.Tables.Sum(t => t.Rows);
            Output.One(parsed.GetValue(CommandLine.Json), manifest, $"{path}: {Core.Shown.Count(rows)} rows of {manifest.Tables.Count} tables, as of {Core.Shown.Time(manifest.TakenAt)}. {KeepTheKey}",
                new("", "file", _ => path), new("", "taken_at", m => Core.Shown.Time(m.TakenAt)), new("", "rows", _ => Core.Shown.Plain(rows)), new("", "note", _ => KeepTheKey));
        });
    }

    public static Command Restore(TimeProvider clock)
    {
        var file = new Argument<string>("file") { Description = "A file that sendapi backup wrote." };
        var sendWaiting = new Option<bool>("--send-waiting") { Description = "Send what was due meanwhile, even though it may have been sent after the backup. Without this such messages become uncertain." };
        return new Command("restore", "Fills an empty store from a backup. Interrupted, it goes on when it is run again.") { file, sendWaiting }.Runs(async (parsed, ct) =>
        {
            await using var db = CommandLine.Location(parsed).OpenMarked();
            var restored = await new Restore(db, clock, Progress).Run(parsed.GetRequiredValue(file), parsed.GetValue(sendWaiting), ct);
            Output.EndProgress();
            var (rows, uncertain) = (restored.Manifest.Tables.Sum(t => t.Rows), Core.Shown.Count(restored.Uncertain));
            Output.One(parsed.GetValue(CommandLine.Json), restored,
                $"{db.Dialect.Name} is as it was at {Core.Shown.Time(restored.Manifest.TakenAt)}: {Core.Shown.Count(rows)} rows, counted and compared. {uncertain} messages that were due meanwhile become uncertain.",
                new("", "taken_at", r => Core.Shown.Time(r.Manifest.TakenAt)), new("", "rows", _ => Core.Shown.Plain(rows)), new("", "uncertain", r => Core.Shown.Plain(r.Uncertain)));
            Tell(restored.Difference);
        });
    }

    public static Command MigrateStore(TimeProvider clock)
    {
        var from = new Option<string>("--from") { Description = "sqlite for the data folder's file, the path of such a file, or a PostgreSQL connection.", HelpName = "STORE", Required = true };
        var to = new Option<string?>("--to") { Description = "The same for the new store, which must be empty.", HelpName = "STORE" };
        var release = new Option<bool>("--release") { Description = "Take the mark off the store of --from, to use it again." };
        return new Command("migrate-store", "Copies the whole store into another one, of either engine. Stop the servers first. Interrupted, it goes on when it is run again.") { from, to, release }.Runs(async (parsed, ct) =>
        {
            await using var source = Existing(CommandLine.Location(parsed).At(parsed.GetRequiredValue(from)));
            if (parsed.GetValue(release))
                await Release(parsed, source, ct);
            else
                await Move(parsed, source, clock, parsed.GetValue(to) ?? throw new CommandFault("Name the new store with --to, or take the mark off the old one with --release."), ct);
        });
    }

    private static async Task Move(ParseResult parsed, Db source, TimeProvider clock, string to, CancellationToken ct)
    {
        await using var target = CommandLine.Location(parsed).At(to).OpenMarked();
        var moved = await new StoreMove(source, target, clock, Progress).Run(ct);
        Output.EndProgress();
        Output.One(parsed.GetValue(CommandLine.Json), moved,
            $"{target.Dialect.Name} has it all: {Core.Shown.Count(moved.Rows)} rows of {moved.Tables} tables, counted and compared. Start with that store and the same secret key. {source.Dialect.Name} is marked and does not start any more.",
            new("", "tables", m => Core.Shown.Plain(m.Tables)), new("", "rows", m => Core.Shown.Plain(m.Rows)));
        Tell(moved.Difference);
    }

    private static async Task Release(ParseResult parsed, Db source, CancellationToken ct)
    {
        var mark = await StoreMove.Release(source, ct);
        Output.One(parsed.GetValue(CommandLine.Json), mark, $"{source.Dialect.Name} can be used again. Do not use {mark.Told} beside it: both would send the same messages.",
            new Column<StoreMark>("", "released", _ => source.Dialect.Name));
    }

    private static Db Existing(StoreLocation location) => location.Store is not null || File.Exists(location.File)
        ? location.OpenMarked()
        : throw new CommandFault($"There is no store {location.File}.");

    /// <summary>What was wrong in the ledger already before: everything was copied all the same, and the operator must hear of it.</summary>
    private static void Tell(string? difference)
    {
        if (difference is not null)
            throw new CommandFault($"All rows are there and the store can be used, but its ledger does not add up, as before: {difference}");
    }

    private static void Progress(string table, long rows) => Output.Progress($"{table}: {Core.Shown.Count(rows)} rows");
}
