using System.Net;
using SendApi.Core.Net;
using SendApi.Server.Outbound;

namespace SendApi.Tests.Outbound;

public sealed class OutboundUrlTests
{
    private static readonly OutboundUrl Strict = new(new ForbiddenNetworks([])), OnThisMachine = new(new OutboundOptions { AllowedNetworks = OutboundOptions.Loopback }.Forbidden());

    public static TheoryData<string> Forbidden =>
        [.. ForbiddenTargets.Hosts.SelectMany(h => (string[])[$"https://{h}/hook", $"http://{h}:8080"]).Concat(ForbiddenTargets.Urls)];

    [Theory, MemberData(nameof(Forbidden), DisableDiscoveryEnumeration = true)]
    public void A_forbidden_address_is_refused_by_the_name_of_its_field(string text)
    {
        var wrong = Strict.Read("url", text, out var url);

        Assert.StartsWith("'url' must ", wrong, StringComparison.Ordinal);
        Assert.Null(url);
        Assert.DoesNotContain('\n', wrong!);
    }

    /// <summary>A row that was stored under other rules is judged again when it is called.</summary>
    [Fact]
    public async Task What_the_reading_refuses_connects_nowhere_either()
    {
        await using var inside = new Receiver("HTTP/1.1 204 Taken\r\nConnection: close\r\n\r\n");
        await using var names = new LocalDns(_ => null);
        using var calls = new Calls(names);

        var asked = 0;
        foreach (var host in ForbiddenTargets.Hosts)
            foreach (var scheme in (string[])["http", "https"])
                if (Uri.TryCreate($"{scheme}://{host}:{inside.Port}/", UriKind.Absolute, out var url))
                {
                    var answer = await calls.Post(url.OriginalString);
                    Assert.True(answer is OutboundAnswer.Forbidden or OutboundAnswer.Failed { Reason: "The name of the host is not known." }, $"{url}: {answer}");
                    asked++;
                }

        Assert.Equal(0, inside.Connections);
        Assert.InRange(asked, 150, int.MaxValue);
    }

    [Theory]
    [InlineData("https://example.com")]
    [InlineData("https://example.com/")]
    [InlineData("HTTPS://EXAMPLE.COM/Hook")]
    [InlineData("https://example.com:8443/hooks/sms?shop=1&b=%20")]
    [InlineData("https://example.com./")]
    [InlineData("https://a_b.example.com/")]
    [InlineData("https://xn--bcher-kva.example/")]
    [InlineData("https://example.com/été")]
    [InlineData("https://example.com/a@b")]
    [InlineData("https://8.8.8.8/")]
    [InlineData("https://[2606:4700::1111]:444/x")]
    [InlineData("https://localhost.example.com/")]
    [InlineData("https://notlocalhost/")]
    [InlineData("https://hooks.4chan.example/")]
    public void An_address_on_the_internet_is_read(string text)
    {
        Assert.Null(Strict.Read("url", text, out var url));
        Assert.Equal(text, url?.OriginalString);
    }

    [Theory]
    [InlineData("http://localhost:3000/hook", true)]
    [InlineData("http://127.0.0.1:3000/", true)]
    [InlineData("http://[::1]:3000/", true)]
    [InlineData("http://app.localhost/", true)]
    [InlineData("https://localhost/", true)]
    [InlineData("http://example.com/", false)]
    [InlineData("http://10.0.0.1/", false)]
    [InlineData("https://10.0.0.1/", false)]
    public void Where_the_operator_allows_loopback_a_receiver_there_may_speak_http(string text, bool may) =>
        Assert.Equal(may, OnThisMachine.Read("url", text, out _) is null);

    [Fact]
    public void A_network_that_is_allowed_needs_https_all_the_same()
    {
        var inside = new OutboundUrl(new ForbiddenNetworks([IPNetwork.Parse("10.1.0.0/16")]));

        Assert.Null(inside.Read("url", "https://10.1.2.3/hook", out _));
        Assert.Contains("must be an https address", inside.Read("url", "http://10.1.2.3/hook", out _), StringComparison.Ordinal);
        Assert.Contains("10.0.0.0/8", inside.Read("url", "https://10.2.2.3/hook", out _), StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_has_2048_characters_at_most()
    {
        var longest = "https://example.com/".PadRight(2_048, 'x');

        Assert.Null(Strict.Read("url", longest, out _));
        Assert.Equal("'url' must have at most 2,048 characters.", Strict.Read("url", longest + "x", out _));
    }

    [Fact]
    public void A_refusal_says_what_is_there_instead() => Assert.Equal(
        "'callback_url' must be an address on the internet: 127.0.0.1 is a loopback address (127.0.0.0/8).", Strict.Read("callback_url", "https://2130706433/", out _));
}
