using System.Globalization;
using SendApi.Core.Webhooks;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Outbound;

namespace SendApi.Server.Webhooks;

/// <summary>Reads what the bodies that make and change webhooks have in common.</summary>
internal static class WebhookFields
{
    private const int MostEvents = 50, LongestShown = 40;

    private static readonly string Known = $"Events: {string.Join(", ", EventTypes.Names)}. Families: {string.Join(", ", EventTypes.Families)}. All: {EventPatterns.All}.";

    /// <summary>An address to call, where there is one.</summary>
    public static void Url(Fields fields, string? url, OutboundUrl urls)
    {
        if (url is not null && urls.Read("url", url, out _) is { } wrong)
            fields.Add("url", wrong);
    }

    /// <summary>The patterns as they are stored, or null when none were given.</summary>
    public static string? Events(Fields fields, List<string?>? events)
    {
        if (events is null)
            return null;

        if (events.Count is 0 or > MostEvents)
        {
            fields.Add("events", string.Create(CultureInfo.InvariantCulture, $"'events' has {events.Count} entries; it must have 1 to {MostEvents}. {Known}"));
            return null;
        }

        for (var i = 0; i < events.Count; i++)
            if (!IsKnown(events[i]))
                fields.Add(string.Create(CultureInfo.InvariantCulture, $"events[{i}]"), $"There is no event '{Shortened(events[i])}'. {Known}");
        return EventPatterns.Join([.. events.OfType<string>()]);
    }

    /// <summary>The name of one event, when there is one.</summary>
    public static EventType? Event(Fields fields, string? name)
    {
        if (name is null)
            return null;

        var type = EventTypes.Find(name);
        if (type is null)
            fields.Add("event", $"There is no event '{Shortened(name)}'. Events: {string.Join(", ", EventTypes.Names)}.");
        return type;
    }

    private static bool IsKnown(string? pattern) => pattern == EventPatterns.All || (pattern is not null && (EventTypes.Names.Contains(pattern) || EventTypes.Families.Contains(pattern)));

    private static string? Shortened(string? text) => text is { Length: > LongestShown } ? text[..LongestShown] + "…" : text;
}
