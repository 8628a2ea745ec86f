using System.Net;
using SendApi.Core;

namespace SendApi.Tests.Core;

public sealed class SourceNetworksTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7/32", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.7/32", "203.0.113.8", false)]
    [InlineData("203.0.113.0/24", "203.0.113.0/24", "203.0.113.255", true)]
    [InlineData("203.0.113.0/24", "203.0.113.0/24", "::ffff:203.0.113.9", true)]
    [InlineData("203.0.113.0/24", "203.0.113.0/24", "203.0.114.0", false)]
    [InlineData("0.0.0.0/0", "0.0.0.0/0", "198.51.100.1", true)]
    [InlineData("0.0.0.0/0", "0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("2001:DB8::/32", "2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/33", "2001:db8::/33", "2001:db8:8000::1", false)]
    [InlineData("::1", "::1/128", "::1", true)]
    public void A_network_holds_its_addresses_and_no_other(string text, string shown, string address, bool holds)
    {
        Assert.Null(SourceNetworks.Read(text, out var network));
        Assert.Equal(shown, network.ToString());
        Assert.Equal(holds, SourceNetworks.Stored($"198.51.100.77/32 {network}").Hold(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("", "not an address")]
    [InlineData("office", "not an address")]
    [InlineData("203.0.113", "not an address")]
    [InlineData("0203.0.113.7", "not an address")]
    [InlineData("3405803783", "not an address")]
    [InlineData("203.0.113.7:80", "not an address")]
    [InlineData("[::1]", "not an address")]
    [InlineData("fe80::1%2", "not an address")]
    [InlineData("::ffff:203.0.113.7", "not an address")]
    [InlineData("203.0.113.0/33", "0 to 32")]
    [InlineData("2001:db8::/129", "0 to 128")]
    [InlineData("203.0.113.0/", "0 to 32")]
    [InlineData("203.0.113.0/-1", "0 to 32")]
    [InlineData("203.0.113.7/24", "203.0.113.0/24")]
    [InlineData("10.1.2.3/9", "10.0.0.0/9")]
    [InlineData("2001:db8::1/32", "2001:db8::/32")]
    public void A_text_that_is_no_network_says_what_would_be_one(string text, string says) =>
        Assert.Contains(says, SourceNetworks.Read(text, out _), StringComparison.Ordinal);

    [Fact]
    public void Without_networks_everybody_may_and_with_them_nobody_whose_address_is_not_known()
    {
        Assert.True(SourceNetworks.Stored(null).Hold(null));
        Assert.False(SourceNetworks.Stored("0.0.0.0/0").Hold(null));
    }
}
