using System.Globalization;
using SendApi.Connectors.Smpp;
using SendApi.Core.Sending;
using SendApi.Server.Delivery;
using SendApi.Server.Inboxes;
using SendApi.Simulator.Smsc;

namespace SendApi.Server.Wiring;

/// <summary>Runs the built-in carrier on a loopback port of its own and the link to it: test messages travel as real SMPP, and leave nothing but this process.</summary>
public sealed class SimulatorLink : IHostedLifecycleService
{
    public const string Name = "simulator";

    private readonly Links _links;
    private readonly CarrierSinks _sinks;
    private readonly SmppSurroundings _around;
    private readonly SmscSimulator _smsc;
    private System.Net.IPEndPoint? _listens;

    public SimulatorLink(Links links, CarrierSinks sinks, SmppSurroundings around, SmscOptions options, PhoneMemory phones)
    {
        _links = links;
        _sinks = sinks;
        _around = around;
        _smsc = new SmscSimulator(options, null, around.Clock, around.Log)
        {
            Arrived = text => phones.Keep(new((Name, text.ProviderId), Inbox.Sms, text.Phone, null, text.Kind, text.Text)),
        };
    }

    /// <summary>Opens one more link to the simulator; its own <see cref="StartingAsync"/> must have ended.</summary>
    public ISmsSender Open()
    {
        var endpoint = _listens ?? throw new InvalidOperationException("The simulator is not listening yet.");
        return new SmppSender(Name, SmppOptions.Parse(new Dictionary<string, string>
        {
            ["host"] = endpoint.Address.ToString(),
            ["port"] = endpoint.Port.ToString(CultureInfo.InvariantCulture),
            ["system_id"] = "sendapi",
            ["password"] = "loopback",
            ["window"] = "200",
        }), _sinks, _around);
    }

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _listens = await _smsc.Start(cancellationToken);
        var link = Open();
        link.Start();
        _links.Replace(Queues.Test, link);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_links.Replace(Queues.Test, null) is { } link)
            await link.DisposeAsync();
    }

    public async Task StoppedAsync(CancellationToken cancellationToken) => await _smsc.DisposeAsync();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
