using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using SendApi.Connectors.Smpp.Wire;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Smpp;

/// <summary>Writes receipts and inbound texts down, many at once, and confirms each to the carrier only when it is durable. When too many wait, the link is not read.</summary>
internal sealed partial class DeliverIntake
{
    /// <summary>So many are written at once, and as many more wait in memory.</summary>
    private const int Outstanding = 256;

    /// <summary>How long the link stays unread before receipts are put off: shorter than any answer we wait for on the same link.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromMilliseconds(500);

    private readonly Channel<(Pdu Pdu, SmppLink Link)> _waiting =
        Channel.CreateBounded<(Pdu Pdu, SmppLink Link)>(new BoundedChannelOptions(Outstanding) { AllowSynchronousContinuations = false });

    private readonly string _provider;
    private readonly ReceiptIdForm _ids;
    private readonly CarrierSinks _sinks;
    private readonly SmppAlphabet _alphabet;
    private readonly SmppSurroundings _around;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _working;
    private volatile bool _crowded;

    public DeliverIntake(string provider, SmppOptions options, CarrierSinks sinks, SmppSurroundings around)
    {
        (_provider, _ids, _sinks, _alphabet, _around) = (provider, options.ReceiptIds, sinks, options.InboundAlphabet, around);
        _working = Task.WhenAll(Enumerable.Range(0, Outstanding).Select(_ => Work()));
    }

    /// <summary>Takes a deliver_sm. While too many are under way it waits, and so holds back the carrier; when that does not help they are put off.</summary>
    public async ValueTask Take(Pdu pdu, SmppLink link, CancellationToken ct)
    {
        if (_waiting.Writer.TryWrite((pdu, link)))
        {
            _crowded = false;
            return;
        }

        if (!_crowded && await Held(pdu, link, ct))
            return;

        // Holding on would leave the answers to our own submits unread, and their outcome unknown. The carrier repeats this one.
        _crowded = true;
        link.Post(pdu.Answer(SmppStatus.ESME_RX_T_APPN, new PduBody.MessageAnswer("")));
    }

    private async Task<bool> Held(Pdu pdu, SmppLink link, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(LongestHold, _around.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            await _waiting.Writer.WriteAsync((pdu, link), either.Token);
            return true;
        }
        catch (Exception full) when (full is ChannelClosedException || full is OperationCanceledException && !ct.IsCancellationRequested)
        {
            Crowded(_around.Log, _provider);
            return false;
        }
    }

    /// <summary>Ends when everything taken is written; what takes longer than <paramref name="patience"/> is broken off.</summary>
    public async Task Finish(TimeSpan patience)
    {
        _waiting.Writer.TryComplete();
        try
        {
            await _working.WaitAsync(patience, _around.Clock);
        }
        catch (TimeoutException)
        {
            BrokenOff(_around.Log, _provider);
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
                // The carrier repeats what was not confirmed. A repeated receipt or part changes nothing; a repeated short text cannot be told from a new one.
                Unconfirmed(_around.Log, _provider, pdu.Sequence, ended.Message);
            }
        }
    }

    private async Task<SmppStatus> Write(Pdu pdu)
    {
        if (pdu.Body is not PduBody.Message message)
            return Refuse(pdu, SmppStatus.ESME_RX_R_APPN, "it cannot be read");
        if (!SmppReceipts.IsReceipt(message))
            return await WriteText(pdu, message);
        if (SmppReceipts.Read(_provider, message, _ids) is not { } receipt)
            return Refuse(pdu, SmppStatus.ESME_RX_R_APPN, "it is a receipt that names no message");

        try
        {
            await _sinks.Receipts(receipt with { Exchange = SmppTranscript.OfReceipt(pdu, message) }, _stop.Token);
            return SmppStatus.ESME_ROK;
        }
        // Whatever the sink throws, the receipt is not durable, and the carrier keeps it and tries again.
        catch (Exception fault)
        {
            NotWritten(_around.Log, fault, _provider, receipt.ProviderId);
            return SmppStatus.ESME_RX_T_APPN;
        }
    }

    private async Task<SmppStatus> WriteText(Pdu pdu, PduBody.Message message)
    {
        try
        {
            await _sinks.Inbound(SmppInbound.Read(_provider, message, _alphabet), _stop.Token);
            return SmppStatus.ESME_ROK;
        }
        // As with receipts: what is not durable is the carrier's to keep.
        catch (Exception fault)
        {
            TextNotWritten(_around.Log, fault, _provider, pdu.Sequence);
            return SmppStatus.ESME_RX_T_APPN;
        }
    }

    private SmppStatus Refuse(in Pdu pdu, SmppStatus status, string why)
    {
        Refused(_around.Log, _provider, pdu.Sequence, status, why);
        return status;
    }

    [LoggerMessage(4111, LogLevel.Warning, "{Provider}: deliver_sm {Sequence} was answered {Status}: {Why}")]
    private static partial void Refused(ILogger log, string provider, uint sequence, SmppStatus status, string why);

    [LoggerMessage(4112, LogLevel.Error, "{Provider}: the receipt for {ProviderId} could not be written; the carrier is asked to repeat it")]
    private static partial void NotWritten(ILogger log, Exception fault, string provider, string providerId);

    [LoggerMessage(4116, LogLevel.Error, "{Provider}: the inbound text of deliver_sm {Sequence} could not be written; the carrier is asked to repeat it")]
    private static partial void TextNotWritten(ILogger log, Exception fault, string provider, uint sequence);

    [LoggerMessage(4115, LogLevel.Warning, "{Provider}: more receipts and texts come than can be written; the carrier is asked to repeat them later")]
    private static partial void Crowded(ILogger log, string provider);

    [LoggerMessage(4114, LogLevel.Warning, "{Provider}: receipts or texts were still being written at the end; the carrier will repeat them")]
    private static partial void BrokenOff(ILogger log, string provider);

    [LoggerMessage(4113, LogLevel.Information, "{Provider}: deliver_sm {Sequence} could not be confirmed: {Why}")]
    private static partial void Unconfirmed(ILogger log, string provider, uint sequence, string why);
}
