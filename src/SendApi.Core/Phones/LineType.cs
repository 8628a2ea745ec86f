using PhoneNumbers;

namespace SendApi.Core.Phones;

/// <summary>What kind of line a number is of, as far as its numbering plan tells.</summary>
public enum LineType
{
    /// <summary>The plan does not say, or it is of a kind that is none of these: a pager, a personal number, shared cost.</summary>
    Unknown,
    Mobile,
    Landline,
    Voip,
    TollFree,
    Premium,
}

/// <summary>The names of line types on the wire, and what they are to the library.</summary>
public static class LineTypes
{
    /// <summary>All names, in the order people read them.</summary>
    public static readonly IReadOnlyList<string> Names = ["mobile", "landline", "voip", "toll_free", "premium", "unknown"];

    public static string Name(this LineType type) => type switch
    {
        LineType.Mobile => "mobile",
        LineType.Landline => "landline",
        LineType.Voip => "voip",
        LineType.TollFree => "toll_free",
        LineType.Premium => "premium",
        _ => "unknown",
    };

    // Where a plan gives landlines and mobiles the same numbers, as in the US and Canada, either word would be wrong for millions.
    internal static LineType Of(PhoneNumberType type) => type switch
    {
        PhoneNumberType.MOBILE => LineType.Mobile,
        PhoneNumberType.FIXED_LINE => LineType.Landline,
        PhoneNumberType.VOIP => LineType.Voip,
        PhoneNumberType.TOLL_FREE => LineType.TollFree,
        PhoneNumberType.PREMIUM_RATE => LineType.Premium,
        _ => LineType.Unknown,
    };
}
