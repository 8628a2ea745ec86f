using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SendApi.Connectors.Waha;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;
using SendApi.Server.Callbacks;
using SendApi.Server.Inboxes;
using SendApi.Server.Storage;
using SendApi.Server.WhatsApp;
using SendApi.Simulator;
using SendApi.Simulator.Waha;

namespace SendApi.Server.Wiring;

/// <summary>The gateways of WhatsApp sessions: the operator's for live ones, the built-in simulator for those of the test world.</summary>
internal static class Gateways
{
    public const string Live = "waha", Test = "whatsapp-simulator";

    private const string HookPurpose = "waha webhooks", SimulatorUrl = "http://simulator.invalid/";

    public static void Add(IServiceCollection services)
    {
        CloudGateways.Add(services);
        services.AddSingleton(Simulator)
        .AddSingleton(s => new SessionGateways(LiveGateway(s), new WahaGateway(
            new(Test, new Uri(SimulatorUrl), SimulatorKey, new(SimulatorUrl, HookKey(s)), s.GetRequiredService<GatewaySimulator>(), Media(s)), s.GetRequiredService<TimeProvider>()))
        {
            LiveCloud = CloudGateways.LiveSide(s),
            TestCloud = CloudGateways.TestSide(s),
        })
        .AddSingleton<GatewayReader>(s => (gateway, headers, body) => WahaHooks.Read(gateway.Name, HookKey(s), headers, body))
        .AddSingleton<GatewayInboxTools>().AddSingleton<GatewayInbox>()
        .AddSingleton<SessionLooks>()
        .AddSingleton(Controls);
    }

    // Of this process alone: nobody else reaches the simulator.
    private static readonly string SimulatorKey = RandomNumberGenerator.GetHexString(32);

    private static ILinkedGateway LiveGateway(IServiceProvider s)
    {
        var options = s.GetRequiredService<IOptions<WhatsAppOptions>>().Value;
        if (options.Url is not { } url)
            return new NoGateway();

        var hookUrl = s.GetRequiredService<IOptions<CallbackOptions>>().Value.Url is { } own ? own.AbsoluteUri.TrimEnd('/') + ReceiveGatewayCall.Path : null;
        return new WahaGateway(new(Live, url, options.GatewayKey ?? "", hookUrl is null ? null : new(hookUrl, HookKey(s)), Media: Media(s)), s.GetRequiredService<TimeProvider>());
    }

    /// <summary>Opened before anything leaves: what cannot be had now is a fault of the gateway's side, and the message waits.</summary>
    internal static MediaSource Media(IServiceProvider s) => async (id, ct) =>
    {
        try
        {
            return await s.GetRequiredService<Db>().Read(session => MediaRows.Find(session, id), ct) is { } row ? await s.GetRequiredService<IMediaFiles>().Open(row.AccountId, row.Id, ct) : null;
        }
        catch (MediaFault fault)
        {
            throw new GatewayFault(fault.Message);
        }
    };

    private static GatewaySimulator Simulator(IServiceProvider s)
    {
        var (phones, groups) = (new SimulatedPhoneRows(s.GetRequiredService<Db>()), new SimulatedGroupRows(s.GetRequiredService<Db>()));
        return new GatewaySimulator(
            new(async session => await phones.Find(session) is { } row ? new SimulatedPhone(row.Status, row.Phone) : null, (session, phone) => phones.Put(session, phone?.Status, phone?.Phone), new(
                async session => [.. (await groups.List(session)).Select(SimulatedGroup.Read)],
                (session, group) => groups.Put(session, group.Id, group.Text()),
                groups.Remove)),
            new(SimulatorKey, SimulatorUrl, HookKey(s), call => Hear(s, call)),
            s.GetRequiredService<TimeProvider>())
        {
            Arrived = Shown(s, Test),
        };
    }

    /// <summary>Lets simulated phones show what arrived, under the name of the gateway that brought it.</summary>
    internal static Action<ArrivedMessage> Shown(IServiceProvider s, string gateway) => message => s.GetRequiredService<PhoneMemory>().Keep(
        new((gateway, message.ProviderId), Inbox.WhatsApp, message.Phone, message.From.Length == 0 ? null : message.From, message.Kind, message.Text));

    /// <summary>As over HTTP: what the store cannot take now is not taken, and the gateway calls again.</summary>
    private static async Task<bool> Hear(IServiceProvider s, SimulatedCall call)
    {
        try
        {
            return await s.GetRequiredService<GatewayInbox>().Hear(s.GetRequiredService<SessionGateways>().Test, call.Headers, call.Body) is GatewayReading.Heard;
        }
        catch (Exception fault) when (fault is StoreUnavailable or StoreInDoubt)
        {
            return false;
        }
    }

    private static PhoneControls Controls(IServiceProvider s)
    {
        var simulator = s.GetRequiredService<GatewaySimulator>();
        return new(simulator.Scan, simulator.LogOut, simulator.Cut, (session, writing) =>
            simulator.Write(session, new SimulatedWriting(writing.From, writing.Kind, writing.Words) { Chosen = writing.Chosen, About = writing.About }), simulator.Ban)
        {
            Numbers = CloudGateways.Controls(s),
        };
    }

    private static string HookKey(IServiceProvider s) => Convert.ToHexStringLower(s.GetRequiredService<Secrets>().Derive(HookPurpose));
}
