using Microsoft.Extensions.Logging;
using SendApi.Connectors.Smpp.Wire;

namespace SendApi.Connectors.Smpp;

/// <summary>One connection from its first octet to its last: carries requests, answers the peer's, tests a silent link and ends a dead one.</summary>
internal sealed partial class SmppSession : IAsyncDisposable
{
    /// <summary>So many submits in a row without any answer say that the carrier hangs.</summary>
    private const int MaxSilences = 3;

    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    private readonly SmppLink _link;
    private readonly SmppOptions _options;
    private readonly SmppSurroundings _around;
    private readonly DeliverIntake? _intake;
    private readonly PendingRequests _pending;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<string> _running;
    private long _heardAt;
    private int _silences;

    /// <summary>Takes over the stream and begins to read and write.</summary>
    /// <param name="intake">Takes the peer's deliver_sm; null where none is expected.</param>
    public SmppSession(Stream stream, SmppOptions options, DeliverIntake? intake, SmppSurroundings around)
    {
        _link = new SmppLink(stream);
        _options = options;
        _around = around;
        _intake = intake;
        _pending = new PendingRequests(_link, around.Clock);
        _heardAt = around.Clock.GetTimestamp();
        _running = Run();
    }

    /// <summary>Ends when the connection has, with the reason. It never throws.</summary>
    public Task<string> Ended => _running;

    /// <summary>Sends a request and gives what became of it.</summary>
    public Task<SmppAnswer> Request(SmppCommand command, PduBody? body = null) => _pending.Send(command, body);

    private async Task<string> Run()
    {
        var reading = _link.Read(Handle, _stop.Token);
        var writing = _link.Write(_stop.Token);
        var watching = Watch(_stop.Token);
        var first = await Task.WhenAny(reading, writing, watching);
        var why = await Reason(first, first == reading ? "the carrier closed the connection" : "the link was closed");

        await _stop.CancelAsync();
        await _link.DisposeAsync();
        foreach (var loop in (Task[])[reading, writing, watching])
            await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _pending.End(why);
        return why;
    }

    private async Task<string> Reason(Task loop, string otherwise)
    {
        try
        {
            await loop;
            return otherwise;
        }
        catch (Exception fault) when (fault is SmppFault or IOException)
        {
            return fault.Message;
        }
        catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException)
        {
            return otherwise;
        }
        // A fault of any kind ends this connection only; the next one starts fresh.
        catch (Exception fault)
        {
            Broke(_around.Log, fault, fault.Message);
            return fault.Message;
        }
    }

    private ValueTask Handle(Pdu pdu)
    {
        Volatile.Write(ref _heardAt, _around.Clock.GetTimestamp());
        Volatile.Write(ref _silences, 0);
        if (pdu.Command == SmppCommand.DeliverSm && _intake is not null)
            return _intake.Take(pdu, _link, _stop.Token);
        if (pdu.Command == SmppCommand.Unbind)
            return HandleUnbind(pdu);
        if (pdu.Command.IsAnswer())
            HandleAnswer(pdu);
        else
            HandleRequest(pdu);
        return new ValueTask(_link.Drained(_stop.Token));
    }

    private async ValueTask HandleUnbind(Pdu pdu)
    {
        _link.Post(pdu.Answer(SmppStatus.ESME_ROK));
        await _link.Flushed(_stop.Token);
        throw new SmppFault("the carrier ended the bind");
    }

    private void HandleAnswer(in Pdu pdu)
    {
        if (!_pending.Answer(pdu))
            Unasked(_around.Log, pdu.Command, pdu.Status, pdu.Sequence);
    }

    private void HandleRequest(in Pdu pdu)
    {
        switch (pdu.Command)
        {
            case SmppCommand.EnquireLink:
                _link.Post(pdu.Answer(SmppStatus.ESME_ROK));
                break;
            case SmppCommand.DeliverSm:
                // A probe takes nothing: whoever binds next gets it.
                _link.Post(pdu.Answer(SmppStatus.ESME_RX_T_APPN, new PduBody.MessageAnswer("")));
                break;
            case SmppCommand.AlertNotification:
                break;
            default:
                _link.Post(pdu.Nack(SmppStatus.ESME_RINVCMDID));
                break;
        }
    }

    /// <summary>Looks after the link once a second: late answers, silence, a peer that hangs.</summary>
    private async Task Watch(CancellationToken ct)
    {
        Task<SmppAnswer>? enquiry = null;
        using var timer = new PeriodicTimer(Glance, _around.Clock);
        while (await timer.WaitForNextTickAsync(ct))
        {
            var late = _pending.GiveUpOlderThan(_options.ResponseTimeout);
            if (enquiry is { IsCompleted: true } && await enquiry is SmppAnswer.None)
                throw new SmppFault("the carrier did not answer enquire_link");
            if (late > 0 && Interlocked.Add(ref _silences, late) >= MaxSilences)
                throw new SmppFault($"the carrier left {late} requests without an answer");

            if (enquiry is null or { IsCompleted: true })
                enquiry = SilentFor >= _options.EnquireLink ? Request(SmppCommand.EnquireLink) : null;
        }
    }

    private TimeSpan SilentFor => _around.Clock.GetElapsedTime(Volatile.Read(ref _heardAt));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    [LoggerMessage(4101, LogLevel.Warning, "SMPP link broke: {Why}")]
    private static partial void Broke(ILogger log, Exception fault, string why);

    [LoggerMessage(4102, LogLevel.Debug, "SMPP answer nobody waits for: {Command} {Status}, sequence {Sequence}")]
    private static partial void Unasked(ILogger log, SmppCommand command, SmppStatus status, uint sequence);
}
