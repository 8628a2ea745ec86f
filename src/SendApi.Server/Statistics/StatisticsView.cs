using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace SendApi.Server.Statistics;

/// <summary>What became of the messages of a span of time, as they stand now. Each message is counted once, in the step in which it was taken in.</summary>
public sealed record StatisticsView
{
    public string Object { get; init; } = "statistics";
    public required DateTime From { get; init; }
    public required DateTime To { get; init; }

    [AllowedValues("hourly", "daily")]
    public required string Granularity { get; init; }

    [Description("From when on all messages are counted. It is later than `from` where there are more than 200,000.")]
    public required DateTime CountedFrom { get; init; }

    [Description("Whether there are more than 200,000 messages, so that those before `counted_from` are left out.")]
    public required bool IsPartial { get; init; }

    [Description("One for each step and channel, the oldest first, also where nothing was sent.")]
    public required IReadOnlyList<PointView> Points { get; init; }

    [Description("The whole span, one for each channel.")]
    public required IReadOnlyList<TotalView> Totals { get; init; }

    [Description("Why messages did not arrive: the most frequent codes first, 20 at most.")]
    public required IReadOnlyList<ErrorCountView> Errors { get; init; }
}

/// <summary>The messages that one channel took in within one step, by where they stand now.</summary>
public sealed record PointView(
    [property: Description("When the step begins: an hour or a day of UTC.")] DateTime At,
    [property: AllowedValues("sms", "whatsapp", "verify"), Description("`verify` are the messages that bring one-time codes, whichever way they go.")] string Channel,
    [property: Description("A provider took them, and nothing more is known.")] long Sent,
    [property: Description("They arrived; of WhatsApp also those that were read.")] long Delivered,
    [property: Description("They did not arrive.")] long Failed,
    [property: Description("They have not left yet.")] long Waiting)
{
    [Description("They may have left, and nobody knows.")]
    public required long Uncertain { get; init; }

    [Description("They were taken back before they left.")]
    public required long Canceled { get; init; }
}

/// <summary>The messages of one channel. What was accepted is the sum of the rest.</summary>
public sealed record TotalView(
    [property: AllowedValues("sms", "whatsapp", "verify")] string Channel,
    [property: Description("All that were taken in.")] long Accepted, long Sent, long Delivered, long Failed, long Uncertain, long Waiting)
{
    public required long Canceled { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("The part that arrived, 0 to 1, of those that did or did not; null where there are none.")]
    public required double? DeliveryRate { get; init; }
}

/// <summary>A number of the catalogue that messages failed with.</summary>
public sealed record ErrorCountView(long Code, long Count, [property: Description("When it was last met.")] DateTime LastAt, [property: Description("The page of this number.")] string DocUrl);
