using SendApi.Server.Storage;

namespace SendApi.Server.Suppressions;

/// <summary>A line that was not taken, and why.</summary>
public sealed record LineError(long Line, string Message);

/// <summary>What became of the lines of an import so far.</summary>
public sealed record ImportTally(long Imported, long AlreadyListed, long Rejected, IReadOnlyList<LineError> Errors)
{
    public static readonly ImportTally Nothing = new(0, 0, 0, []);
}

/// <summary>Takes a CSV file of any length into a suppression list: a thousand lines a commit, so that others write in between.</summary>
/// <remarks>Whatever ends it early, what was committed stays. The file can be imported again: what is listed is passed over.</remarks>
public sealed class SuppressionImport(Db db, SuppressionList list, TimeProvider clock)
{
    private const int LinesInOneCommit = 1_000, MostErrors = 100;

    private const string Source = "import";

    private readonly List<Suppressed> _waiting = new(LinesInOneCommit);
    private readonly List<LineError> _errors = [];
    private long _rejected;

    /// <summary>What is committed, with what was rejected.</summary>
    public ImportTally Tally { get; private set; } = ImportTally.Nothing;

    /// <summary>Imports the file; <paramref name="progress"/> is told after each commit, and <paramref name="atEnd"/> runs in the last one.</summary>
    public async Task Run(CsvLines lines, Action<ImportTally> progress, Func<Session, ImportTally, Task> atEnd, CancellationToken ct)
    {
        var file = await SuppressionFile.Open(lines, ct);
        while (await lines.Next(ct) is { } line)
        {
            if (file.Parse(line, out var entry) is { } fault)
                Reject(line.Number, fault);
            else
                _waiting.Add(entry);

            if (_waiting.Count == LinesInOneCommit)
            {
                await Commit((_, _) => Task.CompletedTask, ct);
                progress(Tally);
            }
        }

        await Commit(atEnd, ct);
    }

    private void Reject(long line, string fault)
    {
        _rejected++;
        if (_errors.Count < MostErrors)
            _errors.Add(new(line, fault));
    }

    private async Task Commit(Func<Session, ImportTally, Task> within, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        // In the order of the key: the pages of its tree are written one after the other, and two imports of one list wait for each other instead of colliding.
        var rows = _waiting.OrderBy(w => w.Address, StringComparer.Ordinal).ThenBy(w => w.Channel, StringComparer.Ordinal).Select(w => list.Entry(w, Source, now)).ToList();
        Tally = await db.Write(async session =>
        {
            var added = (await SuppressionRows.Add(session, rows)).Count;
            var tally = new ImportTally(Tally.Imported + added, Tally.AlreadyListed + rows.Count - added, _rejected, _errors);
            await within(session, tally);
            return tally;
        }, ct);
        _waiting.Clear();
    }
}
