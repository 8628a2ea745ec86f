using System.Net;
using CsCheck;
using SendApi.Core.Net;

namespace SendApi.Tests.Core.Net;

public sealed class ForbiddenNetworksTests
{
    private static readonly ForbiddenNetworks Nothing = new([]);

    [Theory]
    [InlineData("0.0.0.0", "0.0.0.0/8")]
    [InlineData("0.1.2.3", "0.0.0.0/8")]
    [InlineData("10.0.0.0", "a private network (10.0.0.0/8)")]
    [InlineData("10.255.255.255", "10.0.0.0/8")]
    [InlineData("100.64.0.0", "100.64.0.0/10")]
    [InlineData("100.127.255.255", "100.64.0.0/10")]
    [InlineData("127.0.0.1", "a loopback address (127.0.0.0/8)")]
    [InlineData("127.255.255.255", "127.0.0.0/8")]
    [InlineData("169.254.0.0", "169.254.0.0/16")]
    [InlineData("169.254.169.254", "a link-local address (169.254.0.0/16)")]
    [InlineData("169.254.170.2", "169.254.0.0/16")]
    [InlineData("172.16.0.0", "172.16.0.0/12")]
    [InlineData("172.31.255.255", "172.16.0.0/12")]
    [InlineData("192.0.0.1", "192.0.0.0/24")]
    [InlineData("192.0.0.192", "192.0.0.0/24")]
    [InlineData("192.0.2.255", "192.0.2.0/24")]
    [InlineData("192.88.99.1", "192.88.99.0/24")]
    [InlineData("192.168.0.0", "192.168.0.0/16")]
    [InlineData("192.168.255.255", "192.168.0.0/16")]
    [InlineData("198.18.0.0", "198.18.0.0/15")]
    [InlineData("198.19.255.255", "198.18.0.0/15")]
    [InlineData("198.51.100.7", "198.51.100.0/24")]
    [InlineData("203.0.113.7", "203.0.113.0/24")]
    [InlineData("224.0.0.1", "a multicast address (224.0.0.0/4)")]
    [InlineData("239.255.255.255", "224.0.0.0/4")]
    [InlineData("240.0.0.1", "a reserved address (240.0.0.0/4)")]
    [InlineData("255.255.255.254", "240.0.0.0/4")]
    [InlineData("255.255.255.255", "the broadcast address")]
    public void An_IPv4_address_that_is_not_of_the_public_is_refused_with_its_network(string address, string says) =>
        Assert.Contains(says, Nothing.Why(IPAddress.Parse(address)), StringComparison.Ordinal);

    [Theory]
    [InlineData("::", "the unspecified address")]
    [InlineData("::1", "a loopback address (::1/128)")]
    [InlineData("::2", "0.0.0.0/8")]
    [InlineData("::127.0.0.1", "127.0.0.0/8")]
    [InlineData("::8.8.8.8", "an IPv4-compatible address (::/96)")]
    [InlineData("::ffff:127.0.0.1", "127.0.0.0/8")]
    [InlineData("::ffff:169.254.169.254", "169.254.0.0/16")]
    [InlineData("::ffff:a00:1", "10.0.0.0/8")]
    [InlineData("::ffff:8.8.8.8", "an IPv4-mapped address (::ffff:0:0/96)")]
    [InlineData("64:ff9b::127.0.0.1", "127.0.0.0/8")]
    [InlineData("64:ff9b::a9fe:a9fe", "169.254.0.0/16")]
    [InlineData("64:ff9b:1::808:808", "64:ff9b:1::/48")]
    [InlineData("64:ff9b::1:808:808", "2000::/3")]
    [InlineData("100::1", "100::/64")]
    [InlineData("100:0:0:1::1", "100:0:0:1::/64")]
    [InlineData("200::1", "2000::/3")]
    [InlineData("2001::1", "a reserved address (240.0.0.0/4)")]
    [InlineData("2001:0:4136:e378:8000:63bf:f5ff:fffe", "10.0.0.0/8")]
    [InlineData("2001:0:4136:e378:8000:63bf:f7f7:f7f7", "a Teredo tunnel (2001::/32)")]
    [InlineData("2001:1::1", "2001::/23")]
    [InlineData("2001:2::1", "2001:2::/48")]
    [InlineData("2001:10::1", "2001:10::/28")]
    [InlineData("2001:2f:ffff::1", "2001:20::/28")]
    [InlineData("2001:1ff:ffff::1", "2001::/23")]
    [InlineData("2001:db8::1", "2001:db8::/32")]
    [InlineData("2002:7f00:1::1", "127.0.0.0/8")]
    [InlineData("2002:a9fe:a9fe::", "169.254.0.0/16")]
    [InlineData("2002:c0a8:101::1", "192.168.0.0/16")]
    [InlineData("3fff:fff:ffff::1", "3fff::/20")]
    [InlineData("4000::1", "2000::/3")]
    [InlineData("5f00::1", "5f00::/16")]
    [InlineData("fc00::1", "fc00::/7")]
    [InlineData("fd00:ec2::254", "a private network (fc00::/7)")]
    [InlineData("fe80::1", "fe80::/10")]
    [InlineData("fe80::1%1", "fe80::/10")]
    [InlineData("febf:ffff::1", "fe80::/10")]
    [InlineData("fec0::1", "fec0::/10")]
    [InlineData("ff02::1", "ff00::/8")]
    [InlineData("ff0e::1", "ff00::/8")]
    public void An_IPv6_address_that_is_not_of_the_public_is_refused_with_its_network(string address, string says) =>
        Assert.Contains(says, Nothing.Why(IPAddress.Parse(address)), StringComparison.Ordinal);

