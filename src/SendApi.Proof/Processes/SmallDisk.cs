using System.Globalization;

namespace SendApi.Proof.Processes;

/// <summary>A file system in memory that can be filled to its last byte. Mounting one takes root on Linux.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private const int Block = 4_096;

    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    private string Filler => Path.Combine(Folder, "filler");

    /// <summary>Why none can be mounted here; null where it may be tried.</summary>
    public static string? Missing => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? null : "mounting a small disk takes root on Linux";

    public static async Task<SmallDisk> Mount(int megabytes, CancellationToken ct)
    {
        if (Missing is { } missing)
            throw new ProcessFault($"There is no small disk: {missing}.");
        var folder = Directory.CreateTempSubdirectory("sendapi-disk-").FullName;
        var size = $"size={megabytes.ToString(CultureInfo.InvariantCulture)}m";
        var mounted = await ChildProcess.Run(new ChildCommand("mount", ["-t", "tmpfs", "-o", size, "sendapi-disk", folder]), ct);
        if (mounted.Code == 0)
            return new SmallDisk(folder);

        Directory.Delete(folder);
        throw new ProcessFault($"A small disk could not be mounted: {mounted.Error}");
    }

    /// <summary>Takes every byte that is left.</summary>
    public void Fill()
    {
        using var file = File.OpenHandle(Filler, FileMode.Create, FileAccess.Write);
        try
        {
            for (long at = 0; ; at += Block)
                RandomAccess.Write(file, new byte[Block], at);
        }
        catch (IOException)
        {
            // No space is left: that was the aim.
        }
    }

    public void Free() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        await ChildProcess.Run(new ChildCommand("umount", [Folder]), CancellationToken.None);
        Directory.Delete(Folder);
    }
}
