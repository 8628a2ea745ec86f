using SendApi.Server.Delivery;
using SendApi.Server.Storage;

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
        var holders = reports.SelectMany(ApiJson.Read<List<CarrierReport>>).Where(r => r.HasLink).CountBy(r => r.Id).ToDictionary();
        foreach (var (id, link) in links.Live)
            link.ShareWith(Math.Max(1, holders.GetValueOrDefault(id)));
    }

    /// <summary>The same for routing on all nodes and for the operator, as JSON.</summary>
    public string Reports => ApiJson.Text(links.Live.Select(l => carriers.Report(l.Key, l.Value))
        .Concat(links.Faults.Where(f => !links.All.ContainsKey(f.Key)).Select(f => new CarrierReport(f.Key, CarrierState.Unknown)
        {
            Link = LinkStates.Closed,
            Since = f.Value.At.ToMicros(),
            Fault = f.Value.Words,
            FaultAt = f.Value.At.ToMicros(),
        })).ToList());
}
