using System.Globalization;

namespace SendApi.Dashboard.Parts;

/// <summary>How times read: today by the clock, this year by the day, else with the year; seconds always, since people compare them with logs.</summary>
public static class Times
{
    /// <summary>Both times in the viewer's zone.</summary>
    public static string Shown(DateTimeOffset value, DateTimeOffset now) =>
        value.ToString(value.Date == now.Date ? "HH:mm:ss" : value.Year == now.Year ? "d MMM, HH:mm:ss" : "d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    public static string Utc(DateTimeOffset value) => value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>How long something lasts, by its two largest units: <c>2 d 3 h</c>, <c>40 s</c>.</summary>
    public static string Long(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } => $"{(int)time.TotalDays} d {time.Hours} h",
        { TotalHours: >= 1 } => $"{(int)time.TotalHours} h {time.Minutes} min",
        { TotalMinutes: >= 1 } => $"{(int)time.TotalMinutes} min {time.Seconds} s",
        _ => $"{Math.Max(0, (int)time.TotalSeconds)} s",
    };
}
