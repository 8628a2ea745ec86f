using SendApi.Core;

namespace SendApi.Server.Delivery;

/// <summary>A provider as a carrier of texts.</summary>
/// <param name="Id">Of the provider, and so the name of its queue.</param>
public sealed record KnownCarrier(string Id, string Name, CarrierState State);

/// <summary>A route that an operator set, as it is stored.</summary>
public sealed record CarrierRoute
{
    /// <summary>A dial prefix such as <c>+447</c>, a country's two letters, or <c>*</c>.</summary>
    public string Destination { get; init; } = "";

    public string ProviderId { get; init; } = "";

    /// <summary>The smaller number comes first.</summary>
    public long Priority { get; init; }

    /// <summary>The part of the messages that it gets among routes of the same priority and cost.</summary>
    public long Weight { get; init; } = 1;

    /// <summary>What a segment costs the operator, in millionths; null is unknown, and comes after all that are known.</summary>
    public long? Cost { get; init; }
}

/// <summary>The queue that a message waits in, and why it is that one; no reason where it is simply the first choice.</summary>
public sealed record RouteChoice(string Queue, string? Why = null);

/// <summary>Orders the carriers for a recipient. Pure: the same table, recipient and chance give the same order.</summary>
/// <remarks>
/// The most specific destination decides alone: the longest prefix that fits, else the country, else <c>*</c>. Of its routes those of
/// carriers that are up come first, then slow ones, then those nobody knows of, then those that are down; among equals the smaller
/// priority, then the smaller cost, then chance by weight. Without any route every provider takes everything, in the order of the list.
/// </remarks>
public sealed class RouteTable
{
    public const string Everything = "*";

    private readonly IReadOnlyList<KnownCarrier> _carriers;
    private readonly Dictionary<string, List<(CarrierRoute Route, KnownCarrier Carrier)>> _routes;
    private readonly int _longestPrefix;

    public RouteTable(IReadOnlyList<KnownCarrier> carriers, IReadOnlyList<CarrierRoute> routes)
    {
        _carriers = carriers;
        var byId = carriers.ToDictionary(c => c.Id);
        _routes = routes.Where(r => byId.ContainsKey(r.ProviderId)).GroupBy(r => r.Destination).ToDictionary(g => g.Key, g => g.Select(r => (r, byId[r.ProviderId])).ToList());
        _longestPrefix = _routes.Keys.Select(d => d.Length).DefaultIfEmpty(0).Max();
    }

    public bool HasCarriers => _carriers.Count > 0;

    /// <summary>Whether any carrier but this one works.</summary>
    public bool HasOther(KnownCarrier carrier) => _carriers.Any(c => c != carrier && c.State <= CarrierState.Slow);

    public KnownCarrier? Find(string id) => _carriers.FirstOrDefault(c => c.Id == id);

    /// <summary>The carriers that may take a text to this recipient, the best one first.</summary>
    public IReadOnlyList<KnownCarrier> For(PhoneNumber to, Func<double> chance)
    {
        if (_routes.Count == 0)
            return [.. _carriers.OrderBy(c => c.State)];

        return Routes(to) is not { } routes ? [] :
        [
            .. routes.OrderBy(r => r.Carrier.State).ThenBy(r => r.Route.Priority).ThenBy(r => r.Route.Cost ?? long.MaxValue)
                // Exponential variates: the smallest is each route's in proportion to its weight.
                .ThenBy(r => -Math.Log(1 - chance()) / Math.Max(1, r.Route.Weight)).Select(r => r.Carrier),
        ];
    }

    /// <summary>The best carrier for a recipient and why; null where none is set up for him.</summary>
    public RouteChoice? Choose(PhoneNumber to, Func<double> chance)
    {
        var order = For(to, chance);
        return order.Count == 0 ? null : new(order[0].Id, PassedOver(to, order[0]));
    }

    /// <summary>The best carrier that works and was not tried; null where there is none.</summary>
    public KnownCarrier? Next(PhoneNumber to, Func<string, bool> wasTried, Func<double> chance) =>
        For(to, chance).FirstOrDefault(c => c.State <= CarrierState.Slow && !wasTried(c.Id));

    /// <summary>What an operator would have had first, and why it is not that one.</summary>
    private string? PassedOver(PhoneNumber to, KnownCarrier chosen)
    {
        var passed = _routes.Count == 0
            ? _carriers.TakeWhile(c => c != chosen)
            : PassedOver(Routes(to) ?? [], chosen);
        var words = passed.Where(c => c.State > chosen.State).Select(c => $"{c.Name} {Carriers.Words(c.State)}").Take(3).ToList();
        return words.Count == 0 ? null : string.Join(", ", words);
    }

    private static IEnumerable<KnownCarrier> PassedOver(List<(CarrierRoute Route, KnownCarrier Carrier)> routes, KnownCarrier chosen)
    {
        var own = routes.Find(r => r.Carrier == chosen).Route;
        return routes.Where(r => (r.Route.Priority, r.Route.Cost ?? long.MaxValue).CompareTo((own.Priority, own.Cost ?? long.MaxValue)) <= 0).Select(r => r.Carrier);
    }

    private List<(CarrierRoute Route, KnownCarrier Carrier)>? Routes(PhoneNumber to)
    {
        for (var length = Math.Min(_longestPrefix, to.Value.Length); length > 1; length--)
            if (_routes.TryGetValue(to.Value[..length], out var byPrefix))
                return byPrefix;

        return _routes.GetValueOrDefault(to.Country ?? Everything) ?? _routes.GetValueOrDefault(Everything);
    }
}
