using System.ComponentModel.DataAnnotations;

namespace SendApi.Server.Nodes;

/// <summary>The settings of this process as a node, section "Node".</summary>
public sealed class NodeOptions
{
    /// <summary>The name that operators see; the machine's unless set.</summary>
    [StringLength(100, MinimumLength = 1)]
    public string Name { get; init; } = Environment.MachineName;

    /// <summary>How long a node that is to become empty still takes requests: until every load balancer has seen its /readyz.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainGrace { get; init; } = TimeSpan.FromSeconds(5);
}
