using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Channels;

namespace SendApi.Bench.Smpp;

/// <summary>Sends a session's delivery receipts: each some time after its submit, and never more at a time than a real centre's window.</summary>
public sealed class SmscReceipts(SmscOutput output, SmscLedger ledger, TimeSpan delay) : IDisposable
{
    private const int Window = 100;

    /// <summary>esm_class: the short message holds a delivery receipt.</summary>
    private const byte IsReceipt = 0x04;

    private readonly Channel<Pending> _pending = Channel.CreateUnbounded<Pending>();
    private readonly SemaphoreSlim _window = new(Window);

    public void Add(Submit submit, string messageId)
    {
        var due = Stopwatch.GetTimestamp() + (long)(delay.TotalSeconds * Stopwatch.Frequency);
        _pending.Writer.TryWrite(new Pending(submit, messageId, due));
    }

    /// <summary>The receiver answered one: the next may go.</summary>
    public void Answered() => _window.Release();

    public async Task Run(CancellationToken ct)
    {
        while (await _pending.Reader.WaitToReadAsync(ct))
        {
            while (IsNextDue() && _pending.Reader.TryRead(out var next))
            {
                // Nobody else takes from the window, so this never waits.
                await _window.WaitAsync(ct);
                Deliver(next);
            }

            await output.Flush(ct);
            await Opening(ct);
        }
    }

    private bool IsNextDue() => _window.CurrentCount > 0 && _pending.Reader.TryPeek(out var next) && next.Due <= Stopwatch.GetTimestamp();

    /// <summary>Waits for room in the window, then for the first receipt that is due.</summary>
    private async Task Opening(CancellationToken ct)
    {
        await _window.WaitAsync(ct);
        _window.Release();
        if (_pending.Reader.TryPeek(out var next) && Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), next.Due) is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait, ct);
    }

    private void Deliver(Pending receipt)
    {
        var now = TimeProvider.System.GetUtcNow().ToString("yyMMddHHmm", CultureInfo.InvariantCulture);
        var text = Encoding.ASCII.GetBytes(
            $"id:{receipt.MessageId} sub:001 dlvrd:001 submit date:{now} done date:{now} stat:DELIVRD err:000 text:");
        byte[] body =
        [
            0, // service_type
            .. receipt.Submit.Destination, .. receipt.Submit.Source, // The receipt comes from the number that the message went to.
            IsReceipt, 0, 0, // protocol_id, priority_flag
            0, 0, // schedule_delivery_time, validity_period
            0, 0, 0, 0, // registered_delivery, replace_if_present_flag, data_coding, sm_default_msg_id
            (byte)text.Length, .. text,
        ];
        ledger.ReceiptSent();

        // The number of the PDU tells the message when the answer comes; 0 is not allowed.
        output.Add(new SmppHead(0, SmppPdu.DeliverSm, 0, (uint)(receipt.Submit.Sequence + 1 ?? int.MaxValue)), body);
    }

    public void Dispose() => _window.Dispose();

    private sealed record Pending(Submit Submit, string MessageId, long Due);
}
