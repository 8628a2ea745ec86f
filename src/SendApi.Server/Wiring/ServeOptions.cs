using SendApi.Server.Storage;
using SendApi.Simulator.Smsc;

namespace SendApi.Server.Wiring;

/// <summary>How a server is to run.</summary>
public sealed record ServeOptions(StoreLocation Location, IReadOnlyList<string> Urls)
{
    public bool Api { get; init; } = true;
    public bool Worker { get; init; } = true;
    public bool LiveToSimulator { get; init; }

    /// <summary>What this node does, in words.</summary>
    public IEnumerable<string> Roles => [.. Api ? ["api"] : (string[])[], .. Worker ? ["worker"] : (string[])[]];

    /// <summary>Inside networks that calls may reach, beside those of the settings.</summary>
    public IReadOnlyList<string> AllowedNetworks { get; init; } = [];

    public bool JsonLog { get; init; }
    public TimeProvider Clock { get; init; } = TimeProvider.System;
    public SmscOptions Simulator { get; init; } = new();

    /// <summary>A last word on the services and settings.</summary>
    public Action<WebApplicationBuilder>? Configure { get; init; }
}
