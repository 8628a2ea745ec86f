using System.Globalization;
using SendApi.Core.Sending;

namespace SendApi.Connectors;

/// <summary>Reads single settings; each fault names the setting and says what would do. The value itself is not repeated: it may be a secret.</summary>
internal readonly struct SettingReader(IReadOnlyDictionary<string, string> settings)
{
    /// <summary>A text in printable ASCII, or null when it is not set.</summary>
    public string? Text(string name, int longest)
    {
        var value = settings.GetValueOrDefault(name);
        if (string.IsNullOrEmpty(value))
            return null;

        return value.Length <= longest && value.All(c => c is >= ' ' and <= '~')
            ? value
            : throw new InvalidSetting(name, $"'{name}' must be at most {longest} printable ASCII characters.");
    }

    /// <summary>A text in any script, of several lines too, or null when it is not set.</summary>
    public string? Words(string name, int longest)
    {
        var value = settings.GetValueOrDefault(name);
        if (string.IsNullOrEmpty(value))
            return null;

        return value.Length <= longest && !value.Contains('\0', StringComparison.Ordinal)
            ? value
            : throw new InvalidSetting(name, $"'{name}' must be at most {longest} characters.");
    }

    /// <summary>The address of a server, without a slash at its end; <paramref name="otherwise"/> when it is not set.</summary>
    public string Address(string name, string otherwise)
    {
        var value = Text(name, 500) ?? otherwise;
        return Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0
            ? value.TrimEnd('/')
            : throw new InvalidSetting(name, $"'{name}' must be an address such as https://api.example.com, without a user, a query or a fragment.");
    }

    /// <summary>A secret that may stand in an address, long enough not to be guessed, or null when it is not set.</summary>
    public string? PathSecret(string name)
    {
        var value = Text(name, 200);
        return value is null || (value.Length >= 16 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            ? value
            : throw new InvalidSetting(name, $"'{name}' must have 16 letters, digits, - or _ or more: nothing else keeps strangers out.");
    }

    public int Number(string name, int otherwise, int least, int most)
    {
        var value = settings.GetValueOrDefault(name);
        if (string.IsNullOrEmpty(value))
            return otherwise;

        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new InvalidSetting(name, $"'{name}' must be a whole number from {least} to {most}.");
    }

    public byte? Octet(string name) => string.IsNullOrEmpty(settings.GetValueOrDefault(name)) ? null : (byte)Number(name, 0, 0, 255);

    /// <summary>The value of one of the words, without regard to case; the first is meant when it is not set.</summary>
    public T Choice<T>(string name, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        var value = settings.GetValueOrDefault(name);
        if (string.IsNullOrEmpty(value))
            return choices[0].Value;

        foreach (var (word, meaning) in choices)
            if (word.Equals(value, StringComparison.OrdinalIgnoreCase))
                return meaning;

        var words = new List<string>();
        foreach (var (word, _) in choices)
            words.Add(word);
        throw new InvalidSetting(name, $"'{name}' must be one of: {string.Join(", ", words)}.");
    }
}
