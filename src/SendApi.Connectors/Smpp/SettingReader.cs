using System.Globalization;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Smpp;

/// <summary>Reads single settings; each fault names the setting and says what would do. The value itself is not repeated: it may be a secret.</summary>
internal readonly struct SettingReader(IReadOnlyDictionary<string, string> settings)
{
    /// <summary>A text that SMPP can carry, or null when it is not set.</summary>
    public string? Text(string name, int longest)
    {
        var value = settings.GetValueOrDefault(name);
        if (string.IsNullOrEmpty(value))
            return null;

        return value.Length <= longest && value.All(c => c is >= ' ' and <= '~')
            ? value
            : throw new InvalidSetting(name, $"'{name}' must be at most {longest} printable ASCII characters.");
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
