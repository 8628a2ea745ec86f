using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace SendApi.Core.Net;

/// <summary>The addresses that a call made on a customer's behalf never connects to, except for networks that the operator allows.</summary>
/// <remarks>
/// The blocks are those of the IANA registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890 section 2.2, RFC 8190) that
/// are not globally reachable, with multicast (RFC 5771, RFC 4291 section 2.7), IPv4-compatible (RFC 4291 section 2.5.5.1) and
/// site-local addresses (RFC 3879), which those registries leave out. A block that is reserved as a whole is refused as a whole,
/// anycast addresses within it too: no customer's receiver lives there.
/// </remarks>
public sealed class ForbiddenNetworks(IReadOnlyList<IPNetwork> allowed)
{
    private static readonly Block[] Version4 =
    [
        new("0.0.0.0/8", "an address of this network"), // RFC 791 section 3.2; Linux takes 0.0.0.0 for itself
        new("10.0.0.0/8", "a private network"), // RFC 1918 section 3
        new("100.64.0.0/10", "a carrier's inside network"), // RFC 6598 section 7
        new("127.0.0.0/8", "a loopback address"), // RFC 1122 section 3.2.1.3
        new("169.254.0.0/16", "a link-local address"), // RFC 3927 section 2.1; 169.254.169.254 gives out a cloud machine's secrets
        new("172.16.0.0/12", "a private network"), // RFC 1918 section 3
        new("192.0.0.0/24", "a network of protocol assignments"), // RFC 6890 section 2.1
        new("192.0.2.0/24", "a network for documentation"), // RFC 5737 section 3
        new("192.88.99.0/24", "the former relays of 6to4"), // RFC 7526 section 6
        new("192.168.0.0/16", "a private network"), // RFC 1918 section 3
        new("198.18.0.0/15", "a network for benchmarks"), // RFC 2544 appendix C.2.2
        new("198.51.100.0/24", "a network for documentation"), // RFC 5737 section 3
        new("203.0.113.0/24", "a network for documentation"), // RFC 5737 section 3
        new("224.0.0.0/4", "a multicast address"), // RFC 5771 section 3
        new("255.255.255.255/32", "the broadcast address"), // RFC 919 section 7
        new("240.0.0.0/4", "a reserved address"), // RFC 1112 section 4
    ];

    private static readonly Block[] Version6 =
    [
        new("::/128", "the unspecified address"), // RFC 4291 section 2.5.2
        new("::1/128", "a loopback address"), // RFC 4291 section 2.5.3
        new("::/96", "an IPv4-compatible address"), // RFC 4291 section 2.5.5.1
        new("::ffff:0:0/96", "an IPv4-mapped address"), // RFC 4291 section 2.5.5.2
        new("64:ff9b:1::/48", "a network for local translation to IPv4"), // RFC 8215 section 7
        new("100::/64", "a network that discards"), // RFC 6666 section 4
        new("100:0:0:1::/64", "a network for dummy addresses"), // RFC 9780 section 4
        new("2001::/32", "a Teredo tunnel"), // RFC 4380 section 2.6
        new("2001:2::/48", "a network for benchmarks"), // RFC 5180 section 8
        new("2001:10::/28", "hashes of keys and no addresses (ORCHID)"), // RFC 4843 section 2
        new("2001:20::/28", "hashes of keys and no addresses (ORCHIDv2)"), // RFC 7343 section 2
        new("2001::/23", "a network of protocol assignments"), // RFC 2928 section 2
        new("2001:db8::/32", "a network for documentation"), // RFC 3849 section 4
        new("3fff::/20", "a network for documentation"), // RFC 9637 section 5
        new("5f00::/16", "identifiers of segment routing"), // RFC 9602 section 5
        new("fc00::/7", "a private network"), // RFC 4193 section 3.1; fd00:ec2::254 gives out a cloud machine's secrets
        new("fe80::/10", "a link-local address"), // RFC 4291 section 2.5.6
        new("fec0::/10", "a site-local address"), // RFC 3879 section 4
        new("ff00::/8", "a multicast address"), // RFC 4291 section 2.7
    ];

    private static readonly Block Elsewhere = new("2000::/3", "outside of the addresses given out to the public"); // RFC 4291 section 2.4

    private static readonly Block Mapped = new("::ffff:0:0/96", ""), Compatible = new("::/96", ""), SixToFour = new("2002::/16", ""), Teredo = new("2001::/32", "");

    /// <summary>What an IPv6-only machine behind DNS64 sees of the IPv4 internet, so it is judged by what it leads to and not as a whole.</summary>
    private static readonly Block Nat64 = new("64:ff9b::/96", ""); // RFC 6052 section 2.1

    /// <summary>Why no call may go to this address, in a few words such as "a private network (10.0.0.0/8)"; null when it may.</summary>
    public string? Why(IPAddress address)
    {
        if (IsAllowed(address))
            return null;

        var bits = Bits(address);
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return Find(Version4, bits);
        // "::" and "::1" lie in the block of the compatible addresses and embed nothing.
        if (bits <= 1)
            return Find(Version6, bits);

        return (Embedded(bits) is { } inside ? Find(Version4, inside) : null) ?? Find(Version6, bits)
            ?? (Elsewhere.Holds(bits) || Nat64.Holds(bits) ? null : Elsewhere.Reason);
    }

    private bool IsAllowed(IPAddress address)
    {
        // A mapped address is the IPv4 address itself, to whoever connects to it.
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        for (var i = 0; i < allowed.Count; i++)
            if (allowed[i].Contains(plain))
                return true;
        return false;
    }

    private static UInt128 Bits(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static string? Find(Block[] blocks, UInt128 bits)
    {
        foreach (var block in blocks)
            if (block.Holds(bits))
                return block.Reason;
        return null;
    }

    /// <summary>The IPv4 address that a tunnel or a translation makes of an IPv6 one.</summary>
    private static UInt128? Embedded(UInt128 bits)
    {
        if (Mapped.Holds(bits) || Compatible.Holds(bits) || Nat64.Holds(bits))
            return (uint)bits;
        if (SixToFour.Holds(bits))
            return (uint)(bits >> 80); // RFC 3056 section 2
        return Teredo.Holds(bits) ? ~(uint)bits : null; // RFC 4380 section 4: the bits of the client's address are turned over
    }

    /// <remarks>Not <c>IPNetwork.Contains</c>: given a mapped address, it compares the IPv4 one with the front of an IPv6 network, and finds ::ffff:1.40.40.10 in fc00::/7.</remarks>
    private sealed class Block
    {
        private readonly UInt128 _first;
        private readonly int _rest;

        public Block(string network, string what)
        {
            var parsed = IPNetwork.Parse(network);
            _first = Bits(parsed.BaseAddress);
            _rest = (parsed.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 32 : 128) - parsed.PrefixLength;
            Reason = $"{what} ({network})";
        }

        public string Reason { get; }

        public bool Holds(UInt128 bits) => (bits ^ _first) >> _rest == 0;
    }
}
