namespace SendApi.Client;

/// <summary>A kind of provider that the server can talk to, with all that a form for one needs.</summary>
public sealed record Connector
{
    /// <summary>What <see cref="AddProviderRequest.Kind"/> says of such a provider.</summary>
    public string Kind { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>Its name for people.</summary>
    public string Title { get; init => field = value ?? ""; } = "";

    /// <summary>What it is set up with.</summary>
    public IReadOnlyList<ConnectorSetting> Settings { get; init => field = value ?? []; } = [];
}

/// <summary>One setting of a kind of provider.</summary>
public sealed record ConnectorSetting
{
    /// <summary>Its name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>A sentence for a person.</summary>
    public string Help { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it must be given.</summary>
    public bool Required { get; init; }

    /// <summary>Whether its value is never shown again.</summary>
    public bool Secret { get; init; }

    /// <summary>What is meant without it; null where nothing is.</summary>
    public string? Default { get; init; }
}

/// <summary>A provider, without its secrets.</summary>
public sealed record Provider
{
    /// <summary>Its id.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>The name that messages keep.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>See <see cref="Connector.Kind"/>.</summary>
    public string Kind { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it is asked first where no route says otherwise.</summary>
    public bool IsDefault { get; init; }

    /// <summary>What it is set up with, without the secrets.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    /// <summary>The names of the secrets that are there.</summary>
    public IReadOnlyList<string> SecretsSet { get; init => field = value ?? []; } = [];

    /// <summary>When it was added.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>What waits to go by it.</summary>
    public Backlog Queue { get; init => field = value ?? new(); } = new();

    /// <summary>What each node says of its link; a node that has none is not there.</summary>
    public IReadOnlyList<ProviderHealth> Health { get; init => field = value ?? []; } = [];
}

/// <summary>How much waits.</summary>
public sealed record Backlog
{
    /// <summary>How many messages wait, those for later with them.</summary>
    public long Waiting { get; init; }

    /// <summary>How many of them could go now.</summary>
    public long Due { get; init; }

    /// <summary>Whether there may be more: nothing is counted beyond 10,000.</summary>
    public bool IsAtLeast { get; init; }

    /// <summary>Since when the longest due one could have gone; null where none is due.</summary>
    public DateTimeOffset? OldestAt { get; init; }
}

/// <summary>What one node says of its link to a provider.</summary>
public sealed record ProviderHealth
{
    /// <summary>The node's name.</summary>
    public string Node { get; init => field = value ?? ""; } = "";

    /// <summary>See <see cref="ProviderState"/>.</summary>
    public string State { get; init => field = value ?? ""; } = "";

    /// <summary>The link in its own words.</summary>
    public string? Says { get; init; }

    /// <summary>Since when it is so.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The last fault that was the provider's own doing, in words; null for none since the node started.</summary>
    public string? LastError { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? LastErrorAt { get; init; }
}

/// <summary>How a link to a provider is doing.</summary>
public static class ProviderState
{
    /// <summary>It takes messages.</summary>
    public const string Up = "up";

    /// <summary>It takes messages, and its receipts come late.</summary>
    public const string Slow = "slow";

    /// <summary>It is connected, and too many messages fail: it gets none but a trial.</summary>
    public const string Failing = "failing";

    /// <summary>It is not connected.</summary>
    public const string Down = "down";

    /// <summary>It could not be opened with these settings.</summary>
    public const string Closed = "closed";
}

/// <summary>A new provider.</summary>
public sealed record AddProviderRequest
{
    /// <summary>A name of its own.</summary>
    public required string Name { get; init; }

    /// <summary>See <see cref="Connector.Kind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Each setting by its name.</summary>
    public IReadOnlyDictionary<string, string>? Settings { get; init; }
}

/// <summary>Other settings of a provider.</summary>
public sealed record UpdateProviderRequest
{
    /// <summary>All settings by their names. A secret that is left out keeps its value, and an empty one is taken away; everything else goes back to its default.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }
}

/// <summary>What came of trying a provider's settings.</summary>
public sealed record ProviderTest
{
    /// <summary>Whether messages could go by it.</summary>
    public bool Works { get; init; }

    /// <summary>How far it came, in a sentence for a person.</summary>
    public string Says { get; init => field = value ?? ""; } = "";

    /// <summary>How long it took, in milliseconds.</summary>
    public long TookMs { get; init; }
}
