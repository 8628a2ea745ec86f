using SendApi.Server.Delivery;

namespace SendApi.Server.Nodes;

/// <summary>What this node says of its carriers.</summary>
public sealed class NodeCarriers(Links links, Carriers carriers)
{
    public bool HasLinks => links.Live.Any();

    /// <summary>The links and their states, in words.</summary>
    public string Words => string.Join("; ", links.Live.Select(l => $"{l.Value.Name}: {l.Value.State}").Order(StringComparer.Ordinal));

    /// <summary>The same for routing on all nodes, as JSON.</summary>
    public string Reports => ApiJson.Text(links.Live.Select(l => new CarrierReport(l.Key, carriers.StateOf(l.Value))).ToList());
}
