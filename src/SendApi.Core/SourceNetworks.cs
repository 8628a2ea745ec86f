using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SendApi.Core;

/// <summary>The networks a key may be used from; without any, it may be used from everywhere.</summary>
public sealed class SourceNetworks(IReadOnlyList<IPNetwork> networks)
{
    /// <summary>The most networks a key can have.</summary>
    public const int Most = 50;

    public static readonly SourceNetworks Everywhere = new([]);

    /// <summary>Whether a caller from this address may come in. One whose address is not known may not, where networks are named.</summary>
    public bool Hold(IPAddress? address)
    {
        if (networks.Count == 0)
            return true;
        if (address is null)
            return false;

        // A listener for both families shows IPv4 callers in IPv6 form.
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        for (var i = 0; i < networks.Count; i++)
            if (networks[i].Contains(plain))
                return true;
        return false;
    }

    /// <summary>The networks as they were stored: in CIDR form, with spaces between them.</summary>
    public static SourceNetworks Stored(string? text) =>
        string.IsNullOrEmpty(text) ? Everywhere : new([.. text.Split(' ').Select(IPNetwork.Parse)]);

    /// <summary>Reads a network in CIDR form or a single address; the answer is what is wrong with it, or null.</summary>
    public static string? Read(string text, out IPNetwork network)
    {
        network = default;
        var slash = text.IndexOf('/');
        if (ReadAddress(slash < 0 ? text : text[..slash]) is not { } address)
            return $"'{Cut(text)}' is not an address or a network, such as 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32.";

        var longest = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var length = longest;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > longest))
            return $"'{Cut(text)}' needs a prefix length from 0 to {longest} behind the slash.";

        var first = FirstOf(address, length);
        if (!first.Equals(address))
            return $"'{Cut(text)}' is a host within a network. Write the network as {first}/{length}, or the address alone.";

        network = new IPNetwork(address, length);
        return null;
    }

    /// <summary>An address in its usual spelling: the library also reads octal and hexadecimal numbers, ports and fewer than four parts.</summary>
    private static IPAddress? ReadAddress(string text) =>
        IPAddress.TryParse(text, out var address) && !address.IsIPv4MappedToIPv6 && (address.AddressFamily == AddressFamily.InterNetwork
            ? address.ToString() == text
            : text.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.'))
                ? address
                : null;

    private static IPAddress FirstOf(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] &= (byte)(0xFF00 >> Math.Clamp(length - (8 * i), 0, 8));
        return new IPAddress(bytes);
    }

    private static string Cut(string text) => text.Length <= 50 ? text : text[..50] + "…";
}
