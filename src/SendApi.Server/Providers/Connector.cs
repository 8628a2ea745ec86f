using SendApi.Core.Sending;

namespace SendApi.Server.Providers;

/// <summary>A kind of provider this program can talk to: its description, how to open a link, and how to try one.</summary>
/// <param name="Open">Makes a link from a provider's name and settings; throws <see cref="InvalidSetting"/> for settings that cannot work.</param>
/// <param name="MaxNodes">How many nodes may hold a link of these settings at once; 0 for all.</param>
/// <param name="Test">Tries the settings once and says in a sentence what happened; the flag tells whether it would work.</param>
/// <param name="ReadCallback">Verifies and reads the calls it makes to us; null for a kind that makes none.</param>
public sealed record Connector(
    ConnectorInfo Info,
    Func<string, IReadOnlyDictionary<string, string>, ISmsSender> Open,
    Func<IReadOnlyDictionary<string, string>, int> MaxNodes,
    Func<IReadOnlyDictionary<string, string>, CancellationToken, Task<(bool Works, string Says)>> Test,
    CallbackReader? ReadCallback = null);
