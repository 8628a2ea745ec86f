using SendApi.Core;

namespace SendApi.Server.Suppressions;

/// <summary>Who is not to be written to any more, on which channel, and why: the address in its one spelling.</summary>
public sealed record Suppressed(string Address, string Channel, string Reason)
{
    public const int LongestReason = 200;

    public const string AllChannels = "all", Email = "email";

    public static readonly IReadOnlyList<string> Channels = ["sms", "whatsapp", Email, AllChannels];

    /// <summary>Brings an address into its one spelling: E.164 for the channels of phones, lower case for email, either for all. The answer is what is wrong with it, or null.</summary>
    public static string? ReadAddress(string text, string channel, out string address)
    {
        string? fault;
        if (IsEmail(text, channel))
        {
            fault = EmailAddress.Read(text, out var email);
            address = email.Value ?? "";
        }
        else
        {
            fault = PhoneNumber.Read(text, out var number);
            address = number.Value ?? "";
        }

        return fault;
    }

    /// <summary>What is wrong with a reason, or null.</summary>
    public static string? ReasonFault(string reason) =>
        reason.Length > LongestReason ? $"A reason has at most {LongestReason} characters."
        : reason.Any(c => char.IsControl(c) || c == '\uFFFD') ? "A reason is one line of UTF-8 text."
        : null;

    /// <summary>Whether the text has to be an email address there, and not a phone number.</summary>
    public static bool IsEmail(string text, string channel) => channel == Email || (channel == AllChannels && text.Contains('@', StringComparison.Ordinal));
}
