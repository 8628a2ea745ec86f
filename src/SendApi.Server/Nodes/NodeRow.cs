using SendApi.Server.Storage;

namespace SendApi.Server.Nodes;

/// <summary>A process on this store as it last told of itself.</summary>
public sealed class NodeRow
{
    public string Id { get; init; } = "";
    public string Name { get; init; } = "";
    public string Version { get; init; } = "";

    /// <summary>What it does, separated by commas: <c>api,worker</c>.</summary>
    public string Roles { get; init; } = "";

    /// <summary>One of <see cref="NodeStates"/>.</summary>
    public string State { get; init; } = "";

    /// <summary>Requests, sends and webhook calls that were begun and have not ended.</summary>
    public long UnderWay { get; init; }

    /// <summary>The links of live messages and their states, in words.</summary>
    public string Links { get; init; } = "";

    /// <summary>What routing on all nodes goes by, as JSON.</summary>
    public string Carriers { get; init; } = "[]";
    public long StartedAt { get; init; }
    public long SeenAt { get; init; }

    /// <summary>Since when an operator wants it empty.</summary>
    public long? DrainSince { get; init; }

    public bool TakesRequests => Roles.Contains("api", StringComparison.Ordinal);

    /// <summary>Whether it told of itself lately.</summary>
    public bool IsAlive(DateTimeOffset now) => Times.FromMicros(SeenAt) > now - NodeRows.LongestSilence;

    /// <summary>Its state as others see it: a node that is silent is <see cref="NodeStates.Lost"/>, whatever it said last.</summary>
    public string StateAt(DateTimeOffset now) => IsAlive(now) ? State : NodeStates.Lost;
}

/// <summary>What a node can be doing.</summary>
public static class NodeStates
{
    /// <summary>It takes work.</summary>
    public const string Serving = "serving";

    /// <summary>It takes no new work and ends what it began.</summary>
    public const string Draining = "draining";

    /// <summary>It has nothing left and may be stopped.</summary>
    public const string Drained = "drained";

    /// <summary>It has not told of itself for a while: it died, or cannot reach the store.</summary>
    public const string Lost = "lost";
}
