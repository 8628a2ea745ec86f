using System.Globalization;

namespace SendApi.Core;

/// <summary>Values as sentences for people show them.</summary>
public static class Shown
{
    private const int LongestCut = 40;

    /// <summary>What a caller wrote, cut to a length that a sentence can hold.</summary>
    public static string Cut(string text) => text.Length <= LongestCut ? text : text[..LongestCut] + "…";

    /// <summary><c>2026-03-09T14:30:00Z</c></summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Millionths as a decimal with six places: <c>0.045000</c>.</summary>
    public static string Amount(long millionths) => (millionths / 1_000_000m).ToString("0.000000", CultureInfo.InvariantCulture);

    /// <summary><c>12345</c>, for machines.</summary>
    public static string Plain(long count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>12,345</c></summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
