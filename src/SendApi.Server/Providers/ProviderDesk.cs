using System.Globalization;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Storage;

namespace SendApi.Server.Providers;

/// <summary>The one door to an operator's settings of providers, for the command line and the API: what is checked, sealed, shown and tried here is so for both.</summary>
public sealed class ProviderDesk(IReadOnlyDictionary<string, Connector> connectors, Secrets secrets, TimeProvider clock)
{
    /// <summary>A test that hears nothing for so long has failed, whatever the provider's own limits are.</summary>
    public static readonly TimeSpan LongestTest = TimeSpan.FromSeconds(20);

    /// <summary>Values shorter than this stand in too many words to be taken out of them.</summary>
    private const int ShortestHidden = 4;

    /// <summary>What providers of each kind are set up with.</summary>
    public IReadOnlyList<ConnectorInfo> Infos => [.. connectors.Values.Select(c => c.Info)];

    /// <summary>Settings as they are stored; 4000 names the one that could never work, now and not when the first message waits.</summary>
    public async Task<string> Seal(string kind, IReadOnlyDictionary<string, string?> given)
    {
        var connector = connectors.GetValueOrDefault(kind)
            ?? throw new Refusal(Errors.InvalidRequest, $"'kind' must be one of: {string.Join(", ", connectors.Keys)}.", "kind");
        var settings = given.ToDictionary(s => s.Key, s => s.Value ?? "");
        try
        {
            connector.Info.Check(settings);
            await using var link = connector.Open("check", settings);
        }
        catch (InvalidSetting fault)
        {
            throw new Refusal(Errors.InvalidRequest, fault.Message, $"settings.{Shown.Cut(fault.Name)}");
        }

        return secrets.Seal(ApiJson.Text(settings.Where(s => s.Value.Length > 0).ToDictionary()));
    }

    /// <summary>The same for a provider that is there: a secret that is left out stays, an empty one goes.</summary>
    public Task<string> Change(ProviderRow row, IReadOnlyDictionary<string, string?> given)
    {
        var changed = given.ToDictionary();
        foreach (var (name, value) in row.Unsealed(secrets).Where(s => IsSecret(row.Kind, s.Key)))
            changed.TryAdd(name, value);
        return Seal(row.Kind, changed);
    }

    /// <summary>The settings that anybody who operates may see, and the names of the others.</summary>
    public ShownSettings Show(ProviderRow row)
    {
        var settings = row.Unsealed(secrets);
        return new(
            settings.Where(s => !IsSecret(row.Kind, s.Key)).ToDictionary(),
            [.. settings.Keys.Where(name => IsSecret(row.Kind, name)).Order(StringComparer.Ordinal)],
            Blot(row.Kind, settings));
    }

    /// <summary>Tries the settings once, by a bind or by asking for the account, and says how far it came. Sends nothing.</summary>
    public async Task<ProviderTestView> Test(ProviderRow row, CancellationToken ct)
    {
        var begunAt = clock.GetTimestamp();
        var settings = row.Unsealed(secrets);
        var (works, says) = await Try(row.Kind, settings, ct);
        return new(works, Blot(row.Kind, settings)(says), (long)clock.GetElapsedTime(begunAt).TotalMilliseconds);
    }

    private async Task<(bool Works, string Says)> Try(string kind, Dictionary<string, string> settings, CancellationToken ct)
    {
        if (!connectors.TryGetValue(kind, out var connector))
            return (false, $"This version does not know providers of the kind '{kind}'.");

        using var limit = new CancellationTokenSource(LongestTest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            return await connector.Test(settings, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return (false, string.Create(CultureInfo.InvariantCulture, $"Nothing was decided within {LongestTest.TotalSeconds:0} seconds."));
        }
        catch (InvalidSetting fault)
        {
            return (false, fault.Message);
        }
    }

    /// <summary>Takes the secrets out of what a provider said: some repeat what they do not accept.</summary>
    private Func<string, string> Blot(string kind, Dictionary<string, string> settings)
    {
        var hidden = settings.Where(s => s.Value.Length >= ShortestHidden && IsSecret(kind, s.Key)).Select(s => s.Value).ToList();
        return words => hidden.Aggregate(words, (text, secret) => text.Replace(secret, "…", StringComparison.Ordinal));
    }

    /// <summary>What this version does not know of may be a secret.</summary>
    private bool IsSecret(string kind, string setting) =>
        connectors.GetValueOrDefault(kind)?.Info.Settings.FirstOrDefault(s => s.Name == setting)?.Secret ?? true;
}

/// <summary>What may be seen of a provider's settings.</summary>
/// <param name="Hidden">The names of the secrets that are there.</param>
/// <param name="Blot">Takes the secrets out of words.</param>
public sealed record ShownSettings(Dictionary<string, string> Settings, List<string> Hidden, Func<string, string> Blot);
