using SendApi.Connectors.Pacing;
using SendApi.Connectors.Smpp.Wire;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Smpp;

/// <summary>Sends texts through a carrier by SMPP 3.4 and brings its receipts and inbound texts home.</summary>
public sealed class SmppSender : ISmsSender
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5), Margin = TimeSpan.FromSeconds(2);

    private readonly SmppOptions _options;
    private readonly SmppSurroundings _around;
    private readonly SmppMessages _messages;
    private readonly SendWindow _window;
    private readonly DeliverIntake _intake;
    private readonly SmppBind _sending;
    private readonly SmppBind? _receiving;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;
    private int _disposed;

    public SmppSender(string name, SmppOptions options, CarrierSinks sinks, SmppSurroundings around)
    {
        Name = name;
        _options = options;
        _around = around;
        _messages = new SmppMessages(options, (byte)(around.Chance() * 256));
        _window = new SendWindow(options.Window, options.ThrottlePerSecond, around.Clock);
        _intake = new DeliverIntake(name, options, sinks, around);
        var both = options.Bind == SmppBindMode.Transceiver;
        _sending = new SmppBind(both ? SmppCommand.BindTransceiver : SmppCommand.BindTransmitter, options, _intake, around);
        _receiving = options.Bind == SmppBindMode.TransmitterAndReceiver ? new SmppBind(SmppCommand.BindReceiver, options, _intake, around) : null;
        _sending.Changed += OnChanged;
    }

    public string Name { get; }

    public int Room => _stop.IsCancellationRequested ? 0 : _window.Room;

    public bool IsUp => _sending.Session is not null;

    public string State
    {
        get
        {
            var sending = _sending.State == "bound" && _window.Calm > TimeSpan.Zero ? "bound, slowed by the carrier" : _sending.State;
            return _receiving is null || _receiving.State == sending ? sending : $"transmitter {sending}, receiver {_receiving.State}";
        }
    }

    /// <summary>Parts begin within two answer times; the last one's answer gets a third.</summary>
    public TimeSpan SendLimit => 3 * _options.ResponseTimeout + Margin;

    public void Start()
    {
        _sending.Start();
        _receiving?.Start();
    }

    public Task WaitForRoom(CancellationToken ct) => _window.WaitForRoom(ct);

    public async Task<SendOutcome> Send(SmsSubmission submission, CancellationToken ct)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            return await Deliver(submission, ct);
        }
        finally
        {
            if (Interlocked.Decrement(ref _underWay) == 0 && _stop.IsCancellationRequested)
                _idle.TrySetResult();
        }
    }

    private Task<SendOutcome> Deliver(SmsSubmission submission, CancellationToken ct)
    {
        var now = _around.Clock.GetUtcNow();
        if (submission.ValidUntil <= now)
            return Task.FromResult<SendOutcome>(new SendOutcome.Rejected("expired", "Its validity ended before it could be sent."));
        if (_stop.IsCancellationRequested || ct.IsCancellationRequested)
            return Task.FromResult<SendOutcome>(new SendOutcome.TryLater("The link is being closed."));

        var delivery = new SmppDelivery(_window, _sending, _around.Clock, 2 * _options.ResponseTimeout);
        return delivery.Send(_messages.Build(submission, now), ct);
    }

    private void OnChanged(bool bound)
    {
        if (bound)
            _window.Open();
        else
            _window.Close();
    }

    /// <summary>Takes nothing more, waits shortly for the answers still due, says goodbye to the carrier and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        await _stop.CancelAsync();
        if (Volatile.Read(ref _underWay) > 0)
            await Task.WhenAny(_idle.Task, Task.Delay(Farewell, _around.Clock, CancellationToken.None));
        await _sending.DisposeAsync();
        if (_receiving is not null)
            await _receiving.DisposeAsync();
        _window.End();
        await _intake.Finish(Farewell);
        _stop.Dispose();
    }
}
