using Microsoft.Extensions.Time.Testing;
using SendApi.Connectors.Smpp.Wire;
using SendApi.Core.Sending;

namespace SendApi.Tests.Connectors.Smpp;

/// <summary>What becomes of a long text when its parts meet trouble on the way.</summary>
public sealed class SmppPartsTests : IAsyncDisposable
{
    private readonly ScriptedCarrier _carrier = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 9, 12, 0, 0, TimeSpan.Zero));

    public ValueTask DisposeAsync() => _carrier.DisposeAsync();

    [Fact]
    public async Task A_throttled_part_is_sent_again_and_the_accepted_parts_are_not()
    {
        var (sender, link) = await Given.Bound(_carrier, _clock);
        var sending = sender.Send(Given.Message(Given.Long(400)), CancellationToken.None);
        link.Accept((await link.Submit()).Pdu, "a");
        var (second, text) = await link.Submit();
        link.Post(second.Answer(SmppStatus.ESME_RTHROTTLED));
        await Until.True(() => sender.State != "bound");
        _clock.Advance(TimeSpan.FromMilliseconds(251));

        // It may begin to wait only now: the clock goes on until it has waited.
        var (again, same) = await link.Submit().Turning(_clock);
        Assert.Equal(Convert.ToHexString(text.ShortMessage.Span), Convert.ToHexString(same.ShortMessage.Span));
        link.Accept(again, "b");
        link.Accept((await link.Submit()).Pdu, "c");
        Assert.Equal(["a", "b", "c"], Assert.IsType<SendOutcome.Accepted>(await sending.Soon()).ProviderIds);
        await Given.End(sender, link);
    }

    [Fact]
    public async Task A_part_that_cannot_follow_leaves_the_outcome_unknown_within_the_limit()
    {
        var (sender, link) = await Given.Bound(_carrier, _clock);
        var begun = _clock.GetUtcNow();
        var sending = sender.Send(Given.Message(Given.Long(200)), CancellationToken.None);
        link.Accept((await link.Submit()).Pdu, "a");
        await Refusing(link, sending).Turning(_clock);

        Assert.Contains("Part 2 of 2", Assert.IsType<SendOutcome.Unknown>(await sending).Reason);
        Assert.InRange(_clock.GetUtcNow() - begun, TimeSpan.FromSeconds(1), sender.SendLimit);
        await Given.End(sender, link);
    }

    [Fact]
    public async Task A_part_refused_after_an_accepted_one_is_unknown_so_that_no_one_sends_it_whole_again()
    {
        var (sender, link) = await Given.Bound(_carrier);
        var sending = sender.Send(Given.Message(Given.Long(200)), CancellationToken.None);
        link.Accept((await link.Submit()).Pdu, "a");
        link.Post((await link.Submit()).Pdu.Answer(SmppStatus.ESME_RINVESMCLASS));
        Assert.Contains("ESME_RINVESMCLASS", Assert.IsType<SendOutcome.Unknown>(await sending.Soon()).Reason);
        await Given.End(sender, link);
    }

    [Fact]
    public async Task A_part_the_carrier_could_not_take_is_sent_again()
    {
        var (sender, link) = await Given.Bound(_carrier, _clock);
        var sending = sender.Send(Given.Message(Given.Long(200)), CancellationToken.None);
        link.Accept((await link.Submit()).Pdu, "a");
        link.Post((await link.Submit()).Pdu.Answer(SmppStatus.ESME_RSYSERR));
        await Task.WhenAny(sending, Repeated()).Turning(_clock, TimeSpan.FromMilliseconds(20));
        Assert.Equal(["a", "b"], Assert.IsType<SendOutcome.Accepted>(await sending.Soon()).ProviderIds);
        await Given.End(sender, link);

        async Task Repeated()
        {
            link.Accept((await link.Submit()).Pdu, "b");
            await sending;
        }
    }

    [Fact]
    public async Task A_part_that_was_held_up_follows_on_the_next_link()
    {
        var (sender, link) = await Given.Bound(_carrier, _clock);
        var sending = sender.Send(Given.Message(Given.Long(200)), CancellationToken.None);
        link.Accept((await link.Submit()).Pdu, "a");
        link.Post((await link.Submit()).Pdu.Answer(SmppStatus.ESME_RTHROTTLED));
        await Until.True(() => sender.State != "bound");
        await link.Cut();

        // In small steps: the message gives up after twenty seconds of this clock.
        var next = await _carrier.Bind().Turning(_clock, TimeSpan.FromMilliseconds(20));
        next.Accept((await next.Submit().Turning(_clock, TimeSpan.FromMilliseconds(20))).Pdu, "b");
        Assert.Equal(["a", "b"], Assert.IsType<SendOutcome.Accepted>(await sending.Soon()).ProviderIds);
        await Given.End(sender, next);
    }

    [Fact]
    public async Task Disposing_lets_the_parts_of_a_message_follow()
    {
        var (sender, link) = await Given.Bound(_carrier);
        var sending = sender.Send(Given.Message(Given.Long(200)), CancellationToken.None);
        var (first, _) = await link.Submit();
        var ending = sender.DisposeAsync().AsTask();
        link.Accept(first, "a");
        link.Accept((await link.Submit()).Pdu, "b");
        Assert.IsType<SendOutcome.Accepted>(await sending.Soon());
        link.Post((await link.Next(SmppCommand.Unbind)).Answer(SmppStatus.ESME_ROK));
        await ending.Soon();
    }

    [Fact]
    public async Task A_part_that_waits_when_the_sender_is_disposed_leaves_the_outcome_unknown()
    {
        var (sender, link) = await Given.Bound(_carrier, _clock);
        var sending = sender.Send(Given.Message(Given.Long(200)), CancellationToken.None);
        link.Accept((await link.Submit()).Pdu, "a");
        link.Post((await link.Submit()).Pdu.Answer(SmppStatus.ESME_RTHROTTLED));
        await Until.True(() => sender.State != "bound");
        await link.Cut();
        var ending = sender.DisposeAsync().AsTask();
        Assert.IsType<SendOutcome.Unknown>(await sending.Turning(_clock));
        await ending.Soon();
    }

    /// <summary>Answers every submit with a throttling error until the message has its outcome.</summary>
    private static async Task<SendOutcome> Refusing(ScriptedLink link, Task<SendOutcome> sending)
    {
        var next = link.Next();
        while (await Task.WhenAny(next, sending) == next)
        {
            var pdu = await next;
            link.Post(pdu.Answer(pdu.Command == SmppCommand.SubmitSm ? SmppStatus.ESME_RTHROTTLED : SmppStatus.ESME_ROK));
            next = link.Next();
        }

        return await sending;
    }
}
