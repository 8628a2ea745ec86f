using System.Globalization;

namespace SendApi.Proof.Faults;

/// <summary>A clock of a process that can be put wrong while it runs. libfaketime stands between the process and the system's own.</summary>
public sealed class WrongClock
{
    private static readonly string[] Folders = ["/usr/lib", "/usr/lib64", "/usr/local/lib", .. Directory.Exists("/usr/lib") ? Directory.GetDirectories("/usr/lib", "*-linux-*") : []];

    private readonly string _file;

    public WrongClock(string file)
    {
        _file = file;
        Set(TimeSpan.Zero);
    }

    /// <summary>Where libfaketime is installed; null where it is not.</summary>
    public static string? Library { get; } = !OperatingSystem.IsLinux() ? null
        : Folders.Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists);

    /// <summary>What a process needs in its environment for this clock. Waits go by the steady clock, which stays as it is.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library ?? throw new ProofRefusal("libfaketime is not installed."),
        ["FAKETIME_TIMESTAMP_FILE"] = _file,
        ["FAKETIME_NO_CACHE"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        // Its guess whether the C library has an old fault goes wrong for .NET on some machines, and every timed wait would end at once.
        ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
    };

    /// <summary>Takes away what libfaketime leaves of a process that was killed.</summary>
    public static void Forget(int processId)
    {
        File.Delete($"/dev/shm/faketime_shm_{processId}");
        File.Delete($"/dev/shm/sem.faketime_sem_{processId}");
    }

    /// <summary>Puts the clock so far from the right time.</summary>
    public void Set(TimeSpan off)
    {
        // Moved into its place: the file is read at every look at the clock, and must never be half written.
        File.WriteAllText(_file + ".new", off.TotalSeconds.ToString("+0;-0", CultureInfo.InvariantCulture));
        File.Move(_file + ".new", _file, overwrite: true);
    }
}
