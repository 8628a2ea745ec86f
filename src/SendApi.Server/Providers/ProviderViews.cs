using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using SendApi.Core.Sending;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Providers;

/// <summary>A kind of provider, with all that a form for one needs.</summary>
public sealed record ConnectorView(
    [property: Description("What `kind` says of such a provider.")] string Kind, string Object, [property: Description("Its name for people.")] string Title)
{
    public required IReadOnlyList<ConnectorSettingView> Settings { get; init; }

    public static ConnectorView Of(ConnectorInfo info) => new(info.Kind, "connector", info.Title)
    {
        Settings = [.. info.Settings.Select(s => new ConnectorSettingView(s.Name, s.Help, s.Required, s.Secret) { Default = s.Default })],
    };
}

/// <summary>One setting of a kind of provider.</summary>
public sealed record ConnectorSettingView(
    string Name, [property: Description("A sentence for a person.")] string Help, [property: Description("Whether it must be given.")] bool Required,
    [property: Description("Whether its value is never shown again.")] bool Secret)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("What is meant without it; null where nothing is.")]
    public string? Default { get; init; }
}

/// <summary>A provider as the operator sees it: all but its secrets.</summary>
public sealed record ProviderView
{
    public required string Id { get; init; }
    public required string Object { get; init; }
    public required string Name { get; init; }
    public required string Kind { get; init; }

    [Description("Whether it is asked first where no route says otherwise.")]
    public required bool IsDefault { get; init; }

    [Description("What it is set up with, without the secrets.")]
    public required Dictionary<string, string> Settings { get; init; }

    [Description("The names of the secrets that are there.")]
    public required IReadOnlyList<string> SecretsSet { get; init; }
    public required DateTime CreatedAt { get; init; }

    [Description("What waits to go by it.")]
    public required BacklogView Queue { get; init; }

    [Description("What each node says of its link. A node that has none, and was not kept from opening one, is not there.")]
    public required IReadOnlyList<ProviderHealthView> Health { get; init; }

    public static async Task<ProviderView> Of(Session session, ProviderRow row, ProviderTools tools)
    {
        var now = tools.Clock.GetUtcNow();
        var shown = tools.Desk.Show(row);
        return new()
        {
            Id = row.Id,
            Object = "provider",
            Name = row.Name,
            Kind = row.Kind,
            IsDefault = row.IsDefault == 1,
            Settings = shown.Settings,
            SecretsSet = shown.Hidden,
            CreatedAt = Times.FromMicros(row.CreatedAt).UtcDateTime,
            Queue = await Backlog.Of(session, row.Id, now),
            Health = await ProviderHealthView.Of(session, row.Id, shown.Blot, now),
        };
    }
}

/// <summary>What one node says of its link to a provider.</summary>
public sealed record ProviderHealthView
{
    [Description("The node's name.")]
    public required string Node { get; init; }

    [AllowedValues(LinkStates.Up, LinkStates.Slow, LinkStates.Failing, LinkStates.Down, LinkStates.Closed)]
    [Description("`up`: it takes messages. `slow`: it does, and its receipts come late. `failing`: it is connected, and too many messages fail, so that it gets none but a trial. `down`: it is not connected. `closed`: it could not be opened with these settings.")]
    public required string State { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("The link in its own words, such as `bound` or `connecting: connection refused`.")]
    public string? Says { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Since when it is so.")]
    public DateTime? Since { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("The last fault that was the provider's own doing, in words; null for none since the node started.")]
    public string? LastError { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTime? LastErrorAt { get; init; }

    /// <summary>A node that was silent for so long does not count.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<ProviderHealthView>> Of(Session session, string provider, Func<string, string> blot, DateTimeOffset now)
    {
        var nodes = await session.Query<NodeSaying>("SELECT name, carriers FROM nodes WHERE seen_at > @oldest ORDER BY name, id", new { oldest = (now - LongestSilence).ToMicros() });
        return
        [
            .. from node in nodes
               from report in ApiJson.Read<List<CarrierReport>>(node.Carriers)
               where report.Id == provider
               select Of(node.Name, report, blot),
        ];
    }

    private static ProviderHealthView Of(string node, CarrierReport report, Func<string, string> blot) => new()
    {
        Node = node,
        State = report.Link ?? (report.State == CarrierState.Down ? LinkStates.Down : report.State == CarrierState.Slow ? LinkStates.Slow : LinkStates.Up),
        Says = report.Says is { } says ? blot(says) : null,
        Since = Times.FromMicros(report.Since)?.UtcDateTime,
        LastError = report.Fault is { } fault ? blot(fault) : null,
        LastErrorAt = Times.FromMicros(report.FaultAt)?.UtcDateTime,
    };

    private sealed class NodeSaying
    {
        public string Name { get; init; } = "";
        public string Carriers { get; init; } = "[]";
    }
}

/// <summary>What came of trying a provider's settings.</summary>
public sealed record ProviderTestView(
    [property: Description("Whether messages could go by it.")] bool Works, [property: Description("How far it came, in a sentence for a person.")] string Says,
    [property: Description("How long it took, in milliseconds.")] long TookMs);

/// <summary>A route as the operator sees it.</summary>
public sealed record ProviderRouteView(
    string Object, [property: Description("A dial prefix, a country's two letters, or `*`.")] string Destination, [property: Description("The provider's name.")] string Provider,
    [property: Description("The smaller number is asked first.")] long Priority, [property: Description("Its part among equals.")] long Weight)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("What a segment costs the operator; null where that is not known.")]
    public MoneyView? Cost { get; init; }

    public static ProviderRouteView Of(NamedRoute route) => new("route", route.Route.Destination, route.Provider, route.Route.Priority, route.Route.Weight)
    {
        Cost = route.Route.Cost is { } cost ? MoneyView.Of(cost) : null,
    };
}

/// <summary>A route that is gone.</summary>
public sealed record RemovedRouteView(string Destination, string Provider, bool Deleted);
