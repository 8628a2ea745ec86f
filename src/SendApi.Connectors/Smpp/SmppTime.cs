using System.Globalization;

namespace SendApi.Connectors.Smpp;

/// <summary>The time format of SMPP (SMPP Protocol Specification v3.4, section 7.1.1) and that of the receipts' dates (appendix B).</summary>
public static class SmppTime
{
    /// <summary>No network holds a text longer; the day field has two digits.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private static readonly string[] DateForms = ["yyMMddHHmm", "yyMMddHHmmss", "yyyyMMddHHmmss", "yyyyMMddHHmm", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>A span from now on, relative (<c>R</c>): it stays right where the carrier's clock is wrong.</summary>
    public static string Relative(TimeSpan span)
    {
        var within = span > Longest ? Longest : span;
        return string.Create(CultureInfo.InvariantCulture, $"0000{within.Days:D2}{within.Hours:D2}{within.Minutes:D2}{within.Seconds:D2}000R");
    }

    /// <summary>A receipt's date, or null when it cannot be read. It has no zone; carriers mean their own, and UTC is the best guess.</summary>
    public static DateTimeOffset? ReceiptDate(string text)
    {
        // yyyyMMddHHmm and yyMMddHHmmss are both twelve digits: only one of them begins with a century of ours and has a month after it.
        var forms = text.Length == 12 && text.StartsWith("20", StringComparison.Ordinal) && IsMonth(text.AsSpan(4, 2))
            && !IsMonth(text.AsSpan(2, 2)) ? ["yyyyMMddHHmm"] : DateForms;
        return DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
    }

    private static bool IsMonth(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12;
}
