using System.Globalization;
using System.Net;
using SendApi.Core;
using SendApi.Core.Codes;
using SendApi.Server.Delivery;
using SendApi.Server.Http;

namespace SendApi.Server.Verify;

/// <summary>A code as it was asked for, read and found possible.</summary>
/// <param name="Channel">As it was asked for: <c>auto</c> too.</param>
/// <param name="Network">The network of the person who asks, as <c>192.0.2.1</c> or <c>2001:db8::/64</c>; null where it was not passed.</param>
internal sealed record CodeOrder(PhoneNumber To, string Channel, int Length, TimeSpan Lifetime, string? Brand, CodeLocale Locale, string? Network)
{
    private const int UsualLength = 6, UsualSeconds = 300, ShortestSeconds = 60, LongestSeconds = 600, LongestBrand = 30;

    /// <summary>Who has a subnet of IPv6 has all its addresses: it counts as one.</summary>
    private const int NetworkBytes = 8;

    private static readonly IReadOnlyDictionary<string, bool> Channels = new Dictionary<string, bool> { [ChannelOrder.Auto] = true, ["sms"] = true, ["whatsapp"] = true, ["email"] = false };

    /// <summary>Reads a request; throws the refusal of whatever is not acceptable, and with a test key the one that the recipient asks for.</summary>
    public static CodeOrder Parse(SendCode.Request request, Caller caller, DateTimeOffset now)
    {
        var fields = new Fields();
        var to = fields.Required("to", "the recipient's number in E.164 form, such as +447700900000", request.To);
        fields.Range("length", request.Length, OneTimeCode.Shortest, OneTimeCode.Longest);
        fields.Range("ttl", request.Ttl, ShortestSeconds, LongestSeconds);
        if (!fields.OneOf("channel", request.Channel, Channels, true))
            fields.Add("channel", $"Codes by {request.Channel} are not available on this server yet. Use sms, whatsapp, or auto.");
        else if (to.Contains('@', StringComparison.Ordinal))
            fields.Add("to", "Codes by email are not available on this server yet. Give a phone number in E.164 form.");
        ReadBrand(fields, request.BrandName);
        var locale = ReadLocale(fields, request.Locale);
        var network = ReadNetwork(fields, request.EndUserIp);
        fields.Refuse();

        var recipient = PhoneNumber.Parse(to, "to");
        if (caller.IsTest && (MagicRefusals.OfSend(recipient) ?? MagicRefusals.Of(caller.Account, recipient, now)) is { } magic)
            throw magic;
        var lifetime = TimeSpan.FromSeconds(request.Ttl ?? UsualSeconds);
        return new(recipient, request.Channel ?? ChannelOrder.Auto, request.Length ?? UsualLength, lifetime, request.BrandName, locale ?? CodeLocale.Of(recipient.Country), network);
    }

    // What a stranger may have typed must not become a text of his own.
    private static void ReadBrand(Fields fields, string? brand)
    {
        if (brand is null)
            return;
        if (brand.Trim().Length is 0 or > LongestBrand || !brand.All(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || " .&'-+!".Contains(c, StringComparison.Ordinal)))
            fields.Add("brand_name", $"'brand_name' must be 1 to {LongestBrand} letters, digits, spaces and . & ' - + !.");
    }

    private static CodeLocale? ReadLocale(Fields fields, string? text)
    {
        if (text is null)
            return null;
        if (CodeLocale.Read(text) is { } locale)
            return locale;
        fields.Add("locale", "'locale' must be a language tag such as en, de or pt-BR.");
        return null;
    }

    private static string? ReadNetwork(Fields fields, string? text)
    {
        if (text is null)
            return null;
        if (!IPAddress.TryParse(text, out var address) || text.Contains('%', StringComparison.Ordinal))
        {
            fields.Add("end_user_ip", "'end_user_ip' must be the IP address of the person who asks for the code, such as 203.0.113.7.");
            return null;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = address.GetAddressBytes();
        if (bytes.Length == 4)
            return address.ToString();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{NetworkBytes * 8}");
    }
}
