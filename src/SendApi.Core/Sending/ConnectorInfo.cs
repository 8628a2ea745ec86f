namespace SendApi.Core.Sending;

/// <summary>What a connector is and which settings it takes: the command line, the docs and the dashboard's form are drawn from it.</summary>
public sealed record ConnectorInfo(string Kind, string Title, IReadOnlyList<ConnectorSetting> Settings)
{
    /// <summary>Checks an operator's settings against the description; throws <see cref="InvalidSetting"/> for an unknown or a missing one.</summary>
    public void Check(IReadOnlyDictionary<string, string> settings)
    {
        foreach (var name in settings.Keys)
            if (Settings.All(s => s.Name != name))
                throw new InvalidSetting(name, $"{Kind} has no setting '{name}'. It takes: {string.Join(", ", Settings.Select(s => s.Name))}.");

        foreach (var setting in Settings)
            if (setting.Required && string.IsNullOrEmpty(settings.GetValueOrDefault(setting.Name)))
                throw new InvalidSetting(setting.Name, $"{Kind} needs the setting '{setting.Name}': {setting.Help}");
    }
}

/// <summary>One setting of a connector.</summary>
public sealed record ConnectorSetting(string Name, string Help, bool Required = false, bool Secret = false, string? Default = null);

/// <summary>A setting an operator gave that cannot be used; the message names it and says what would do.</summary>
public sealed class InvalidSetting(string name, string message) : Exception(message)
{
    public string Name { get; } = name;
}
