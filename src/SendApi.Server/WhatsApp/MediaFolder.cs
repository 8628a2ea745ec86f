using SendApi.Core;

namespace SendApi.Server.WhatsApp;

/// <summary>The bytes of files, in the data folder: a folder an account, each file under its id. One that has its name is whole.</summary>
public sealed class MediaFolder(string dataFolder) : IMediaFiles
{
    private const string Draft = ".part";

    private readonly string _root = Path.Combine(dataFolder, "media");

    public async Task Keep(string account, string id, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        var path = Place(account, id);
        Directory.CreateDirectory(Path.Combine(_root, account));
        try
        {
            await using (var file = new FileStream(path + Draft, Options()))
            {
                await file.WriteAsync(bytes, ct);
                ToDisk(file);
            }

            File.Move(path + Draft, path, overwrite: true);
            // Its new name too: without this a power cut could take the name away, and the message would be there without its file.
            await using var named = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            ToDisk(named);
        }
        finally
        {
            File.Delete(path + Draft);
        }
    }

    public Task<Stream?> Open(string account, string id, CancellationToken ct)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(Place(account, id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan));
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task Remove(string account, string id, CancellationToken ct)
    {
        if (Directory.Exists(Path.Combine(_root, account)))
            File.Delete(Place(account, id));
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<(string Account, string Name)> Before(DateTimeOffset time, CancellationToken ct) => Named(time).ToAsyncEnumerable();

    private IEnumerable<(string Account, string Name)> Named(DateTimeOffset time)
    {
        var first = Ids.First(Ids.Media, time);
        return Directory.Exists(_root)
            ? from folder in Directory.EnumerateDirectories(_root)
              from file in Directory.EnumerateFiles(folder)
              let name = Path.GetFileName(file)
              where Ids.IsId(Ids.Media, IdOf(name)) && string.CompareOrdinal(name, first) < 0
              select (Path.GetFileName(folder), name)
            : [];
    }

    /// <summary>The id that a file of the folder belongs to.</summary>
    public static string IdOf(string name) => name.EndsWith(Draft, StringComparison.Ordinal) ? name[..^Draft.Length] : name;

    private string Place(string account, string id) => Path.Combine(_root, account, id);

    private static void ToDisk(FileStream file) => file.Flush(flushToDisk: true);

    /// <summary>Nobody but its owner reads it: it is what people sent to each other.</summary>
    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
