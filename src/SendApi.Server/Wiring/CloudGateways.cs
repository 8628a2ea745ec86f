using Microsoft.Extensions.Options;
using SendApi.Connectors.Meta;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;
using SendApi.Server.Callbacks;
using SendApi.Server.Storage;
using SendApi.Server.WhatsApp;
using SendApi.Simulator.Meta;
using SendApi.Simulator.Waha;

namespace SendApi.Server.Wiring;

/// <summary>What speaks to Meta for cloud sessions: its Graph API for live ones, the built-in simulator for those of the test world.</summary>
internal static class CloudGateways
{
    private const string Live = "meta", Test = "meta-simulator";

    /// <summary>Where the simulator calls: nowhere that could be reached, but with the session in it as in a real one.</summary>
    private static readonly Uri SimulatedRoot = new("http://sendapi.invalid");

    public static void Add(IServiceCollection services) => services
        .AddSingleton<CloudCredentials>()
        .AddSingleton(Simulator)
        .AddSingleton(new CloudReader(CloudHooks.Challenge, CloudHooks.Read));

    public static CloudSide LiveSide(IServiceProvider s) => Side(s, new(Live, s.GetRequiredService<IOptions<WhatsAppOptions>>().Value.Graph, Access(s), Gateways.Media(s))
    {
        Hook = s.GetRequiredService<IOptions<CallbackOptions>>().Value.Url is { } root ? Hook(s, root) : null,
    });

    public static CloudSide TestSide(IServiceProvider s) => Side(s, new(Test, CloudSimulator.Graph, Access(s), Gateways.Media(s))
    {
        Hook = Hook(s, SimulatedRoot),
        Inside = s.GetRequiredService<CloudSimulator>(),
    });

    public static NumberControls Controls(IServiceProvider s)
    {
        var (simulator, credentials) = (s.GetRequiredService<CloudSimulator>(), s.GetRequiredService<CloudCredentials>());
        return new(
            session => Do(session, async number =>
            {
                await simulator.LogOut(number);
                return true;
            }),
            session => Do(session, async number =>
            {
                await simulator.Ban(number);
                return true;
            }),
            (session, writing) => Content(writing) is { } content ? Do(session, number => simulator.Write(number, writing.From, content)) : Task.FromResult(false),
            simulator.LetIn);

        async Task<bool> Do(string session, Func<string, Task<bool>> act) => await credentials.Find(session, CancellationToken.None) is { } access && await act(access.PhoneNumberId);
    }

    private static CloudSide Side(IServiceProvider s, CloudOptions options)
    {
        var clock = s.GetRequiredService<TimeProvider>();
        var gateway = new CloudGateway(options, clock);
        // Nobody is to call for what is only asked about.
        var prover = new CloudGateway(options with { Hook = null }, clock);
        return new(gateway, prover, new(gateway.Templates, (session, draft, ct) => Taken(() => gateway.AddTemplate(session, draft, ct)), (session, template, ct) => Taken(async () =>
        {
            await gateway.RemoveTemplate(session, template, ct);
            return true;
        })));
    }

    private static async Task<T> Taken<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (CloudRefused refused)
        {
            throw new Refusal(Errors.InvalidRequest, $"Meta does not take it: {refused.Message.TrimEnd('.')}.", "components");
        }
    }

    /// <summary>Read at each send; where the store cannot be read nothing has left.</summary>
    private static Func<string, CancellationToken, Task<CloudAccess?>> Access(IServiceProvider s)
    {
        var credentials = s.GetRequiredService<CloudCredentials>();
        return async (session, ct) =>
        {
            try
            {
                return await credentials.Find(session, ct);
            }
            catch (StoreUnavailable fault)
            {
                throw new GatewayFault($"The store could not be asked for the session's credentials: {fault.Message}");
            }
        };
    }

    private static Func<string, GatewayHook> Hook(IServiceProvider s, Uri root)
    {
        var credentials = s.GetRequiredService<CloudCredentials>();
        return session => new(ReceiveMetaCall.UrlOf(root, session), credentials.VerifyToken(session));
    }

    private static CloudSimulator Simulator(IServiceProvider s)
    {
        var numbers = new SimulatedNumberRows(s.GetRequiredService<Db>());
        return new(new(numbers.Find, numbers.Put), new(s.GetRequiredService<CloudCredentials>().Simulated, call => Hear(s, call)), s.GetRequiredService<TimeProvider>())
        {
            Arrived = Gateways.Shown(s, Test),
        };
    }

    /// <summary>As over HTTP: what the store cannot take now is not taken, and Meta calls again.</summary>
    private static async Task<bool> Hear(IServiceProvider s, SimulatedCall call)
    {
        try
        {
            return ReceiveMetaCall.SessionOf(call.Url) is { } session
                && await s.GetRequiredService<GatewayInbox>().Hear(session, call.Headers, () => Task.FromResult<ReadOnlyMemory<byte>>(call.Body)) is GatewayReading.Heard;
        }
        catch (Exception fault) when (fault is StoreUnavailable or StoreInDoubt)
        {
            return false;
        }
    }

    /// <summary>What a simulated person writes to a number; null for what the simulator of the Cloud API does not write.</summary>
    private static WhatsAppContent? Content(PhoneWriting writing) => writing.Kind switch
    {
        "text" => new WhatsAppContent.Text(writing.Words),
        "image" => new WhatsAppContent.Media(ContentKind.Image, new("", "image/png", null, 0), writing.Words.Length == 0 ? null : writing.Words),
        "location" => new WhatsAppContent.Location(51.4769, -0.0005, writing.Words.Length == 0 ? null : writing.Words, null),
        "button" or "row" => new WhatsAppContent.Choice(writing.Chosen ?? "", writing.Words),
        "reaction" => new WhatsAppContent.Reaction(writing.MessageId ?? "", writing.Words),
        _ => null,
    };
}
