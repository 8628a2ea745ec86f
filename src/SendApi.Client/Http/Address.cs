using System.Globalization;
using System.Text;

namespace SendApi.Client.Http;

/// <summary>Writes paths and queries, so that no value can become a piece of the path or of another value.</summary>
internal sealed class Address
{
    private readonly StringBuilder _text;
    private char _next = '?';

    private Address(string path) => _text = new(path);

    /// <summary>A path with its values in their places: <c>$"v1/batches/{id}"</c>.</summary>
    public static string Of(FormattableString path) => string.Format(CultureInfo.InvariantCulture, path.Format, [.. path.GetArguments().Select(Segment)]);

    public static Address Query(string path) => new(path);

    public Address And(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append(_next).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            _next = '&';
        }

        return this;
    }

    public Address And(string name, DateTimeOffset? value) => And(name, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));

    public Address And(string name, int? value) => And(name, value?.ToString(CultureInfo.InvariantCulture));

    public Address And(string name, DateOnly? value) => And(name, value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public Address And(PageRequest? page) => page is null ? this
        : And("per_page", page.PerPage?.ToString(CultureInfo.InvariantCulture)).And("page", page.Page?.ToString(CultureInfo.InvariantCulture)).And("cursor", page.Cursor);

    public override string ToString() => _text.ToString();

    /// <summary>One segment of a path. An empty one would name the list instead of its entry, and dots would name something else altogether.</summary>
    private static string Segment(object? value) => value is string { Length: > 0 } text && text is not ("." or "..")
        ? Uri.EscapeDataString(text)
        : throw new ArgumentException("An id must not be empty.");
}
