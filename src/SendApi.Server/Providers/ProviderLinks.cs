using SendApi.Core.Sending;
using SendApi.Server.Delivery;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Providers;

/// <summary>Keeps the live link in step with the providers in the store: what the command line adds or removes counts within a second.</summary>
public sealed partial class ProviderLinks(Db db, Links links, ProviderTools tools) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>What is kept when no link is wanted, or none may be held.</summary>
    private const string None = "none";

    private string? _current;
    private string? _saidLast;
    private Ownership? _place;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Switch(null, null, null);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Every(Look, Follow, Say, tools.Clock, stoppingToken);

    /// <summary>A provider that cannot be opened is tried again, and said in the log once.</summary>
    private void Say(Exception fault)
    {
        if (_saidLast != fault.Message)
            Failed(tools.Log, fault, fault.Message);
        _saidLast = fault.Message;
    }

    private async Task Follow(CancellationToken ct)
    {
        if (_place is { IsLost: true })
            await Switch(null, null, null);
        if (!tools.Gate.IsOpen)
        {
            // What was begun still needs its answers.
            if (_current is not null && tools.UnderWay.Count == 0)
                await Switch(null, null, null);
            return;
        }

        var wanted = (await db.Read(ProviderRows.List, ct)).Find(p => p.IsDefault == 1);
        var version = wanted?.Id ?? None;
        if (version == _current)
            return;

        if (_current is not null && wanted is not null)
            await Switch(null, null, null);
        var place = wanted is null ? null : await Place(wanted, ct);
        if (wanted is null || place is not null)
            await Switch(version, wanted is null ? tools.WithoutProvider?.Invoke() : Open(wanted), place);
    }

    /// <summary>One of the places that a provider has for nodes; null while others hold all of them.</summary>
    private async Task<Ownership?> Place(ProviderRow row, CancellationToken ct)
    {
        var most = Kind(row).MaxNodes(row.Unsealed(tools.Secrets));
        for (var number = 1; number <= most; number++)
            if (await db.Dialect.Own($"{row.Id}.{number}", ct) is { } place)
                return place;
        return most == 0 ? Ownership.OfTheOnlyOne : null;
    }

    /// <summary>Puts a link in the place of the one before, which is ended before its place is given up.</summary>
    private async Task Switch(string? version, ISmsSender? link, Ownership? place)
    {
        link?.Start();
        var before = links.Replace(0, link);
        if (before?.Name != link?.Name)
            Switched(tools.Log, link?.Name ?? None);
        _current = version;
        if (before is not null)
            await before.DisposeAsync();
        if (_place is not null)
            await _place.DisposeAsync();
        _place = place;
    }

    private Connector Kind(ProviderRow row) => tools.Connectors.GetValueOrDefault(row.Kind)
        ?? throw new InvalidOperationException($"Provider '{row.Name}' is of the kind '{row.Kind}', which this version does not know.");

    private ISmsSender Open(ProviderRow row) => Kind(row).Open(row.Name, row.Unsealed(tools.Secrets));

    [LoggerMessage(3001, LogLevel.Information, "Live messages go by the provider {Provider}")]
    private static partial void Switched(ILogger log, string provider);

    [LoggerMessage(3002, LogLevel.Error, "The providers could not be followed: {Reason}")]
    private static partial void Failed(ILogger log, Exception fault, string reason);
}

/// <summary>What following the providers needs beside the store.</summary>
/// <param name="WithoutProvider">Opens the link that live messages take while no provider is set up, or null for none.</param>
public sealed record ProviderTools(
    IReadOnlyDictionary<string, Connector> Connectors, Secrets Secrets, Func<ISmsSender>? WithoutProvider, WorkGate Gate, UnderWay UnderWay,
    TimeProvider Clock, ILogger<ProviderLinks> Log);