    [Theory]
    [InlineData("1.0.0.0")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("191.255.255.255")]
    [InlineData("192.0.1.0")]
    [InlineData("192.0.3.0")]
    [InlineData("192.88.98.255")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("198.51.99.255")]
    [InlineData("203.0.114.0")]
    [InlineData("223.255.255.255")]
    [InlineData("8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2000::1")]
    [InlineData("2001:200::1")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2002:808:808::1")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450:4001:81b::200e")]
    [InlineData("3ffe:ffff::1")]
    public void An_address_of_the_public_is_not_refused(string address) => Assert.Null(Nothing.Why(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.1.0.0/16", "10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "::ffff:10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "10.2.0.1", false)]
    [InlineData("10.1.0.0/16", "::ffff:10.2.0.1", false)]
    [InlineData("10.1.0.0/16", "::10.1.2.3", false)]
    [InlineData("10.1.0.0/16", "64:ff9b::10.1.2.3", false)]
    [InlineData("10.1.0.0/16", "2002:a01:203::1", false)]
    [InlineData("127.0.0.2/32", "127.0.0.2", true)]
    [InlineData("127.0.0.2/32", "127.0.0.1", false)]
    [InlineData("127.0.0.0/8", "::1", false)]
    [InlineData("::1/128", "::1", true)]
    [InlineData("::1/128", "127.0.0.1", false)]
    [InlineData("fd00::/8", "fd00:ec2::254", true)]
    [InlineData("fd00::/8", "fc00::1", false)]
    [InlineData("fc00::/7", "::ffff:1.40.40.10", false)]
    [InlineData("64:ff9b::/96", "64:ff9b::10.1.2.3", true)]
    [InlineData("0.0.0.0/0", "169.254.169.254", true)]
    [InlineData("0.0.0.0/0", "fe80::1", false)]
    public void What_the_operator_allows_is_allowed_and_no_more(string network, string address, bool allowed) =>
        Assert.Equal(allowed, new ForbiddenNetworks([IPNetwork.Parse("203.0.113.9/32"), IPNetwork.Parse(network)]).Why(IPAddress.Parse(address)) is null);

    [Fact]
    public void An_IPv4_address_is_judged_alike_however_it_is_wrapped() => Gen.UInt.Sample(number =>
    {
        byte[] bytes = [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
        var plain = Nothing.Why(new IPAddress(bytes));

        byte[] translated = [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, .. bytes], tunnelled = [0x20, 0x02, .. bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
        Assert.Equal(plain, Nothing.Why(new IPAddress(translated)));
        Assert.Equal(plain, Nothing.Why(new IPAddress(tunnelled)));
        Assert.Equal(plain ?? "an IPv4-mapped address (::ffff:0:0/96)", Nothing.Why(new IPAddress(bytes).MapToIPv6()));
        Assert.Null(new ForbiddenNetworks([new IPNetwork(new IPAddress(bytes), 32)]).Why(new IPAddress(bytes).MapToIPv6()));
    });
}
