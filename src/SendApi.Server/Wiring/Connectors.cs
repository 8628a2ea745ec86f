using Microsoft.Extensions.Logging.Abstractions;
using SendApi.Connectors.Http;
using SendApi.Connectors.Smpp;
using SendApi.Core.Sending;
using SendApi.Server.Delivery;
using SendApi.Server.Inbound;
using SendApi.Server.Providers;
using SendApi.Server.Storage;

namespace SendApi.Server.Wiring;

/// <summary>Every kind of provider this program can talk to. A new connector adds its line here.</summary>
internal static class Connectors
{
    /// <summary>The descriptions alone, for the command line.</summary>
    public static readonly IReadOnlyList<ConnectorInfo> Infos = [SmppOptions.Info, .. HttpKinds.All.Select(k => k.Info)];

    /// <summary>How calls of each kind that makes some are verified and read.</summary>
    public static readonly IReadOnlyDictionary<string, CallbackReader> CallbackReaders = HttpKinds.All.ToDictionary(k => k.Info.Kind, k => k.ReadCallback);

    /// <param name="publicUrl">How providers reach this server; null where nobody said.</param>
    public static IReadOnlyDictionary<string, Connector> All(CarrierSinks sinks, TimeProvider clock, Func<double> chance, ILogger log, Uri? publicUrl = null)
    {
        var around = new SmppSurroundings(clock, chance, log);
        var connectors = new Dictionary<string, Connector>
        {
            [SmppOptions.Info.Kind] = new(
                SmppOptions.Info,
                (name, settings) => new SmppSender(name, SmppOptions.Parse(settings), sinks, around),
                settings => SmppOptions.Parse(settings).MaxNodes,
                async (settings, ct) => await SmppProbe.Run(SmppOptions.Parse(settings), around, ct) is var result ? (result.Good, result.Words) : default),
        };
        foreach (var kind in HttpKinds.All)
            connectors[kind.Info.Kind] = Http(kind, new HttpSurroundings(clock, log, publicUrl));
        return connectors;
    }

    /// <summary>The door to providers' settings for who opens no links to send by.</summary>
    public static ProviderDesk Desk(Secrets secrets, TimeProvider clock) =>
        new(All(new((_, _) => Task.CompletedTask, (_, _) => Task.CompletedTask), clock, Chance.Next, NullLogger.Instance), secrets, clock);

    private static Connector Http(HttpKind kind, HttpSurroundings around) => new(
        kind.Info,
        (name, settings) => new HttpSender(name, kind.Info.Kind, kind.Read(settings), around),
        _ => 0,
        (settings, ct) => HttpProbe.Run(kind.Read(settings), around, ct),
        kind.ReadCallback);

    /// <summary>The sinks that write down what carriers bring before it is confirmed.</summary>
    public static CarrierSinks Sinks(Recorder recorder, InboundRecorder inbound) => new(
        (receipt, _) => recorder.Record(receipt),
        (text, _) => inbound.Record(text, text.Provider == SimulatorLink.Name ? 1 : 0));
}
