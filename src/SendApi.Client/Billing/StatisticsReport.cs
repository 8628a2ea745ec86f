namespace SendApi.Client;

/// <summary>What became of the messages of a span of time, as they stand now. Each is counted once, in the step in which it was taken in.</summary>
public sealed record StatisticsReport
{
    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>Where the span begins.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>Where it ends.</summary>
    public DateTimeOffset To { get; init; }

    /// <summary>How long a step is: see <see cref="StatisticsGranularity"/>.</summary>
    public string Granularity { get; init => field = value ?? ""; } = "";

    /// <summary>From when on all messages are counted.</summary>
    public DateTimeOffset CountedFrom { get; init; }

    /// <summary>Whether there are too many messages to count, so that those before <see cref="CountedFrom"/> are left out.</summary>
    public bool IsPartial { get; init; }

    /// <summary>One for each step and channel, the oldest first, also where nothing was sent.</summary>
    public IReadOnlyList<StatisticsPoint> Points { get; init => field = value ?? []; } = [];

    /// <summary>The whole span, one for each channel.</summary>
    public IReadOnlyList<ChannelTotal> Totals { get; init => field = value ?? []; } = [];

    /// <summary>Why messages did not arrive: the most frequent codes first.</summary>
    public IReadOnlyList<ErrorCount> Errors { get; init => field = value ?? []; } = [];
}

/// <summary>The messages that one channel took in within one step, by where they stand now.</summary>
public sealed record StatisticsPoint
{
    /// <summary>When the step begins: an hour or a day of UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The channel: see <see cref="StatisticsChannel"/>.</summary>
    public string Channel { get; init => field = value ?? ""; } = "";

    /// <summary>A provider took them, and nothing more is known.</summary>
    public long Sent { get; init; }

    /// <summary>They arrived.</summary>
    public long Delivered { get; init; }

    /// <summary>They did not arrive.</summary>
    public long Failed { get; init; }

    /// <summary>They have not left yet.</summary>
    public long Waiting { get; init; }

    /// <summary>They may have left, and nobody knows.</summary>
    public long Uncertain { get; init; }

    /// <summary>They were taken back before they left.</summary>
    public long Canceled { get; init; }
}

/// <summary>The messages of one channel. What was accepted is the sum of the rest.</summary>
public sealed record ChannelTotal
{
    /// <summary>The channel: see <see cref="StatisticsChannel"/>.</summary>
    public string Channel { get; init => field = value ?? ""; } = "";

    /// <summary>All that were taken in.</summary>
    public long Accepted { get; init; }

    /// <summary>A provider took them, and nothing more is known.</summary>
    public long Sent { get; init; }

    /// <summary>They arrived.</summary>
    public long Delivered { get; init; }

    /// <summary>They did not arrive.</summary>
    public long Failed { get; init; }

    /// <summary>They may have left, and nobody knows.</summary>
    public long Uncertain { get; init; }

    /// <summary>They have not left yet.</summary>
    public long Waiting { get; init; }

    /// <summary>They were taken back before they left.</summary>
    public long Canceled { get; init; }

    /// <summary>The part that arrived, 0 to 1, of those that did or did not; null where there are none.</summary>
    public double? DeliveryRate { get; init; }
}

/// <summary>A number that messages failed with.</summary>
public sealed record ErrorCount
{
    /// <summary>The number: see <see cref="SendApiErrors"/>.</summary>
    public long Code { get; init; }

    /// <summary>How many messages failed with it.</summary>
    public long Count { get; init; }

    /// <summary>When it was last met.</summary>
    public DateTimeOffset LastAt { get; init; }

    /// <summary>The page of this number.</summary>
    public string DocUrl { get; init => field = value ?? ""; } = "";
}

/// <summary>How fine statistics are.</summary>
public static class StatisticsGranularity
{
    /// <summary>A step an hour, over 7 days at most.</summary>
    public const string Hourly = "hourly";

    /// <summary>A step a day, over 92 days at most.</summary>
    public const string Daily = "daily";
}

/// <summary>What messages are counted as.</summary>
public static class StatisticsChannel
{
    /// <summary>Texts.</summary>
    public const string Sms = "sms";

    /// <summary>WhatsApp messages that were sent.</summary>
    public const string WhatsApp = "whatsapp";

    /// <summary>Messages that bring one-time codes, whichever way they go.</summary>
    public const string Verify = "verify";
}

/// <summary>The span of statistics.</summary>
public sealed record StatisticsFilter
{
    /// <summary>Where it begins; 24 hours or 30 days before the end without it.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Where it ends; now without it.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How fine it is: see <see cref="StatisticsGranularity"/>; hourly without it.</summary>
    public string? Granularity { get; init; }
}
