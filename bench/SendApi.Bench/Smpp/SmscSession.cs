using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SendApi.Bench.Smpp;

/// <summary>One bind: answers each PDU at once and sends the receipts that were asked for.</summary>
public sealed class SmscSession(Socket socket, SmscLedger ledger, TimeSpan receiptDelay)
{
    private static readonly byte[] SystemId = [.. "bench\0"u8];

    /// <summary>Over all sessions: a centre never gives one id twice.</summary>
    private static long LastMessageId;

    private readonly byte[] _received = new byte[2 * SmppPdu.MostLength];
    private readonly SmscOutput _output = new(socket);
    private bool _isEnding;

    public async Task Run(CancellationToken ct)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var output = _output;
        using var receipts = new SmscReceipts(_output, ledger, receiptDelay);
        var delivering = UntilGone(receipts.Run(ending.Token));
        await UntilGone(Read(receipts, ct));

        await ending.CancelAsync();
        socket.Dispose();
        await delivering;
    }

    /// <summary>The other side may go away without unbind, and we may be told to end: neither is a fault.</summary>
    private static async Task UntilGone(Task work)
    {
        try
        {
            await work;
        }
        catch (Exception end) when (end is SocketException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private async Task Read(SmscReceipts receipts, CancellationToken ct)
    {
        var filled = 0;
        while (!_isEnding)
        {
            var read = await socket.ReceiveAsync(_received.AsMemory(filled), SocketFlags.None, ct);
            if (read == 0)
                return;
            filled += read;
            var taken = Take(_received.AsSpan(0, filled), receipts);
            _received.AsSpan(taken, filled - taken).CopyTo(_received);
            filled -= taken;
            await _output.Flush(ct);
        }
    }

    /// <summary>Handles every whole PDU and says how many bytes they were.</summary>
    private int Take(ReadOnlySpan<byte> received, SmscReceipts receipts)
    {
        var taken = 0;
        while (SmppPdu.TryRead(received[taken..], out var head))
        {
            Handle(head, received.Slice(taken + SmppPdu.HeadLength, head.Length - SmppPdu.HeadLength), receipts);
            taken += head.Length;
        }

        return taken;
    }

    private void Handle(SmppHead head, ReadOnlySpan<byte> body, SmscReceipts receipts)
    {
        switch (head.Command)
        {
            case SmppPdu.SubmitSm:
                Accept(head, Submit.Read(body), receipts);
                break;
            case SmppPdu.DeliverSm | SmppPdu.Response:
                ledger.ReceiptAnswered(head.Sequence == int.MaxValue ? null : (int)head.Sequence - 1, head.Status, Stopwatch.GetTimestamp());
                receipts.Answered();
                break;
            case SmppPdu.BindTransceiver:
                _output.Add(head.Answer(), SystemId);
                break;
            case SmppPdu.EnquireLink or SmppPdu.Unbind:
                _output.Add(head.Answer(), []);
                _isEnding = head.Command == SmppPdu.Unbind;
                break;
            case var other when (other & SmppPdu.Response) == 0:
                _output.Add(head with { Command = SmppPdu.GenericNack, Status = SmppPdu.StatusInvalidCommand }, []);
                break;
        }
    }

    private void Accept(SmppHead head, Submit submit, SmscReceipts receipts)
    {
        ledger.Submit(submit.Sequence, Stopwatch.GetTimestamp());
        var messageId = Interlocked.Increment(ref LastMessageId).ToString("x8", CultureInfo.InvariantCulture);
        _output.Add(head.Answer(), Encoding.ASCII.GetBytes(messageId + '\0'));
        if (submit.WantsReceipt)
            receipts.Add(submit, messageId);
    }
}
