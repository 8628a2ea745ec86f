using SendApi.Connectors.Smpp;
using SendApi.Core.Sending;

namespace SendApi.Tests.Connectors.Smpp;

public sealed class SmppBindsTests
{
    [Fact]
    public async Task Several_binds_share_the_load_and_the_parts_of_a_text_stay_on_one()
    {
        await using var carrier = new ScriptedCarrier();
        var sender = Given.Sender(Given.Options(carrier.Port, ("binds", "2"), ("window", "1")));
        ScriptedLink[] links = [await carrier.Bind(), await carrier.Bind()];
        await Until.True(() => sender.Room == 2);
        Assert.Equal("2 of 2 bound", sender.State);

        var texts = new[] { sender.Send(Given.Message(Given.Long(200)), default), sender.Send(Given.Message(Given.Long(200)), default) };
        foreach (var link in links)
        {
            var (first, one) = await link.Submit();
            link.Accept(first, "a");
            var (second, other) = await link.Submit();
            link.Accept(second, "b");
            // The reference in the header is the same for the parts of one text.
            Assert.Equal(one.ShortMessage.Span[3], other.ShortMessage.Span[3]);
        }

        Assert.All(await Task.WhenAll(texts).Soon(), outcome => Assert.Equal(["a", "b"], Assert.IsType<SendOutcome.Accepted>(outcome).ProviderIds));
        await End(sender, links);
    }

    [Fact]
    public async Task What_one_bind_loses_goes_on_by_the_other()
    {
        await using var carrier = new ScriptedCarrier();
        var sender = Given.Sender(Given.Options(carrier.Port, ("binds", "2")));
        ScriptedLink[] links = [await carrier.Bind(), await carrier.Bind()];
        await Until.True(() => sender.Room == 100);

        await links[0].Cut();
        await Until.True(() => sender.Room == 50);
        Assert.StartsWith("1 of 2 bound, connecting", sender.State, StringComparison.Ordinal);
        await sender.WaitForRoom(default).Soon();
        var sending = sender.Send(Given.Message(), default);
        links[1].Accept((await links[1].Submit()).Pdu, "1");

        Assert.IsType<SendOutcome.Accepted>(await sending.Soon());
        await End(sender, links);
    }

    [Fact]
    public void What_the_carrier_allows_is_shared_out_to_the_last_part()
    {
        var options = Given.Options(2775, ("binds", "3"), ("throttle_per_second", "10"));

        Assert.Equal([4, 3, 3], Enumerable.Range(0, 3).Select(options.ThrottleOf));
        Assert.Equal("binds", Assert.Throws<InvalidSetting>(() => Given.Options(2775, ("binds", "3"), ("throttle_per_second", "2"))).Name);
        Assert.Equal("binds", Assert.Throws<InvalidSetting>(() => Given.Options(2775, ("binds", "11"))).Name);
    }

    private static async Task End(SmppSender sender, ScriptedLink[] links)
    {
        foreach (var link in links)
            await link.Cut();
        await sender.DisposeAsync().AsTask().Soon();
    }
}
