using System.Globalization;
using SendApi.Client;

namespace SendApi.Dashboard.Pages.Accounts;

/// <summary>Volume discounts as lines that a person types: from how many segments on, and how many percent.</summary>
public static class DiscountLines
{
    public static string Of(IReadOnlyList<VolumeDiscount> discounts) =>
        string.Join('\n', discounts.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.FromSegments} {d.Percent}")));

    /// <summary>Null where a line is not two whole numbers.</summary>
    public static IReadOnlyList<VolumeDiscount>? Read(string? text)
    {
        var discounts = new List<VolumeDiscount>();
        foreach (var line in (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = line.Split([' ', '\t', '%'], StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length != 2
                || !long.TryParse(parts[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var from)
                || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var percent))
                return null;

            discounts.Add(new VolumeDiscount { FromSegments = from, Percent = percent });
        }

        return discounts;
    }
}
