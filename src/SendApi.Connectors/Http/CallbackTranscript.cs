using System.Text.Json;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Http;

/// <summary>Writes down what a provider told of one message by itself. Whose number it is and what was written is not known there, so what may be either is taken out by its name and its looks.</summary>
internal static class CallbackTranscript
{
    private const int ShortestNumber = 7, LongestNumber = 16;

    /// <summary>A receipt out of JSON.</summary>
    /// <param name="id">The provider's id of the message, which is shown whatever it looks like.</param>
    public static Exchange Of(JsonElement item, string? id) => Exchange.Of(null, JsonShown.Write(item, (place, value) => value.ValueKind switch
    {
        JsonValueKind.Object or JsonValueKind.Array => Instead(place),
        JsonValueKind.String => InsteadOf(place, JsonText.Whole(value), id),
        JsonValueKind.Number => InsteadOf(place, value.GetRawText(), id),
        _ => null,
    }));

    /// <summary>A receipt out of the fields of a form or a query.</summary>
    public static Exchange Of(IReadOnlyList<KeyValuePair<string, string>> fields, string? id) =>
        Exchange.Of(null, string.Join('\n', fields.Select(f => $"{f.Key}={InsteadOf(new(f.Key, FieldNames.IsError(f.Key)), f.Value, id) ?? f.Value}")));

    /// <summary>What stands in place of a value; null for one that may be seen.</summary>
    private static string? InsteadOf(JsonPlace place, string value, string? id)
    {
        if (value == id || value.Length == 0)
            return null;
        if (Instead(place) is { } instead)
            return instead;
        return LooksLikeNumber(value) && !FieldNames.IsTime(place.Name) ? Exchange.Number : null;
    }

    // What went wrong a provider says in its own words.
    private static string? Instead(JsonPlace place) => FieldNames.Instead(place.Name) is { } instead && !(place.IsError && instead == Exchange.Words) ? instead : null;

    /// <summary>Digits of a length that a phone's number has, with a plus sign before them or a place behind.</summary>
    private static bool LooksLikeNumber(string value)
    {
        var at = value.IndexOf('@', StringComparison.Ordinal);
        var number = (at < 0 ? value : value[..at]).Trim().TrimStart('+');
        return number.Length is >= ShortestNumber and <= LongestNumber && number.All(char.IsAsciiDigit);
    }
}
