using System.Globalization;
using SendApi.Core;
using SendApi.Server.Outbound;

namespace SendApi.Server.Http;

/// <summary>Reads the fields of one request and gathers all that is wrong with them, so that one answer names every failing field.</summary>
public sealed class Fields
{
    private const int MostMetadata = 50, LongestMetadataKey = 40, LongestMetadataValue = 500;

    private readonly List<FieldError> _errors = [];

    /// <summary>A text that must be there under one of its spellings.</summary>
    public string Required(string name, string meaning, params ReadOnlySpan<string?> spellings)
    {
        var value = Optional(name, spellings);
        if (string.IsNullOrEmpty(value))
            Add(name, $"'{name}' is required: {meaning}.");
        return value ?? "";
    }

    /// <summary>The first spelling that is there; two that differ are refused.</summary>
    public string? Optional(string name, params ReadOnlySpan<string?> spellings)
    {
        string? value = null;
        foreach (var spelling in spellings)
        {
            if (value is not null && spelling is not null && spelling != value)
                Add(name, $"'{name}' was given under two names with different values. Give it once.");
            value ??= spelling;
        }

        if (value is not null && value.Contains('\0'))
            Add(name, $"'{name}' holds a null character, which no message can carry.");
        return value;
    }

    public void Text(string name, string value, int longest)
    {
        if (value.Length > longest)
            Add(name, string.Create(CultureInfo.InvariantCulture, $"'{name}' has {value.Length:N0} characters; {longest:N0} are the most."));
    }

    public void Range(string name, int? value, int least, int most)
    {
        if (value < least || value > most)
            Add(name, most == int.MaxValue
                ? string.Create(CultureInfo.InvariantCulture, $"'{name}' is {value}; it must be {least} or more.")
                : string.Create(CultureInfo.InvariantCulture, $"'{name}' is {value}; it must be {least:N0} to {most:N0}."));
    }

    /// <summary>One of a few words, or what is meant without it.</summary>
    public T OneOf<T>(string name, string? text, IReadOnlyDictionary<string, T> values, T otherwise)
    {
        if (text is null)
            return otherwise;
        if (values.TryGetValue(text, out var value))
            return value;

        Add(name, $"'{name}' must be one of: {string.Join(", ", values.Keys)}.");
        return otherwise;
    }

    /// <summary>A time in RFC 3339 with its offset, after <paramref name="after"/> and not beyond <paramref name="latest"/>.</summary>
    public DateTimeOffset? Time(string name, string? text, DateTimeOffset after, DateTimeOffset latest)
    {
        if (text is null)
            return null;

        if (Rfc3339.Parse(text) is not { } time)
            Add(name, $"'{name}' must be a time such as 2026-03-09T14:30:00Z.");
        else if (time <= after)
            Add(name, $"'{name}' must be later than now.");
        else if (time > latest)
            Add(name, string.Create(CultureInfo.InvariantCulture, $"'{name}' must not be later than {latest.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}."));
        else
            return time;
        return null;
    }

    /// <summary>An address for us to call, when there is one.</summary>
    public Uri? Url(string name, string? text, OutboundUrl urls)
    {
        Uri? url = null;
        if (text is not null && urls.Read(name, text, out url) is { } wrong)
            Add(name, wrong);
        return url;
    }

    /// <summary>A caller's own notes: few, short texts.</summary>
    public void Metadata(string name, IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is null)
            return;

        if (metadata.Count > MostMetadata)
            Add(name, $"'{name}' has {metadata.Count} keys; {MostMetadata} are the most.");
        foreach (var (key, value) in metadata)
            if (key.Length is 0 or > LongestMetadataKey || value is null || value.Length > LongestMetadataValue)
                Add($"{name}.{(key.Length > LongestMetadataKey ? key[..LongestMetadataKey] : key)}",
                    $"A key of '{name}' has 1 to {LongestMetadataKey} characters, its value is a text of at most {LongestMetadataValue}.");
    }

    public void Add(string name, string message) => _errors.Add(new(name, message));

    /// <summary>Throws 4000 with every error found, if any was.</summary>
    public void Refuse()
    {
        if (_errors.Count > 0)
            throw new Refusal([.. _errors]);
    }
}

/// <summary>Reads times as RFC 3339 writes them; an offset is required, so that none is guessed.</summary>
public static class Rfc3339
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>The time, or null when the text is not one.</summary>
    public static DateTimeOffset? Parse(string text) =>
        text.Length > 10 && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10)
        && DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    /// <summary>A time, or a whole day by its date (its first moment in UTC), or null when the text is neither.</summary>
    public static DateTimeOffset? ParseTimeOrDay(string text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) ? day : Parse(text);
}
