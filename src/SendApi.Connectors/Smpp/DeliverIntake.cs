using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using SendApi.Connectors.Smpp.Wire;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Smpp;

/// <summary>Writes receipts down, many at once, and confirms each to the carrier only when it is durable. When too many wait, the link is not read.</summary>
internal sealed partial class DeliverIntake
{
    private const int Outstanding = 256;

    private readonly Channel<(Pdu Pdu, SmppLink Link)> _waiting =
        Channel.CreateBounded<(Pdu Pdu, SmppLink Link)>(new BoundedChannelOptions(Outstanding) { AllowSynchronousContinuations = false });

    private readonly string _provider;
    private readonly ReceiptSink _sink;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _working;

    public DeliverIntake(string provider, ReceiptSink sink, ILogger log)
    {
        (_provider, _sink, _log) = (provider, sink, log);
        _working = Task.WhenAll(Enumerable.Range(0, Outstanding).Select(_ => Work()));
    }

    /// <summary>Takes a deliver_sm; waits, and so holds back the carrier, while too many are under way.</summary>
    public ValueTask Take(in Pdu pdu, SmppLink link) => _waiting.Writer.WriteAsync((pdu, link), _stop.Token);

    /// <summary>Ends when everything taken is written; what takes longer than <paramref name="patience"/> is broken off.</summary>
    public async Task Finish(TimeSpan patience, TimeProvider clock)
    {
        _waiting.Writer.TryComplete();
        try
        {
            await _working.WaitAsync(patience, clock);
        }
        catch (TimeoutException)
        {
            BrokenOff(_log, _provider);
            await _stop.CancelAsync();
        }
    }

    private async Task Work()
    {
        await foreach (var (pdu, link) in _waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            var status = await Write(pdu);
            try
            {
                link.Post(pdu.Answer(status, new PduBody.MessageAnswer("")));
            }
            catch (SmppFault ended)
            {
                // The carrier repeats what was not confirmed, and a repeated receipt changes nothing.
                Unconfirmed(_log, _provider, pdu.Sequence, ended.Message);
            }
        }
    }

    private async Task<SmppStatus> Write(Pdu pdu)
    {
        if (pdu.Body is not PduBody.Message message)
            return Refuse(pdu, SmppStatus.ESME_RX_R_APPN, "it cannot be read");
        if (!SmppReceipts.IsReceipt(message))
            return Refuse(pdu, SmppStatus.ESME_RX_T_APPN, "it is an inbound text, and nobody takes those yet");
        if (SmppReceipts.Read(_provider, message) is not { } receipt)
            return Refuse(pdu, SmppStatus.ESME_RX_R_APPN, "it is a receipt that names no message");

        try
        {
            await _sink(receipt, _stop.Token);
            return SmppStatus.ESME_ROK;
        }
        // Whatever the sink throws, the receipt is not durable, and the carrier keeps it and tries again.
        catch (Exception fault)
        {
            NotWritten(_log, fault, _provider, receipt.ProviderId);
            return SmppStatus.ESME_RX_T_APPN;
        }
    }

    private SmppStatus Refuse(in Pdu pdu, SmppStatus status, string why)
    {
        Refused(_log, _provider, pdu.Sequence, status, why);
        return status;
    }

    [LoggerMessage(4111, LogLevel.Warning, "{Provider}: deliver_sm {Sequence} was answered {Status}: {Why}")]
    private static partial void Refused(ILogger log, string provider, uint sequence, SmppStatus status, string why);

    [LoggerMessage(4112, LogLevel.Error, "{Provider}: the receipt for {ProviderId} could not be written; the carrier is asked to repeat it")]
    private static partial void NotWritten(ILogger log, Exception fault, string provider, string providerId);

    [LoggerMessage(4114, LogLevel.Warning, "{Provider}: receipts were still being written at the end; the carrier will repeat them")]
    private static partial void BrokenOff(ILogger log, string provider);

    [LoggerMessage(4113, LogLevel.Information, "{Provider}: deliver_sm {Sequence} could not be confirmed: {Why}")]
    private static partial void Unconfirmed(ILogger log, string provider, uint sequence, string why);
}
