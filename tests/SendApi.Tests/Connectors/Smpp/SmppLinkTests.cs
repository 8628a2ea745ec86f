using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using SendApi.Connectors.Smpp;
using SendApi.Connectors.Smpp.Wire;
using SendApi.Core.Sending;

namespace SendApi.Tests.Connectors.Smpp;

/// <summary>How a link comes up, stays up, comes back, and what it does with receipts.</summary>
public sealed class SmppLinkTests : IAsyncDisposable
{
    private readonly ScriptedCarrier _carrier = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 9, 12, 0, 0, TimeSpan.Zero));

    public ValueTask DisposeAsync() => _carrier.DisposeAsync();

    [Fact]
    public async Task The_bind_names_us_and_our_version()
    {
        await using var sender = Given.Sender(Given.Options(_carrier.Port, ("system_type", "SMS")));
        var link = await _carrier.Accept();
        var bind = await link.Next(SmppCommand.BindTransceiver);
        Assert.Equal(new PduBody.Bind("shop", "secret", "SMS") { InterfaceVersion = 0x34 }, bind.Body);
        await link.Cut();
    }

    [Fact]
    public async Task A_refused_bind_shows_in_the_state_and_is_tried_again_after_a_long_wait()
    {
        await using var sender = Given.Sender(Given.Options(_carrier.Port), _clock);
        await _carrier.Bind(SmppStatus.ESME_RINVPASWD);
        await Until.True(() => sender.State.StartsWith("bind refused", StringComparison.Ordinal));
        Assert.Equal("bind refused: ESME_RINVPASWD: the password is wrong", sender.State);
        Assert.Equal(0, sender.Room);

        var refusedAt = _clock.GetUtcNow();
        var link = await _carrier.Bind().Turning(_clock);
        Assert.True(_clock.GetUtcNow() - refusedAt > TimeSpan.FromSeconds(10));
        await Until.True(() => sender.State == "bound");
        await link.Cut();
    }

    [Fact]
    public async Task An_unreachable_carrier_shows_in_the_state()
    {
        var port = _carrier.Port;
        await _carrier.DisposeAsync();
        await using var sender = Given.Sender(Given.Options(port));
        await Until.True(() => sender.State == "connecting: connection refused");
    }

    [Fact]
    public async Task A_carrier_that_does_not_answer_the_bind_is_tried_again()
    {
        await using var sender = Given.Sender(Given.Options(_carrier.Port), _clock);
        var silent = await _carrier.Accept();
        await silent.Next(SmppCommand.BindTransceiver);
        var link = await _carrier.Bind().Turning(_clock);
        await Until.True(() => sender.State == "bound");
        await link.Cut();
    }

    [Fact]
    public async Task A_cut_link_is_bound_again()
    {
        var (sender, first) = await Given.Bound(_carrier, _clock);
        await first.Cut();
        await Until.True(() => sender.Room == 0 && sender.State.StartsWith("connecting", StringComparison.Ordinal));
        var second = await _carrier.Bind().Turning(_clock);
        await sender.WaitForRoom(CancellationToken.None).Soon();
        await Given.End(sender, second);
    }

    [Fact]
    public async Task Garbage_ends_the_link_and_a_new_one_is_made()
    {
        var (sender, first) = await Given.Bound(_carrier, _clock);
        var sending = sender.Send(Given.Message(), CancellationToken.None);
        await first.Submit();
        await first.Raw("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        Assert.Contains("command_length", Assert.IsType<SendOutcome.Unknown>(await sending.Soon()).Reason);
        await first.Closed();
        await Given.End(sender, await _carrier.Bind().Turning(_clock));
    }

    [Fact]
    public async Task A_silent_link_is_tested_and_ended_when_nobody_answers()
    {
        var (sender, link) = await Given.Bound(_carrier, _clock);
        var enquiry = await link.Next(SmppCommand.EnquireLink).Turning(_clock);
        link.Post(enquiry.Answer(SmppStatus.ESME_ROK));
        await link.Next(SmppCommand.EnquireLink).Turning(_clock);
        Assert.Equal("bound", sender.State);

        var next = await _carrier.Bind().Turning(_clock);
        await link.Closed();
        await Given.End(sender, next);
    }

    [Fact]
    public async Task The_carriers_own_requests_are_answered()
    {
        var (sender, link) = await Given.Bound(_carrier);
        link.Post(Pdu.Request(SmppCommand.EnquireLink, 77));
        Assert.Equal(77u, (await link.Next(SmppCommand.EnquireLinkResp)).Sequence);
        link.Post(Pdu.Request((SmppCommand)0x0103, 78));
        Assert.Equal(SmppStatus.ESME_RINVCMDID, (await link.Next(SmppCommand.GenericNack)).Status);
        link.Post(Pdu.Request(SmppCommand.Unbind, 79));
        Assert.Equal(79u, (await link.Next(SmppCommand.UnbindResp)).Sequence);
        await link.Closed();
        await sender.DisposeAsync();
    }

    [Fact]
    public async Task A_receipt_is_confirmed_only_when_it_is_durable()
    {
        var durable = new TaskCompletionSource();
        var seen = new TaskCompletionSource<Receipt>();
        var (sender, link) = await Given.Bound(_carrier, sink: (receipt, _) =>
        {
            seen.SetResult(receipt);
            return durable.Task;
        });
        link.Post(Deliver(5, "id:4D2 stat:DELIVRD err:000"));
        Assert.Equal(("carrier", "4D2", ReceiptState.Delivered), (await seen.Task.Soon()) is var r ? (r.Provider, r.ProviderId, r.State) : default);

        link.Post(Pdu.Request(SmppCommand.EnquireLink, 6));
        await link.Next(SmppCommand.EnquireLinkResp);
        durable.SetResult();
        var confirmed = await link.Next(SmppCommand.DeliverSmResp);
        Assert.Equal((5u, SmppStatus.ESME_ROK), (confirmed.Sequence, confirmed.Status));
        await Given.End(sender, link);
    }

    [Fact]
    public async Task A_receipt_that_could_not_be_written_is_asked_for_again()
    {
        var (sender, link) = await Given.Bound(_carrier, sink: (_, _) => throw new IOException("disk full"));
        link.Post(Deliver(5, "id:4D2 stat:DELIVRD"));
        Assert.Equal(SmppStatus.ESME_RX_T_APPN, (await link.Next(SmppCommand.DeliverSmResp)).Status);
        await Given.End(sender, link);
    }

    [Fact]
    public async Task An_unreadable_receipt_reaches_no_sink()
    {
        var (sender, link) = await Given.Bound(_carrier, sink: (_, _) => throw new InvalidOperationException("It must not be called."));
        link.Post(Deliver(6, "stat:DELIVRD"));
        Assert.Equal(SmppStatus.ESME_RX_R_APPN, (await link.Next(SmppCommand.DeliverSmResp)).Status);
        await Given.End(sender, link);
    }

    [Fact]
    public async Task Many_receipts_are_written_at_once_and_no_more_are_read_than_that()
    {
        var durable = new TaskCompletionSource();
        var writing = new ConcurrentBag<string>();
        var (sender, link) = await Given.Bound(_carrier, _clock, (receipt, _) =>
        {
            writing.Add(receipt.ProviderId);
            return durable.Task;
        });
        for (var i = 1u; i <= 1_000; i++)
            link.Post(Deliver(i, $"id:{i} stat:DELIVRD"));

        await Until.True(() => writing.Count == 256);
        durable.SetResult();
        for (var i = 1; i <= 1_000; i++)
            Assert.Equal(SmppStatus.ESME_ROK, (await link.Next(SmppCommand.DeliverSmResp)).Status);
        Assert.Equal(1_000, writing.Distinct().Count());
        await Given.End(sender, link);
    }

    [Fact]
    public async Task Receipts_that_cannot_be_written_for_long_are_put_off_and_the_link_goes_on()
    {
        var durable = new TaskCompletionSource();
        var (sender, link) = await Given.Bound(_carrier, _clock, (_, _) => durable.Task);
        for (var i = 1u; i <= 600; i++)
            link.Post(Deliver(i, $"id:{i} stat:DELIVRD"));
        var sending = sender.Send(Given.Message(), CancellationToken.None);
        link.Accept((await link.Submit()).Pdu, "a");

        Assert.IsType<SendOutcome.Accepted>(await sending.Turning(_clock));
        for (var i = 0; i < 600 - 512; i++)
            Assert.Equal(SmppStatus.ESME_RX_T_APPN, (await link.Next(SmppCommand.DeliverSmResp)).Status);
        durable.SetResult();
        for (var i = 0; i < 512; i++)
            Assert.Equal(SmppStatus.ESME_ROK, (await link.Next(SmppCommand.DeliverSmResp)).Status);
        await Given.End(sender, link);
    }

    [Fact]
    public async Task A_sink_that_never_ends_does_not_keep_the_link_from_being_made_anew_or_closed()
    {
        var (sender, first) = await Given.Bound(_carrier, _clock, async (_, ct) => await Task.Delay(Timeout.InfiniteTimeSpan, _clock, ct));
        for (var i = 1u; i <= 600; i++)
            first.Post(Deliver(i, $"id:{i} stat:DELIVRD"));
        await first.Cut();
        var second = await _carrier.Bind().Turning(_clock);
        await second.Cut();
        var ending = Task.Run(async () =>
        {
            await sender.DisposeAsync();
            return true;
        });
        Assert.True(await ending.Turning(_clock));
    }

    [Fact]
    public async Task Two_binds_send_on_one_and_receive_on_the_other()
    {
        var receipts = new ConcurrentBag<Receipt>();
        var sender = Given.Sender(Given.Options(_carrier.Port, ("bind", "txrx")), sink: (receipt, _) =>
        {
            receipts.Add(receipt);
            return Task.CompletedTask;
        });
        var links = new Dictionary<SmppCommand, ScriptedLink>();
        for (var i = 0; i < 2; i++)
        {
            var link = await _carrier.Accept();
            var bind = await link.Next();
            link.Post(bind.Answer(SmppStatus.ESME_ROK, new PduBody.BindAnswer("scripted")));
            links[bind.Command] = link;
        }

        await Until.True(() => sender.State == "bound");
        var sending = sender.Send(Given.Message(), CancellationToken.None);
        links[SmppCommand.BindTransmitter].Accept((await links[SmppCommand.BindTransmitter].Submit()).Pdu, "4D2");
        await sending.Soon();
        links[SmppCommand.BindReceiver].Post(Deliver(1, "id:4D2 stat:DELIVRD"));
        await links[SmppCommand.BindReceiver].Next(SmppCommand.DeliverSmResp);
        Assert.Single(receipts);
        await links[SmppCommand.BindReceiver].Cut();
        await Given.End(sender, links[SmppCommand.BindTransmitter]);
    }

    [Fact]
    public async Task A_certificate_nobody_vouches_for_is_not_accepted()
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(30), DateTimeOffset.UnixEpoch.AddYears(130));
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var serving = Serve(listener, made);
        await using var sender = Given.Sender(Given.Options(((System.Net.IPEndPoint)listener.LocalEndpoint).Port, ("tls", "on")));
        await Until.True(() => sender.State.StartsWith("connecting: TLS failed", StringComparison.Ordinal));
        await serving.Soon();

        static async Task Serve(TcpListener listener, X509Certificate2 certificate)
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var stream = new SslStream(client.GetStream());
            await Record.ExceptionAsync(async () =>
            {
                await stream.AuthenticateAsServerAsync(certificate);
                Assert.Equal(0, await stream.ReadAsync(new byte[1]));
            });
        }
    }

    [Fact]
    public async Task A_probe_tells_what_it_found()
    {
        var good = SmppProbe.Run(Given.Options(_carrier.Port), Given.Around(), CancellationToken.None);
        var link = await _carrier.Bind();
        var enquiry = await link.Next(SmppCommand.EnquireLink);
        link.Post(Deliver(9, "id:4D2 stat:DELIVRD"));
        Assert.Equal(SmppStatus.ESME_RX_T_APPN, (await link.Next(SmppCommand.DeliverSmResp)).Status);
        link.Post(enquiry.Answer(SmppStatus.ESME_ROK));
        link.Post((await link.Next(SmppCommand.Unbind)).Answer(SmppStatus.ESME_ROK));
        Assert.Matches("^Bound in \\d+ ms; the carrier calls itself 'scripted'\\.$", (await good.Soon()).Words);

        var bad = SmppProbe.Run(Given.Options(_carrier.Port), Given.Around(), CancellationToken.None);
        await _carrier.Bind(SmppStatus.ESME_RINVSYSID);
        Assert.Equal(new SmppProbeResult(false, "Failed at bind refused: ESME_RINVSYSID: the system_id is not known"), await bad.Soon());
    }

    private static Pdu Deliver(uint sequence, string text, byte esmClass = 4) => Pdu.Request(SmppCommand.DeliverSm, sequence,
        new PduBody.Message(SmppAddress.None, SmppAddress.None) { EsmClass = esmClass, ShortMessage = System.Text.Encoding.ASCII.GetBytes(text) });
}
