using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>Knows where a message goes: by the providers, the routes and what all nodes say of their carriers.</summary>
public sealed class Routing(Db db, Links links, Carriers carriers, RoutingTools tools)
{
    private static readonly TimeSpan Trust = TimeSpan.FromMilliseconds(500);

    /// <summary>A node that said nothing for so long does not count.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(6);

    private readonly Remembered<RouteTable> _table = new(() => Read(db, links, carriers, tools.Clock), Trust, tools.Clock);

    /// <summary>The queue of the provider that is to take a message. Refuses with 5001 a live message that none would take. A provider or route just added counts at once, one just removed within half a second.</summary>
    public async ValueTask<RouteChoice> Choose(MessageRow message)
    {
        if (message.IsTest == 1)
            return new(Queues.Test);

        var to = PhoneNumber.Trusted(message.Recipient);
        if ((await _table.Get()).Choose(to, tools.Chance) is { } known)
            return known;

        var now = await Read(db, links, carriers, tools.Clock);
        if (now.Choose(to, tools.Chance) is { } added)
            return added;
        if (!now.HasCarriers && tools.Options.Value.LiveToSimulator)
            return new(Queues.LiveSimulator);
        throw new Refusal(Errors.ProviderError, now.HasCarriers
            ? $"No route leads to {Country(to)}. Add one with 'sendapi routes set', or send to another country."
            : "No SMS provider is set up for live keys. Add one with 'sendapi providers add smpp', or use a test key.");
    }

    /// <summary>The best carrier that works and that did not have the message's words yet; null where there is none. The simulator stands for as many carriers as are asked for.</summary>
    public async ValueTask<RouteChoice?> Another(MessageRow message, Func<KnownCarrier, bool> hadThem)
    {
        if (message.IsTest == 1)
            return new(Queues.Test);

        // What is known may be half a second old, and a way that is passed over is not looked at again.
        return Among(await _table.Get()) ?? Among(await Read(db, links, carriers, tools.Clock));

        RouteChoice? Among(RouteTable table)
        {
            if (!table.HasCarriers && tools.Options.Value.LiveToSimulator)
                return new(Queues.LiveSimulator);
            return table.Next(PhoneNumber.Trusted(message.Recipient), id => table.Find(id) is not { } carrier || hadThem(carrier), tools.Chance) is { } other
                ? new(other.Id, "its words went by another one before") : null;
        }
    }

    /// <summary>The routes and carriers as they are known here, half a second old at most.</summary>
    public Task<RouteTable> Table() => _table.Get();

    /// <summary>Whether every carrier that a text to this number could leave by is known to be down. False where a simulator takes it.</summary>
    public async ValueTask<bool> IsDown(PhoneNumber to)
    {
        var carriers = (await _table.Get()).For(to, tools.Chance);
        return carriers.Count > 0 && carriers.All(c => c.State == CarrierState.Down);
    }

    /// <summary>The names of the providers that a message may leave by, the best one first; none where there is no route.</summary>
    public async ValueTask<IReadOnlyList<string>> Providers(MessageRow message)
    {
        if (message.IsTest == 1)
            return [Queues.Test];

        var table = await Read(db, links, carriers, tools.Clock);
        return !table.HasCarriers && tools.Options.Value.LiveToSimulator
            ? [Queues.Test]
            : [.. table.For(PhoneNumber.Trusted(message.Recipient), tools.Chance).Select(c => c.Name)];
    }

    private static string Country(PhoneNumber to) => to.Country ?? "this number";

    private static Task<RouteTable> Read(Db db, Links links, Carriers carriers, TimeProvider clock) => db.Read(async session =>
    {
        var providers = await session.Query<ProviderName>("SELECT id, name FROM providers ORDER BY is_default DESC, id");
        var routes = await session.Query<CarrierRoute>("SELECT destination, provider_id, priority, weight, cost FROM sms_routes");
        var seen = new Dictionary<string, CarrierState>();
        foreach (var node in await session.Query<string>("SELECT carriers FROM nodes WHERE seen_at > @oldest", new { oldest = (clock.GetUtcNow() - Fresh).ToMicros() }))
            foreach (var report in ApiJson.Read<List<CarrierReport>>(node))
                if (report.HasLink)
                    seen[report.Id] = seen.TryGetValue(report.Id, out var best) && best < report.State ? best : report.State;

        return new RouteTable([.. providers.Select(p => new KnownCarrier(p.Id, p.Name, StateOf(p.Id)))], routes);

        // The best report decides; what this node itself sees is newer than what it told.
        CarrierState StateOf(string id)
        {
            var told = seen.GetValueOrDefault(id, CarrierState.Unknown);
            return links.All.GetValueOrDefault(id) is { } link && carriers.StateOf(link) is var own && own < told ? own : told;
        }
    }, CancellationToken.None);

    private sealed class ProviderName
    {
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
    }
}

/// <summary>What one node says of one carrier. A node of an earlier version says nothing beyond its state.</summary>
/// <param name="Id">Of the provider.</param>
public sealed record CarrierReport(string Id, CarrierState State)
{
    /// <summary>One of <see cref="LinkStates"/>.</summary>
    public string? Link { get; init; }

    /// <summary>The state of the link in its own words.</summary>
    public string? Says { get; init; }

    /// <summary>Since when it is so, in microseconds.</summary>
    public long? Since { get; init; }

    /// <summary>What went wrong last, and when.</summary>
    public string? Fault { get; init; }

    public long? FaultAt { get; init; }

    /// <summary>False where a node only tells why it has none.</summary>
    [JsonIgnore]
    public bool HasLink => Link != LinkStates.Closed;
}

/// <summary>How a link and its carrier are doing, for an operator.</summary>
public static class LinkStates
{
    /// <summary>It takes messages.</summary>
    public const string Up = "up";

    /// <summary>It takes messages, and its receipts come late.</summary>
    public const string Slow = "slow";

    /// <summary>It is connected, and too many of its messages fail: it is given none but a trial.</summary>
    public const string Failing = "failing";

    /// <summary>It is not connected.</summary>
    public const string Down = "down";

    /// <summary>The node has no link: it could not be opened with these settings.</summary>
    public const string Closed = "closed";
}

/// <summary>What routing needs beside the store and the carriers.</summary>
public sealed record RoutingTools(TimeProvider Clock, Func<double> Chance, IOptions<RoutingOptions> Options);
