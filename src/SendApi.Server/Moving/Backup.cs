using System.IO.Compression;
using System.Text.Json;
using SendApi.Server.Storage;

namespace SendApi.Server.Moving;

/// <summary>Writes one moment of the store, beside running servers, into one file that both engines can be filled from. A file that has the name is whole.</summary>
/// <param name="tell">Gets the table that is being read and how many of its rows were.</param>
public sealed class Backup(Db db, TimeProvider clock, Action<string, long> tell)
{
    public const string ManifestEntry = "manifest.json";

    public static string Entry(string table) => $"tables/{table}.jsonl";

    public async Task<Manifest> Write(string path, bool force, CancellationToken ct)
    {
        if (File.Exists(path) && !force)
            throw new MovingFault($"The file {path} is there already. Choose another name, or replace it with --force.");

        var draft = $"{path}.{Environment.ProcessId}.part";
        try
        {
            Manifest manifest;
            await using (var file = new FileStream(draft, Options()))
            {
                await using (var archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, null, ct))
                    manifest = await db.Snapshot(session => Write(session, archive, ct), ct);
                ToDisk(file);
            }

            File.Move(draft, path, overwrite: force);
            return manifest;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Nobody but its owner reads it: it holds people's numbers and texts.</summary>
    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, BufferSize = 1 << 16, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static void ToDisk(FileStream file) => file.Flush(flushToDisk: true);

    private async Task<Manifest> Write(Session session, ZipArchive archive, CancellationToken ct)
    {
        var manifest = new Manifest
        {
            Format = Manifest.Newest,
            Program = ProgramVersion.Text,
            TakenAt = clock.GetUtcNow(),
            Schema = await Manifest.SchemaOf(session),
            Tables = await WriteTables(session, archive, ct),
        };
        await using var entry = await archive.CreateEntry(ManifestEntry).OpenAsync(ct);
        await JsonSerializer.SerializeAsync(entry, manifest, ManifestJson.Default.Manifest, ct);
        return manifest;
    }

    private async Task<List<ManifestTable>> WriteTables(Session session, ZipArchive archive, CancellationToken ct)
    {
        var written = new List<ManifestTable>();
        foreach (var table in await Table.All(session))
        {
            await using var entry = await archive.CreateEntry(Entry(table.Name), CompressionLevel.Fastest).OpenAsync(ct);
            var sum = await RowPages.Sum(session, table, async (lines, rows) =>
            {
                await entry.WriteAsync(lines, ct);
                tell(table.Name, rows);
            });
            written.Add(new(table.Name, [.. table.Columns.Select(c => c.Name)], sum.Rows, sum.Sha256));
        }

        return written;
    }
}
