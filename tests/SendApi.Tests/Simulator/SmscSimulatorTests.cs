using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SendApi.Connectors.Smpp;
using SendApi.Core.Sending;
using SendApi.Simulator.Smsc;
using SendApi.Tests.Connectors.Smpp;

namespace SendApi.Tests.Simulator;

/// <summary>The simulated carrier, asked by the real sender over TCP.</summary>
public sealed class SmscSimulatorTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 9, 12, 0, 0, TimeSpan.Zero));
    private readonly ConcurrentQueue<SimulatedSubmit> _submits = new();
    private readonly ConcurrentQueue<Receipt> _receipts = new();
    private SmscSimulator? _simulator;
    private SmppSender? _sender;

    public async ValueTask DisposeAsync()
    {
        if (_simulator is not null)
            await _simulator.DisposeAsync();
        if (_sender is not null)
            await _sender.DisposeAsync();
    }

    [Fact]
    public async Task A_text_is_delivered_and_its_receipt_comes_after_the_delay()
    {
        var sender = await Bound(new SmscOptions());
        var id = Assert.Single(await Accepted(sender, "+447700900123", "Hello €"));
        Assert.Equal(new SimulatedSubmit(id, "shop", "Shop", "447700900123", "Hello €", null, 0), Assert.Single(_submits));
        Assert.Empty(_receipts);

        _clock.Advance(TimeSpan.FromMilliseconds(50));
        await Until.True(() => _simulator!.Counters.ReceiptsConfirmed == 1);
        var doneAt = new DateTimeOffset(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(new Receipt("carrier", id, ReceiptState.Delivered, null, doneAt, "DELIVRD"), Connectors.Bare.Of(Assert.Single(_receipts)));
    }

    [Theory, InlineData(SmscReceiptForm.Text), InlineData(SmscReceiptForm.Parameters), InlineData(SmscReceiptForm.Both)]
    public async Task Receipts_come_in_every_form(SmscReceiptForm form)
    {
        var sender = await Bound(new SmscOptions { ReceiptForm = form });
        var id = Assert.Single(await Accepted(sender, "+447700900001"));
        await Until.True(() => _receipts.Count == 1, _clock);
        Assert.True(_receipts.TryDequeue(out var receipt));
        Assert.Equal((id, ReceiptState.Undelivered, "001", "UNDELIV"), (receipt.ProviderId, receipt.State, receipt.ErrorCode, receipt.Raw));
    }

    [Theory, InlineData("udh", 3), InlineData("sar", 3), InlineData("payload", 1)]
    public async Task A_long_text_arrives_whole(string form, int parts)
    {
        var sender = await Bound(new SmscOptions(), ("long_messages", form));
        var text = Given.Long(400);
        Assert.Equal(parts, (await Accepted(sender, "+447700900123", text)).Count);
        Assert.Equal(text, string.Concat(_submits.OrderBy(submit => submit.Place?.Number).Select(submit => submit.Text)));
    }

    [Fact]
    public async Task The_endings_of_the_table_do_what_it_says()
    {
        var sender = await Bound(new SmscOptions());
        Assert.Equal("ESME_RINVDSTADR", Assert.IsType<SendOutcome.Rejected>(await Send(sender, "+447700900002")).ProviderCode);
        Assert.IsType<SendOutcome.Unknown>(await Send(sender, "+447700900008").Turning(_clock));

        var silent = await Accepted(sender, "+447700900004");
        var twice = await Accepted(sender, "+447700900006");
        var expired = await Accepted(sender, "+447700900009");
        await Until.True(() => _receipts.Count == 3, _clock, TimeSpan.FromMilliseconds(50));
        Assert.Equal([.. twice, .. twice, .. expired], _receipts.Select(receipt => receipt.ProviderId).Order());
        Assert.Equal("EXPIRED", _receipts.Single(receipt => receipt.ProviderId == expired[0]).Raw);
        Assert.DoesNotContain(_receipts, receipt => receipt.ProviderId == silent[0]);

        Assert.IsType<SendOutcome.Unknown>(await Send(sender, "+447700900007").Soon());
    }

    [Fact]
    public async Task A_late_receipt_comes_after_half_a_minute()
    {
        var sender = await Bound(new SmscOptions());
        var sentAt = _clock.GetUtcNow();
        await Accepted(sender, "+447700900005");
        await Until.True(() => _receipts.Count == 1, _clock);
        Assert.InRange(_clock.GetUtcNow() - sentAt, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task A_throttled_recipient_is_reached_at_the_third_try()
    {
        var sender = await Bound(new SmscOptions());
        for (var i = 0; i < 2; i++)
        {
            Assert.IsType<SendOutcome.TryLater>(await Send(sender, "+447700900003").Soon());
            await Until.True(() => sender.Room > 0, _clock);
        }

        await Accepted(sender, "+447700900003");
    }

    [Fact]
    public async Task Without_magic_every_recipient_is_reached()
    {
        var sender = await Bound(new SmscOptions { Magic = false });
        foreach (var magic in MagicRecipients.All)
            await Accepted(sender, $"+447700900{magic.Suffix}");
    }

    [Fact]
    public async Task A_limit_a_second_throttles_and_nothing_is_lost()
    {
        var sender = await Bound(new SmscOptions { ThrottlePerSecond = 10 });
        for (var accepted = 0; accepted < 40;)
        {
            await Until.True(() => sender.Room > 0, _clock, TimeSpan.FromMilliseconds(100));
            accepted += await Send(sender, "+447700900123").Soon() is SendOutcome.Accepted ? 1 : 0;
        }

        Assert.Equal((40, 40), (_submits.Count, _simulator!.Counters.Accepted));
        Assert.True(_simulator.Counters.Submits > 40);
    }

    [Fact]
    public async Task A_receipt_that_was_not_taken_is_repeated()
    {
        var fails = 2;
        var sender = await Bound(new SmscOptions(), receipt =>
        {
            if (Interlocked.Decrement(ref fails) >= 0)
                throw new IOException("disk full");
            _receipts.Enqueue(receipt);
        });
        await Accepted(sender, "+447700900123");
        await Until.True(() => _simulator!.Counters.ReceiptsConfirmed == 1, _clock);
        Assert.Single(_receipts);
        Assert.Equal(0, _simulator!.Counters.ReceiptsHeld);
    }

    [Fact]
    public async Task Receipts_wait_until_someone_binds_again()
    {
        var sender = await Bound(new SmscOptions());
        await Accepted(sender, "+447700900123");
        _simulator!.CutConnections();
        await Until.True(() => _simulator.Connections == 0 && sender.Room == 0);
        _clock.Advance(TimeSpan.FromMilliseconds(60));
        Assert.Equal(1, _simulator.Counters.ReceiptsHeld);

        await Until.True(() => _simulator.Counters.ReceiptsConfirmed == 1, _clock);
        Assert.Single(_receipts);
    }

    [Fact]
    public async Task More_receipts_than_may_wait_are_dropped_and_counted()
    {
        var sender = await Bound(new SmscOptions { MaxWaitingReceipts = 1 });
        await Accepted(sender, "+447700900123");
        await Accepted(sender, "+447700900123");
        Assert.Equal((1, 1), (_simulator!.Counters.ReceiptsHeld, _simulator.Counters.ReceiptsDropped));
    }

    [Theory]
    [InlineData("shop", "wrong", "bind refused: ESME_RINVPASWD: the password is wrong")]
    [InlineData("other", "secret", "bind refused: ESME_RINVSYSID: the system_id is not known")]
    public async Task Only_the_right_credentials_may_bind(string systemId, string password, string state)
    {
        var at = await Start(new SmscOptions { SystemId = "shop", Password = "secret" });
        _sender = Given.Sender(Given.Options(at.Port, ("system_id", systemId), ("password", password)), _clock);
        await Until.True(() => _sender.State == state);
    }

    [Fact]
    public async Task Two_simulators_give_different_message_ids()
    {
        var first = await Accepted(await Bound(new SmscOptions()), "+447700900123");
        await DisposeAsync();
        var second = await Accepted(await Bound(new SmscOptions()), "+447700900123");
        Assert.NotEqual(first[0][..8], second[0][..8]);
    }

    [Fact]
    public void Every_ending_stands_in_the_table_once()
    {
        Assert.Equal(MagicRecipients.All.Count, MagicRecipients.All.Select(magic => magic.Suffix).Distinct().Count());
        Assert.Equal(Enum.GetValues<MagicOutcome>().Except([MagicOutcome.Delivered]), MagicRecipients.All.Select(magic => magic.Outcome).Order());
        Assert.Equal(MagicOutcome.Delivered, MagicRecipients.Of("447700900123"));
    }

    private async Task<IPEndPoint> Start(SmscOptions options)
    {
        _simulator = new SmscSimulator(options, _submits.Enqueue, _clock, NullLogger.Instance);
        return await _simulator.Start(CancellationToken.None);
    }

    private Task<SmppSender> Bound(SmscOptions options, params (string, string)[] settings) => Bound(options, _receipts.Enqueue, settings);

    private async Task<SmppSender> Bound(SmscOptions options, Action<Receipt> sink, params (string, string)[] settings)
    {
        var at = await Start(options);
        _sender = Given.Sender(Given.Options(at.Port, settings), _clock, (receipt, _) =>
        {
            sink(receipt);
            return Task.CompletedTask;
        });
        await Until.True(() => _sender.Room > 0);
        return _sender;
    }

    private static Task<SendOutcome> Send(SmppSender sender, string to, string text = "Hello") =>
        sender.Send(Given.Message(text, to), CancellationToken.None);

    private static async Task<IReadOnlyList<string>> Accepted(SmppSender sender, string to, string text = "Hello") =>
        Assert.IsType<SendOutcome.Accepted>(await Send(sender, to, text).Soon()).ProviderIds;
}
