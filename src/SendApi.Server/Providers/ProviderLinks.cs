using SendApi.Core.Sending;
using SendApi.Server.Delivery;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Providers;

/// <summary>Keeps the live link in step with the providers in the store: what the command line adds or removes counts within a second.</summary>
public sealed partial class ProviderLinks(Db db, Links links, ProviderTools tools) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private string? _current;
    private string? _saidLast;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (links.Replace(0, null) is { } link)
            await link.DisposeAsync();
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
        var wanted = (await db.Read(ProviderRows.List, ct)).Find(p => p.IsDefault == 1);
        var version = wanted is null ? "none" : wanted.Id;
        if (version == _current)
            return;

        var link = wanted is null ? tools.WithoutProvider?.Invoke() : Open(wanted);
        link?.Start();
        var before = links.Replace(0, link);
        _current = version;
        Switched(tools.Log, link?.Name ?? "none");
        if (before is not null)
            await before.DisposeAsync();
    }

    private ISmsSender Open(ProviderRow row) => tools.Connectors.TryGetValue(row.Kind, out var connector)
        ? connector.Open(row.Name, row.Unsealed(tools.Secrets))
        : throw new InvalidOperationException($"Provider '{row.Name}' is of the kind '{row.Kind}', which this version does not know.");

    [LoggerMessage(3001, LogLevel.Information, "Live messages go by the provider {Provider}")]
    private static partial void Switched(ILogger log, string provider);

    [LoggerMessage(3002, LogLevel.Error, "The providers could not be followed: {Reason}")]
    private static partial void Failed(ILogger log, Exception fault, string reason);
}

/// <summary>What following the providers needs beside the store.</summary>
/// <param name="WithoutProvider">Opens the link that live messages take while no provider is set up, or null for none.</param>
public sealed record ProviderTools(
    IReadOnlyDictionary<string, Connector> Connectors, Secrets Secrets, Func<ISmsSender>? WithoutProvider, TimeProvider Clock, ILogger<ProviderLinks> Log);
