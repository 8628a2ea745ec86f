namespace SendApi.Client;

/// <summary>The whole installation at one look.</summary>
public sealed record ServerStatus
{
    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>Of the program on the node that answered.</summary>
    public string Version { get; init => field = value ?? ""; } = "";

    /// <summary>See <see cref="StoreKind"/>.</summary>
    public string Store { get; init => field = value ?? ""; } = "";

    /// <summary>The time that all nodes go by.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>When the node that answered was started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>The nodes by their names.</summary>
    public IReadOnlyList<Node> Nodes { get; init => field = value ?? []; } = [];

    /// <summary>What waits to go out, by where it is to go. A queue that is empty is not there.</summary>
    public IReadOnlyList<QueueBacklog> Queues { get; init => field = value ?? []; } = [];

    /// <summary>Calls to webhooks that wait.</summary>
    public WebhookBacklog Webhooks { get; init => field = value ?? new(); } = new();

    /// <summary>Messages that may have left, and nobody knows; not counted beyond 10,000.</summary>
    public long Uncertain { get; init; }
}

/// <summary>What the server keeps its data in.</summary>
public static class StoreKind
{
    /// <summary>A file.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>A database server.</summary>
    public const string PostgreSql = "postgresql";
}

/// <summary>A server of the installation.</summary>
public sealed record Node
{
    /// <summary>Its id; each start is a new one.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>See <see cref="NodeState"/>.</summary>
    public string State { get; init => field = value ?? ""; } = "";

    /// <summary>What it does: <c>api</c>, <c>worker</c> or both.</summary>
    public IReadOnlyList<string> Roles { get; init => field = value ?? []; } = [];

    /// <summary>Whether an operator wants it empty.</summary>
    public bool IsDraining { get; init; }

    /// <summary>Since when; null for a node that is to work.</summary>
    public DateTimeOffset? DrainSince { get; init; }

    /// <summary>Requests, sends and webhook calls that were begun and have not ended.</summary>
    public long UnderWay { get; init; }

    /// <summary>Its links for live messages and their states, in words; null where it has none.</summary>
    public string? Links { get; init; }

    /// <summary>Of its program.</summary>
    public string Version { get; init => field = value ?? ""; } = "";

    /// <summary>When it was started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last told of itself.</summary>
    public DateTimeOffset LastSeenAt { get; init; }
}

/// <summary>What a node is doing.</summary>
public static class NodeState
{
    /// <summary>It takes work.</summary>
    public const string Serving = "serving";

    /// <summary>It takes no new work and ends what it began.</summary>
    public const string Draining = "draining";

    /// <summary>It has nothing left and may be stopped.</summary>
    public const string Drained = "drained";

    /// <summary>It has told nothing for 5 seconds.</summary>
    public const string Lost = "lost";
}

/// <summary>What waits in one queue.</summary>
public sealed record QueueBacklog
{
    /// <summary>The provider's name, the WhatsApp session's id, or the kind where there is only one of it.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>See <see cref="QueueKind"/>.</summary>
    public string Kind { get; init => field = value ?? ""; } = "";

    /// <summary>How many messages wait, those for later with them.</summary>
    public long Waiting { get; init; }

    /// <summary>How many of them could go now.</summary>
    public long Due { get; init; }

    /// <summary>Whether there may be more: nothing is counted beyond 10,000.</summary>
    public bool IsAtLeast { get; init; }

    /// <summary>Since when the longest due one could have gone; null where none is due.</summary>
    public DateTimeOffset? OldestAt { get; init; }
}

/// <summary>What a queue is for.</summary>
public static class QueueKind
{
    /// <summary>Live texts to one provider.</summary>
    public const string Provider = "provider";

    /// <summary>Messages of a WhatsApp number.</summary>
    public const string Session = "session";

    /// <summary>Texts of test keys.</summary>
    public const string Test = "test";

    /// <summary>Live texts that the simulator takes.</summary>
    public const string Simulator = "simulator";

    /// <summary>Live texts for which no provider was chosen yet.</summary>
    public const string Unrouted = "unrouted";
}

/// <summary>How many calls to webhooks wait.</summary>
public sealed record WebhookBacklog
{
    /// <summary>How many.</summary>
    public long Waiting { get; init; }

    /// <summary>Whether there may be more: nothing is counted beyond 10,000.</summary>
    public bool IsAtLeast { get; init; }

    /// <summary>When the event of the longest waiting one happened; null where none waits.</summary>
    public DateTimeOffset? OldestAt { get; init; }
}
