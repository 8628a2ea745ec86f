using SendApi.Server.Delivery;

namespace SendApi.Server.Nodes;

/// <summary>What this node says of its carriers.</summary>
public sealed class NodeCarriers(Links links, Carriers carriers)
{
    public bool HasLinks => links.Live.Any();

    /// <summary>The links and their states, in words.</summary>
    public string Words => string.Join("; ", links.Live.Select(l => $"{l.Value.Name}: {l.Value.State}").Order(StringComparer.Ordinal));

    /// <summary>What a provider allows a second is shared by all nodes that have a link to it.</summary>
    /// <param name="reports">Of all nodes that live, as <see cref="Reports"/> gave them.</param>
    public void ShareOut(IEnumerable<string> reports)
    {
        var holders = reports.SelectMany(ApiJson.Read<List<CarrierReport>>).CountBy(r => r.Id).ToDictionary();
        foreach (var (id, link) in links.Live)
            link.ShareWith(Math.Max(1, holders.GetValueOrDefault(id)));
    }

    /// <summary>The same for routing on all nodes, as JSON.</summary>
    public string Reports => ApiJson.Text(links.Live.Select(l => new CarrierReport(l.Key, carriers.StateOf(l.Value))).ToList());
}
