using Microsoft.Extensions.Logging;
using SendApi.Connectors.Smpp.Wire;

namespace SendApi.Simulator.Smsc;

/// <summary>One client's connection, from its first octet to its last.</summary>
internal sealed partial class SmscPeer(Stream stream, SmscCentre centre)
{
    private readonly SmppLink _link = new(stream);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<uint, SimulatedReceipt> _unconfirmed = [];
    private SmppCommand? _bound;
    private string _systemId = "";
    private uint _sequence;

    public bool HasRoom { get { lock (_gate) return _unconfirmed.Count < centre.Options.ReceiptWindow; } }

    /// <summary>The receipts it was sent and has not confirmed.</summary>
    public IReadOnlyList<SimulatedReceipt> Unconfirmed()
    {
        lock (_gate)
        {
            SimulatedReceipt[] left = [.. _unconfirmed.Values];
            _unconfirmed.Clear();
            return left;
        }
    }

    /// <summary>Serves the client until it leaves, breaks the protocol or is cut off.</summary>
    public async Task Run()
    {
        var reading = _link.Read(Handle, _stop.Token);
        var writing = _link.Write(_stop.Token);
        await Task.WhenAny(reading, writing);
        await _stop.CancelAsync();
        await _link.DisposeAsync();
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await reading;
        }
        catch (Exception end) when (end is SmppFault or IOException or OperationCanceledException or ObjectDisposedException)
        {
            Left(centre.Log, _systemId, end.Message);
        }
        finally
        {
            if (_bound is not null)
                centre.Receipts.Mailbox(_systemId).Detach(this);
        }
    }

    /// <summary>Cuts the connection without a word.</summary>
    public void Cut() => _stop.Cancel();

    /// <summary>Sends a receipt; the mailbox asks <see cref="HasRoom"/> first.</summary>
    public void Deliver(SimulatedReceipt receipt)
    {
        uint sequence;
        lock (_gate)
        {
            sequence = _sequence = _sequence % 0x7FFFFFFF + 1;
            _unconfirmed[sequence] = receipt;
        }

        try
        {
            _link.Post(Pdu.Request(SmppCommand.DeliverSm, sequence, receipt.Body(centre.Options.ReceiptForm, centre.Clock.GetUtcNow())));
        }
        catch (SmppFault ended)
        {
            // The link has ended: the receipt stays unconfirmed and goes back to the mailbox when this peer is detached.
            Left(centre.Log, _systemId, ended.Message);
        }
    }

    private async ValueTask Handle(Pdu pdu)
    {
        switch (pdu.Command)
        {
            case SmppCommand.SubmitSm:
                Submit(pdu);
                break;
            case SmppCommand.DeliverSmResp:
                Confirm(pdu);
                break;
            case SmppCommand.EnquireLink:
                _link.Post(pdu.Answer(SmppStatus.ESME_ROK));
                break;
            case SmppCommand.Unbind:
                _link.Post(pdu.Answer(SmppStatus.ESME_ROK));
                await _link.Flushed(_stop.Token);
                throw new SmppFault("unbound");
            case var command when command.IsBind():
                Bind(pdu);
                break;
            case var command when !command.IsAnswer():
                _link.Post(pdu.Nack(SmppStatus.ESME_RINVCMDID));
                break;
        }

        await _link.Drained(_stop.Token);
    }

    private void Bind(in Pdu pdu)
    {
        if (pdu.Body is not PduBody.Bind bind)
        {
            _link.Post(pdu.Answer(SmppStatus.ESME_RINVCMDLEN));
            return;
        }

        var status = _bound is null ? centre.Admit(bind) : SmppStatus.ESME_RALYBND;
        _link.Post(pdu.Answer(status, status == SmppStatus.ESME_ROK ? new PduBody.BindAnswer(SmscCentre.Name) : null));
        if (status != SmppStatus.ESME_ROK)
            return;

        (_bound, _systemId) = (pdu.Command, bind.SystemId);
        if (_bound != SmppCommand.BindTransmitter)
            centre.Receipts.Mailbox(_systemId).Attach(this);
    }

    private void Submit(in Pdu pdu)
    {
        if (_bound is null or SmppCommand.BindReceiver)
            _link.Post(pdu.Answer(SmppStatus.ESME_RINVBNDSTS));
        else if (pdu.Body is not PduBody.Message message)
            _link.Post(pdu.Answer(SmppStatus.ESME_RINVCMDLEN));
        else if (centre.Take(_systemId, message) is { } taken)
            Answer(pdu, taken);
    }

    private void Answer(in Pdu pdu, SmscTaken taken)
    {
        if (taken.Outcome == MagicOutcome.Disconnect)
            throw new SmppFault("cut by the recipient's ending");

        _link.Post(taken.Status == SmppStatus.ESME_ROK
            ? pdu.Answer(SmppStatus.ESME_ROK, new PduBody.MessageAnswer(taken.MessageId))
            : pdu.Answer(taken.Status));
    }

    private void Confirm(in Pdu pdu)
    {
        SimulatedReceipt? receipt;
        lock (_gate)
            if (!_unconfirmed.Remove(pdu.Sequence, out receipt))
                return;

        centre.Settle(receipt, pdu.Status);
        centre.Receipts.Mailbox(_systemId).GoOn();
    }

    [LoggerMessage(4901, LogLevel.Debug, "SMSC: '{SystemId}' left: {Why}")]
    private static partial void Left(ILogger log, string systemId, string why);
}
