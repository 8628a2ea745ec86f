using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text.Json;
using SendApi.Server.Storage;

namespace SendApi.Server.Moving;

/// <summary>A backup that is read: its manifest, and the rows of its tables.</summary>
internal sealed class Archive : IAsyncDisposable
{
    private readonly ZipArchive _zip;
    private readonly string _path;

    private Archive(string path, ZipArchive zip, Manifest manifest, string id) => (_path, _zip, Manifest, Id) = (path, zip, manifest, id);

    public Manifest Manifest { get; }

    /// <summary>Follows from all that the backup holds: the manifest has the sum of every table.</summary>
    public string Id { get; }

    public static async Task<Archive> Open(string path, CancellationToken ct)
    {
        if (!File.Exists(path))
            throw new MovingFault($"There is no file {path}.");

        ZipArchive? zip = null;
        try
        {
            zip = await ZipFile.OpenReadAsync(path, ct);
            var bytes = await Bytes(zip.GetEntry(Backup.ManifestEntry) ?? throw new InvalidDataException("It has no manifest."), ct);
            var manifest = JsonSerializer.Deserialize(bytes, ManifestJson.Default.Manifest) ?? throw new InvalidDataException("Its manifest is null.");
            if (manifest.Format > Manifest.Newest)
                throw new MovingFault($"{path} was made by a newer version of the program ({manifest.Program}). Use that one.");
            return new(path, zip, manifest, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
        catch (Exception fault)
        {
            if (zip is not null)
                await zip.DisposeAsync();
            if (fault is InvalidDataException or JsonException)
                throw new MovingFault($"{path} is not a whole backup: {fault.Message}");
            throw;
        }
    }

    /// <summary>Reads every table to its end before anything is written: a backup that was cut or changed is refused by the table.</summary>
    public async Task Check(Action<string, long> tell, CancellationToken ct)
    {
        foreach (var table in Manifest.Tables)
        {
            var found = await Sum(table, tell, ct);
            if (found != new TableSum(table.Rows, table.Sha256))
                throw Damaged(table.Name, $"{Core.Shown.Count(found.Rows)} rows with the checksum {found.Sha256} are there, {Core.Shown.Count(table.Rows)} with {table.Sha256} should be");
        }
    }

    /// <summary>The rows of a table by pages, without the first ones.</summary>
    public async IAsyncEnumerable<List<object?[]>> Read(Table table, long without, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var stream = await Find(table.Name).OpenAsync(ct);
        var lines = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 1 << 16));
        var page = new List<object?[]>(RowPages.Size);
        for (ReadResult read = default; !read.IsCompleted;)
        {
            read = await lines.ReadAsync(ct);
            var rest = read.Buffer;
            while (NextLine(ref rest) is { } line)
            {
                if (without-- > 0)
                    continue;
                page.Add(RowText.Read(line.IsSingleSegment ? line.FirstSpan : line.ToArray(), table.Columns));
                if (page.Count < RowPages.Size)
                    continue;
                yield return page;
                page = new(RowPages.Size);
            }

            lines.AdvanceTo(rest.Start, rest.End);
        }

        if (page.Count > 0)
            yield return page;
    }

    public ValueTask DisposeAsync() => _zip.DisposeAsync();

    private static ReadOnlySequence<byte>? NextLine(ref ReadOnlySequence<byte> rest)
    {
        if (rest.PositionOf((byte)'\n') is not { } end)
            return null;
        var line = rest.Slice(0, end);
        rest = rest.Slice(rest.GetPosition(1, end));
        return line;
    }

    private static async Task<byte[]> Bytes(ZipArchiveEntry entry, CancellationToken ct)
    {
        await using var stream = await entry.OpenAsync(ct);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }

    private async Task<TableSum> Sum(ManifestTable table, Action<string, long> tell, CancellationToken ct)
    {
        try
        {
            await using var stream = await Find(table.Name).OpenAsync(ct);
            using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var (buffer, rows) = (new byte[1 << 16], 0L);
            for (int read; (read = await stream.ReadAsync(buffer, ct)) > 0;)
            {
                sum.AppendData(buffer, 0, read);
                rows += buffer.AsSpan(0, read).Count((byte)'\n');
                tell(table.Name, rows);
            }

            return new(rows, RowPages.Hex(sum));
        }
        catch (InvalidDataException fault)
        {
            throw Damaged(table.Name, fault.Message);
        }
    }

    private ZipArchiveEntry Find(string table) => _zip.GetEntry(Backup.Entry(table)) ?? throw Damaged(table, "it is missing");

    private MovingFault Damaged(string table, string why) => new($"{_path} is damaged: the table {table} cannot be used: {why}. Nothing was restored.");
}
