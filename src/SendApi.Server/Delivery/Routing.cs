using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>The settings of routing, section "Routing".</summary>
public sealed class RoutingOptions
{
    /// <summary>For trying out: live messages go to the built-in simulator as long as no provider is set up.</summary>
    public bool LiveToSimulator { get; init; }
}

/// <summary>Knows where a message goes.</summary>
public sealed class Routing(Db db, TimeProvider clock, IOptions<RoutingOptions> options)
{
    private const string Simulator = "simulator";

    private static readonly TimeSpan Trust = TimeSpan.FromMilliseconds(500);

    private readonly Remembered<string> _default = new(() => Default(db), Trust, clock);

    /// <summary>The queue of the provider that is to take a message. Refuses with 5001 a live message that none would take. A provider just added counts at once, one just removed within half a second.</summary>
    public async ValueTask<string> Choose(MessageRow message)
    {
        if (message.IsTest == 1)
            return Simulator;
        if (await _default.Get() is { Length: > 0 } known)
            return known;
        if (await Default(db) is { Length: > 0 } added)
            return added;
        return options.Value.LiveToSimulator ? Simulator
            : throw new Refusal(Errors.ProviderError, "No SMS provider is set up for live keys. Add one with 'sendapi providers add smpp', or use a test key.");
    }

    /// <summary>The provider that a message would leave by, or null where there is none.</summary>
    public async ValueTask<string?> Provider(bool isTest) => isTest ? Simulator
        : await db.Read(s => s.First<string>("SELECT name FROM providers WHERE is_default = 1 ORDER BY name"), CancellationToken.None)
            ?? (options.Value.LiveToSimulator ? Simulator : null);

    private static async Task<string> Default(Db db) =>
        await db.Read(s => s.First<string>("SELECT id FROM providers WHERE is_default = 1"), CancellationToken.None) ?? "";
}
