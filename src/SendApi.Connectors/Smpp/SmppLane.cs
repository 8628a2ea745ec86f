using SendApi.Connectors.Pacing;
using SendApi.Connectors.Smpp.Wire;

namespace SendApi.Connectors.Smpp;

/// <summary>One bind to send by with a window of its own, and where receipts come by another, that one too. A message's parts all go by one lane.</summary>
internal sealed class SmppLane : IAsyncDisposable
{
    private readonly SmppBind? _receiving;

    /// <param name="perSecond">This lane's share of what the carrier allows; 0 for no limit.</param>
    public SmppLane(SmppOptions options, int perSecond, DeliverIntake intake, SmppSurroundings around)
    {
        Window = new SendWindow(options.Window, perSecond, around.Clock);
        var both = options.Bind == SmppBindMode.Transceiver;
        Sending = new SmppBind(both ? SmppCommand.BindTransceiver : SmppCommand.BindTransmitter, options, intake, around);
        _receiving = options.Bind == SmppBindMode.TransmitterAndReceiver ? new SmppBind(SmppCommand.BindReceiver, options, intake, around) : null;
        Sending.Changed += OnChanged;
    }

    public SendWindow Window { get; }

    public SmppBind Sending { get; }

    public bool IsBound => Sending.Session is not null;

    public string State
    {
        get
        {
            var sending = Sending.State == "bound" && Window.Calm > TimeSpan.Zero ? "bound, slowed by the carrier" : Sending.State;
            return _receiving is null || _receiving.State == sending ? sending : $"transmitter {sending}, receiver {_receiving.State}";
        }
    }

    public void Start()
    {
        Sending.Start();
        _receiving?.Start();
    }

    private void OnChanged(bool bound)
    {
        if (bound)
            Window.Open();
        else
            Window.Close();
    }

    /// <summary>Says goodbye to the carrier and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await Sending.DisposeAsync();
        if (_receiving is not null)
            await _receiving.DisposeAsync();
        Window.End();
    }
}
