namespace SendApi.Core.Sending;

/// <summary>Brings what a provider calls a phone, a number of ours or a short code into the one spelling that it is stored and compared in.</summary>
public static class InboundAddress
{
    /// <summary>Longer than any number or name a network carries.</summary>
    public const int Longest = 32;

    private const int LongestShortCode = 6;

    /// <summary>E.164 with its plus sign for a whole number, with or without plus sign or 00 before it; anything else as it is: short codes, national numbers, names.</summary>
    public static string Of(string spelled)
    {
        var text = spelled.Trim();
        if (text.Length > Longest)
            text = text[..Longest];

        var digits = text.StartsWith('+') ? text[1..] : text.StartsWith("00", StringComparison.Ordinal) ? text[2..] : text;
        if (digits.Length == 0 || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return text;
        return digits.Length > LongestShortCode && PhoneNumber.Read("+" + digits, out var number) is null ? number.Value : text.TrimStart('+');
    }

    /// <summary>Whether an address is one that a text can be sent to and that lists of people hold: a whole number.</summary>
    public static bool IsPhone(string address) => address.StartsWith('+') && PhoneNumber.Read(address, out _) is null;
}
