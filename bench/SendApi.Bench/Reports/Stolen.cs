using System.Globalization;

namespace SendApi.Bench.Reports;

/// <summary>How much of the processors the host of a virtual machine kept for others: where it is much, a figure tells of the neighbours.</summary>
public readonly record struct Stolen(long Taken, long Whole)
{
    /// <summary>The kernel's counters since the machine started (proc(5), /proc/stat: the eighth figure is steal).</summary>
    public static Stolen Now()
    {
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9].Select(t => long.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        return new Stolen(ticks[7], ticks.Sum());
    }

    /// <summary>The share since an earlier reading, as a line of a report says it.</summary>
    public static string Since(Stolen earlier)
    {
        var now = Now();
        var percent = now.Whole == earlier.Whole ? 0 : 100.0 * (now.Taken - earlier.Taken) / (now.Whole - earlier.Whole);
        return $"{Figure.Text(percent)}% of the processors taken by the host";
    }
}
