using SendApi.Core.Sending;
using SendApi.Server.Storage;

namespace SendApi.Server.Callbacks;

/// <summary>The providers that call us, with their settings unsealed, trusted for a short while: a changed one counts within a second.</summary>
public sealed class CallbackProviders(Db db, Secrets secrets, TimeProvider clock, IReadOnlyDictionary<string, CallbackReader> readers)
{
    private static readonly TimeSpan Trust = TimeSpan.FromMilliseconds(500);

    private readonly Remembered<Dictionary<(string Kind, string Name), IReadOnlyDictionary<string, string>>> _known = new(() => Read(db, secrets, readers), Trust, clock);

    /// <summary>Verifies and reads a call for a provider; null when there is none of that kind and name.</summary>
    public async ValueTask<CallbackReading?> Read(string kind, string name, CallbackCall call) =>
        readers.TryGetValue(kind, out var reader) && (await _known.Get()).TryGetValue((kind, name), out var settings) ? reader(name, settings, call) : null;

    private static async Task<Dictionary<(string Kind, string Name), IReadOnlyDictionary<string, string>>> Read(Db db, Secrets secrets, IReadOnlyDictionary<string, CallbackReader> readers)
    {
        var rows = await db.Read(s => s.Query<Row>("SELECT name, kind, settings FROM providers"), CancellationToken.None);
        return rows.Where(r => readers.ContainsKey(r.Kind))
            .ToDictionary(r => (r.Kind, r.Name), r => (IReadOnlyDictionary<string, string>)ApiJson.Read<Dictionary<string, string>>(secrets.Unseal(r.Settings)));
    }

    private sealed class Row
    {
        public string Name { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Settings { get; init; } = "";
    }
}
