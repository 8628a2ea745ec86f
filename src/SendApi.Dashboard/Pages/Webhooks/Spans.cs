using System.Globalization;

namespace SendApi.Dashboard.Pages.Webhooks;

/// <summary>Times as a browser's field for them holds them: without a zone, so that the viewer's is meant.</summary>
public static class Spans
{
    private const string Form = "yyyy-MM-dd'T'HH:mm";

    public static string Typed(DateTimeOffset local) => local.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>The time that is meant; null for an empty field.</summary>
    public static DateTimeOffset? Read(string? typed, TimeZoneInfo zone)
    {
        if (!DateTime.TryParse(typed, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return null;

        var local = DateTime.SpecifyKind(time, DateTimeKind.Unspecified);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
