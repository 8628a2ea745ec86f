using System.Globalization;
using System.Numerics;

namespace SendApi.Core.Sending;

/// <summary>How the id in a carrier's receipts differs from the one in its answers to submits.</summary>
public enum ReceiptIdForm
{
    Same,
    /// <summary>Hexadecimal in the answer, decimal in the receipt.</summary>
    HexInAnswer,
    /// <summary>Decimal in the answer, hexadecimal in the receipt.</summary>
    DecimalInAnswer,
}

/// <summary>Brings providers' ids into one spelling, so that receipts find their messages.</summary>
public static class ProviderIds
{
    /// <summary>Longer numbers are ids of another kind.</summary>
    private const int LongestNumber = 40;

    /// <summary>The spelling that ids are compared in. One of hexadecimal digits only is a number: its case and its leading zeros mean nothing.</summary>
    public static string Key(string id)
    {
        if (id.Length == 0 || !id.All(char.IsAsciiHexDigit))
            return id;

        var digits = id.TrimStart('0');
        return digits.Length == 0 ? "0" : digits.ToLowerInvariant();
    }

    /// <summary>The id that a receipt names, as the answer to the submit named it; as it stands where it is no number.</summary>
    public static string AsAnswered(string id, ReceiptIdForm form) => form switch
    {
        ReceiptIdForm.HexInAnswer when IsNumber(id, char.IsAsciiDigit) => BigInteger.Parse(id, CultureInfo.InvariantCulture).ToString("x", CultureInfo.InvariantCulture).TrimStart('0').PadLeft(1, '0'),
        // A leading zero keeps the first digit from being read as a sign.
        ReceiptIdForm.DecimalInAnswer when IsNumber(id, char.IsAsciiHexDigit) => BigInteger.Parse("0" + id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        _ => id,
    };

    private static bool IsNumber(string id, Func<char, bool> isDigit) => id.Length is > 0 and <= LongestNumber && id.All(isDigit);
}
