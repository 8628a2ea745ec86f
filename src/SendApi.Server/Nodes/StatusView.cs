using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using SendApi.Server.Delivery;
using SendApi.Server.Storage;

namespace SendApi.Server.Nodes;

/// <summary>The whole installation at one look.</summary>
public sealed record StatusView
{
    public required string Object { get; init; }

    [Description("Of the program on the node that answers.")]
    public required string Version { get; init; }

    [AllowedValues("sqlite", "postgresql")]
    public required string Store { get; init; }

    [Description("The time that all nodes go by.")]
    public required DateTime Now { get; init; }

    [Description("When the node that answers was started.")]
    public required DateTime StartedAt { get; init; }
    public required IReadOnlyList<NodeView> Nodes { get; init; }

    [Description("What waits to go out, by where it is to go. A queue that is empty is not there; of those of WhatsApp numbers at most 100 are.")]
    public required IReadOnlyList<QueueBacklogView> Queues { get; init; }

    [Description("Calls to customers' webhooks that wait.")]
    public required WebhookBacklogView Webhooks { get; init; }

    [Description("Messages that may have left, and nobody knows; not counted beyond 10,000.")]
    public required long Uncertain { get; init; }
}

/// <summary>A node as the operator sees it.</summary>
public sealed record NodeView
{
    public required string Id { get; init; }
    public required string Object { get; init; }
    public required string Name { get; init; }

    [AllowedValues(NodeStates.Serving, NodeStates.Draining, NodeStates.Drained, NodeStates.Lost)]
    [Description("`lost` is one that has told nothing for 5 seconds.")]
    public required string State { get; init; }

    [Description("What it does: `api`, `worker` or both.")]
    public required IReadOnlyList<string> Roles { get; init; }

    [Description("Whether an operator wants it empty.")]
    public required bool IsDraining { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Since when; null for a node that is to work.")]
    public DateTime? DrainSince { get; init; }

    [Description("Requests, sends and webhook calls that were begun and have not ended.")]
    public required long UnderWay { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Its links for live messages and their states, in words; null where it has none.")]
    public string? Links { get; init; }
    public required string Version { get; init; }
    public required DateTime StartedAt { get; init; }
    public required DateTime LastSeenAt { get; init; }

    public static NodeView Of(NodeRow row, DateTimeOffset now) => new()
    {
        Id = row.Id,
        Object = "node",
        Name = row.Name,
        State = row.StateAt(now),
        Roles = row.Roles.Split(',', StringSplitOptions.RemoveEmptyEntries),
        IsDraining = row.DrainSince is not null,
        DrainSince = Times.FromMicros(row.DrainSince)?.UtcDateTime,
        UnderWay = row.UnderWay,
        Links = row.Links.Length > 0 ? row.Links : null,
        Version = row.Version,
        StartedAt = Times.FromMicros(row.StartedAt).UtcDateTime,
        LastSeenAt = Times.FromMicros(row.SeenAt).UtcDateTime,
    };
}

/// <summary>What waits in one queue, and what queue that is.</summary>
public sealed record QueueBacklogView
{
    [Description("The provider's name, the WhatsApp session's id, or the kind where there is only one of it.")]
    public required string Name { get; init; }

    [AllowedValues("provider", "session", "test", "simulator", "unrouted")]
    [Description("`provider`: live texts to one. `session`: messages of a WhatsApp number. `test`: texts of test keys. `simulator`: live texts that the simulator takes. `unrouted`: live texts for which no provider was chosen yet.")]
    public required string Kind { get; init; }
    public required long Waiting { get; init; }
    public required long Due { get; init; }

    [Description("Whether there may be more: nothing is counted beyond 10,000.")]
    public required bool IsAtLeast { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Since when the longest due one could have gone; null where none is due.")]
    public DateTime? OldestAt { get; init; }

    /// <param name="provider">The name of the provider whose queue it is, where there is one.</param>
    public static QueueBacklogView Of(string queue, string? provider, BacklogView backlog)
    {
        var kind = queue switch
        {
            Delivery.Queues.Unrouted => "unrouted",
            Delivery.Queues.Test => "test",
            Delivery.Queues.LiveSimulator => "simulator",
            _ => Delivery.Queues.IsSession(queue) ? "session" : "provider",
        };
        return new()
        {
            Name = kind switch { "session" => queue, "provider" => provider ?? queue, _ => kind },
            Kind = kind,
            Waiting = backlog.Waiting,
            Due = backlog.Due,
            IsAtLeast = backlog.IsAtLeast,
            OldestAt = backlog.OldestAt,
        };
    }
}

/// <summary>How many calls to webhooks wait.</summary>
public sealed record WebhookBacklogView(long Waiting, [property: Description("Whether there may be more: nothing is counted beyond 10,000.")] bool IsAtLeast)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("When the event of the longest waiting one happened; null where none waits.")]
    public DateTime? OldestAt { get; init; }
}
