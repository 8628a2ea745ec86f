using SendApi.Client;

namespace SendApi.Dashboard.Pages.Providers;

/// <summary>What is typed into the settings of a provider. A secret never comes back from the server: it is only known to be there.</summary>
public sealed class SettingValues
{
    private readonly Dictionary<string, string> _typed = [];
    private readonly HashSet<string> _secrets = [], _away = [];

    public SettingValues()
    {
    }

    public SettingValues(Provider provider)
    {
        foreach (var (name, value) in provider.Settings)
            _typed[name] = value;
        _secrets.UnionWith(provider.SecretsSet);
    }

    public string this[string name]
    {
        get => _typed.GetValueOrDefault(name, "");
        set => _typed[name] = value ?? "";
    }

    /// <summary>Whether the server has this secret.</summary>
    public bool HasSecret(string name) => _secrets.Contains(name);

    public bool IsTakenAway(string name) => _away.Contains(name);

    public void TakeAway(string name, bool away)
    {
        if (away)
            _away.Add(name);
        else
            _away.Remove(name);
    }

    /// <summary>As the server takes them: what is empty is left out, so that a secret stays; one that is to go is sent empty.</summary>
    public IReadOnlyDictionary<string, string> ToSend()
    {
        var all = _typed.Where(s => s.Value.Trim().Length > 0).ToDictionary(s => s.Key, s => _secrets.Contains(s.Key) ? s.Value : s.Value.Trim());
        foreach (var name in _away)
            all[name] = "";
        return all;
    }
}
