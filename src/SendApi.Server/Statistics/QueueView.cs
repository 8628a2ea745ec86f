using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace SendApi.Server.Statistics;

/// <summary>What of an account has not left yet, and why.</summary>
public sealed record QueueView
{
    public string Object { get; init; } = "queue";

    [Description("Messages that are to leave as soon as they can, those that are just leaving included.")]
    public required long Waiting { get; init; }

    [Description("Messages that are to leave at their time.")]
    public required long Scheduled { get; init; }

    [Description("Whether there are or may be more than were counted: 10,000 are, and of a long queue of many accounts its newest part is looked through.")]
    public required bool AtLeast { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("When the oldest of those that wait was taken in; null where none waits.")]
    public required DateTime? OldestAt { get; init; }

    [Description("Why they are here, the most frequent reason first; together as many as wait and are scheduled.")]
    public required IReadOnlyList<ReasonView> Reasons { get; init; }
}

/// <summary>Why so many messages are in the queue.</summary>
public sealed record ReasonView(
    [property: AllowedValues("turn", "sending", "scheduled", "pace", "retry", "provider_down", "no_provider", "session_not_connected", "session_paused"),
        Description("`turn`: others are before them. `sending`: they are just leaving. `scheduled`: for their `send_at`. `pace`: the sender or the number may only send so fast. `retry`: a try failed, and there is a next one. "
            + "`provider_down`: the provider cannot be reached. `no_provider`: no provider takes them. `session_not_connected`: pair the phone again, or look at the session. `session_paused`: the number pauses by itself.")]
    string Reason,
    long Count,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("When the first of them may go on; null where nobody can tell.")] DateTime? Until);
