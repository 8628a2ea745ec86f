using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace SendApi.Dashboard.Pages.Messages;

/// <summary>Which messages are looked at. It stands in the address of the page, so that a view can be kept and handed on.</summary>
public sealed record MessageQuery
{
    public const string Sms = "sms", WhatsApp = "whatsapp", Received = "received";

    public string Channel { get; init; } = Sms;
    public string? Phone { get; init; }
    public string? Status { get; init; }
    public string? Direction { get; init; }
    public string? Batch { get; init; }

    /// <summary>The number of the error that they failed with.</summary>
    public int? ErrorCode { get; init; }

    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? Until { get; init; }

    public bool IsNarrowed => (Phone ?? Status ?? Direction ?? Batch) is not null || ErrorCode is not null || From is not null || Until is not null;

    /// <summary>The address of this view, relative to the dashboard.</summary>
    public string Address => "messages" + QueryString.Create(Facts.Where(fact => fact.Value is not null && fact is not { Key: "channel", Value: Sms }));

    private IEnumerable<KeyValuePair<string, string?>> Facts =>
        [new("channel", Channel), new("phone", Phone), new("status", Status), new("direction", Direction), new("batch", Batch), new("error_code", ErrorCode?.ToString(CultureInfo.InvariantCulture)), new("from", Written(From)), new("until", Written(Until))];

    /// <summary>The same view of another channel: what only this one knows is left behind.</summary>
    public MessageQuery Of(string channel) => new() { Channel = channel, Phone = Phone, From = From, Until = Until };

    /// <summary>A time as an address holds it; one that is none asks for nothing.</summary>
    public static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    public static string? Written(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
}
