using Microsoft.Extensions.Time.Testing;
using SendApi.Connectors.Smpp;
using SendApi.Connectors.Smpp.Wire;
using SendApi.Core.Sending;

namespace SendApi.Tests.Connectors.Smpp;

/// <summary>What the sender promises, against a carrier that is told what to do.</summary>
public sealed class SmppSenderTests : IAsyncDisposable
{
    private readonly ScriptedCarrier _carrier = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 9, 12, 0, 0, TimeSpan.Zero));

    public ValueTask DisposeAsync() => _carrier.DisposeAsync();

    [Fact]
    public async Task An_accepted_message_has_the_carriers_id()
    {
        var (sender, link) = await Given.Bound(_carrier);
        var sending = sender.Send(Given.Message("Hi @ €"), CancellationToken.None);
        var (pdu, message) = await link.Submit();
        link.Accept(pdu, "4D2");

        Assert.Equal(["4D2"], Assert.IsType<SendOutcome.Accepted>(await sending.Soon()).ProviderIds);
        Assert.Equal("48692000201B65", Convert.ToHexString(message.ShortMessage.Span));
        Assert.Equal((1, 0, "447700900000"), (message.RegisteredDelivery, message.DataCoding, message.Destination.Number));
        Assert.Equal(50, sender.Room);
        await Given.End(sender, link);
    }

    [Fact]
    public async Task A_refusal_names_the_carriers_code()
    {
        var (sender, link) = await Given.Bound(_carrier);
        var sending = sender.Send(Given.Message(), CancellationToken.None);
        link.Post((await link.Submit()).Pdu.Answer(SmppStatus.ESME_RINVDSTADR));
        Assert.Equal("ESME_RINVDSTADR", Assert.IsType<SendOutcome.Rejected>(await sending.Soon()).ProviderCode);
        await Given.End(sender, link);
    }

    [Fact]
    public async Task Without_a_link_nothing_has_left()
    {
        await using var sender = Given.Sender(Given.Options(_carrier.Port));
        Assert.Equal(0, sender.Room);
        Assert.IsType<SendOutcome.TryLater>(await sender.Send(Given.Message(), CancellationToken.None).Soon());
    }

    [Fact]
    public async Task A_message_whose_validity_is_over_does_not_leave()
    {
        var (sender, link) = await Given.Bound(_carrier, _clock);
        var outcome = await sender.Send(Given.Message(validUntil: _clock.GetUtcNow()), CancellationToken.None).Soon();
        Assert.Equal("expired", Assert.IsType<SendOutcome.Rejected>(outcome).ProviderCode);
        await Given.End(sender, link);
    }

    [Fact]
    public async Task A_cut_with_a_submit_under_way_leaves_its_outcome_unknown()
    {
        var (sender, link) = await Given.Bound(_carrier);
        var sending = sender.Send(Given.Message(), CancellationToken.None);
        await link.Submit();
        await link.Cut();
        Assert.IsType<SendOutcome.Unknown>(await sending.Soon());
        await sender.DisposeAsync();
    }

    [Fact]
    public async Task A_carrier_that_does_not_answer_leaves_the_outcome_unknown()
    {
        var (sender, link) = await Given.Bound(_carrier, _clock);
        var begun = _clock.GetUtcNow();
        var sending = sender.Send(Given.Message(), CancellationToken.None);
        await link.Submit();
        Assert.IsType<SendOutcome.Unknown>(await sending.Turning(_clock));
        Assert.InRange(_clock.GetUtcNow() - begun, TimeSpan.FromSeconds(10), sender.SendLimit);
        Assert.Equal(50, sender.Room);
        await Given.End(sender, link);
    }

    [Fact]
    public async Task A_carrier_that_leaves_several_unanswered_is_bound_anew()
    {
        var (sender, link) = await Given.Bound(_carrier, _clock);
        var sending = Enumerable.Range(0, 3).Select(_ => sender.Send(Given.Message(), CancellationToken.None)).ToArray();
        for (var i = 0; i < 3; i++)
            await link.Submit();

        Assert.All(await Task.WhenAll(sending).Turning(_clock), outcome => Assert.IsType<SendOutcome.Unknown>(outcome));
        await link.Closed();
        var next = _carrier.Bind();
        await next.Turning(_clock);
        await Until.True(() => sender.State == "bound");
        await Given.End(sender, await next);
    }

    [Fact]
    public async Task Throttling_gives_the_message_back_and_slows_the_link()
    {
        var (sender, link) = await Given.Bound(_carrier, _clock);
        var outcome = await Throttled(sender, link);
        Assert.Equal(TimeSpan.FromMilliseconds(250), outcome.After);
        Assert.Equal(0, sender.Room);
        Assert.Equal("bound, slowed by the carrier", sender.State);

        var room = sender.WaitForRoom(CancellationToken.None);
        Assert.False(room.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(251));
        await room.Soon();
        Assert.Equal(25, sender.Room);

        Assert.Equal(TimeSpan.FromMilliseconds(500), (await Throttled(sender, link)).After);
        _clock.Advance(TimeSpan.FromMilliseconds(501));
        Assert.Equal(12, sender.Room);
        await Given.End(sender, link);
    }

    [Fact]
    public async Task A_slowed_link_speeds_up_again_as_messages_pass()
    {
        var (sender, link) = await Given.Bound(_carrier, _clock, settings: ("window", "4"));
        await Throttled(sender, link);
        _clock.Advance(TimeSpan.FromMilliseconds(251));
        for (var i = 0; i < 20; i++)
        {
            var sending = sender.Send(Given.Message(), CancellationToken.None);
            link.Accept((await link.Submit()).Pdu, $"{i}");
            await sending.Soon();
        }

        Assert.Equal(4, sender.Room);
        await Given.End(sender, link);
    }

    [Fact]
    public async Task Only_what_never_reached_the_socket_may_be_sent_again()
    {
        var stream = new ClosedGate();
        var link = new SmppLink(stream);
        var pending = new PendingRequests(link, _clock);
        using var stop = new CancellationTokenSource();
        var first = pending.Send(SmppCommand.SubmitSm, null);
        var writing = link.Write(stop.Token);
        await stream.Reached.Soon();
        var second = pending.Send(SmppCommand.SubmitSm, null);

        await stop.CancelAsync();
        await Record.ExceptionAsync(() => writing);
        pending.End("cut");
        Assert.IsType<SmppAnswer.None>(await first.Soon());
        Assert.IsType<SmppAnswer.NotSent>(await second.Soon());
        Assert.IsType<SmppAnswer.NotSent>(await pending.Send(SmppCommand.SubmitSm, null).Soon());
    }

    [Fact]
    public async Task The_window_holds_and_messages_wait_their_turn()
    {
        var (sender, link) = await Given.Bound(_carrier, settings: ("window", "2"));
        var sending = Enumerable.Range(0, 3).Select(_ => sender.Send(Given.Message(), CancellationToken.None)).ToArray();
        var first = (await link.Submit()).Pdu;
        await link.Submit();
        Assert.Equal(0, sender.Room);
        Assert.False(sender.WaitForRoom(CancellationToken.None).IsCompleted);
        var third = link.Next();
        link.Accept(first, "a");
        link.Accept(await third, "c");
        Assert.IsType<SendOutcome.Accepted>(await sending[2].Soon());
        await link.Cut();
        await sender.DisposeAsync();
    }

    [Fact]
    public async Task No_more_leave_in_a_second_than_the_operator_allows()
    {
        var (sender, link) = await Given.Bound(_carrier, _clock, settings: ("throttle_per_second", "20"));
        Assert.Equal(2, sender.Room);
        var sending = Enumerable.Range(0, 2).Select(_ => sender.Send(Given.Message(), CancellationToken.None)).ToArray();
        for (var i = 0; i < 2; i++)
            link.Accept((await link.Submit()).Pdu, $"{i}");
        await Task.WhenAll(sending).Soon();

        Assert.Equal(0, sender.Room);
        var room = sender.WaitForRoom(CancellationToken.None);
        _clock.Advance(TimeSpan.FromMilliseconds(51));
        await room.Soon();
        Assert.Equal(1, sender.Room);
        await Given.End(sender, link);
    }

    [Fact]
    public async Task A_nack_without_an_error_is_no_acceptance()
    {
        var (sender, link) = await Given.Bound(_carrier);
        var sending = sender.Send(Given.Message(), CancellationToken.None);
        link.Post((await link.Submit()).Pdu.Nack(SmppStatus.ESME_ROK));
        Assert.IsType<SendOutcome.Unknown>(await sending.Soon());
        await Given.End(sender, link);
    }

    [Fact]
    public async Task A_stopped_caller_gets_the_message_back_only_while_it_has_not_left()
    {
        var (sender, link) = await Given.Bound(_carrier);
        using var stop = new CancellationTokenSource();
        var sending = sender.Send(Given.Message(), stop.Token);
        var (pdu, _) = await link.Submit();
        await stop.CancelAsync();
        Assert.IsType<SendOutcome.TryLater>(await sender.Send(Given.Message(), stop.Token).Soon());
        link.Accept(pdu, "a");
        Assert.IsType<SendOutcome.Accepted>(await sending.Soon());
        await Given.End(sender, link);
    }

    [Fact]
    public async Task Disposing_waits_for_answers_and_unbinds()
    {
        var (sender, link) = await Given.Bound(_carrier);
        var sending = sender.Send(Given.Message(), CancellationToken.None);
        var (pdu, _) = await link.Submit();
        var ending = sender.DisposeAsync().AsTask();
        Assert.IsType<SendOutcome.TryLater>(await sender.Send(Given.Message(), CancellationToken.None).Soon());
        link.Accept(pdu, "a");
        Assert.IsType<SendOutcome.Accepted>(await sending.Soon());

        var unbind = await link.Next(SmppCommand.Unbind);
        link.Post(unbind.Answer(SmppStatus.ESME_ROK));
        await ending.Soon();
        await link.Closed();
        Assert.Equal(0, sender.Room);
    }

    private static async Task<SendOutcome.TryLater> Throttled(SmppSender sender, ScriptedLink link)
    {
        var sending = sender.Send(Given.Message(), CancellationToken.None);
        link.Post((await link.Submit()).Pdu.Answer(SmppStatus.ESME_RTHROTTLED));
        return Assert.IsType<SendOutcome.TryLater>(await sending.Soon());
    }
}
