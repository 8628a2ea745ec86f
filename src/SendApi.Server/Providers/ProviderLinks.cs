using SendApi.Core.Sending;
using SendApi.Server.Delivery;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Providers;

/// <summary>Keeps a link for each provider in the store: what an operator adds, changes or removes counts within a second.</summary>
public sealed partial class ProviderLinks(Db db, Links links, ProviderLinkTools tools) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>The links that stand and the places that they take, by the providers' ids.</summary>
    private readonly Dictionary<string, Ownership> _places = [];

    /// <summary>The settings, as they are stored, that the links were opened with.</summary>
    private readonly Dictionary<string, string> _opened = [];

    /// <summary>What was last said of a provider that cannot be opened.</summary>
    private readonly Dictionary<string, string> _said = [];

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await CloseAll();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Every(Look, Follow, fault => Say("", fault), tools.Clock, stoppingToken);

    private async Task Follow(CancellationToken ct)
    {
        if (!tools.Gate.IsOpen)
        {
            // What was begun still needs its answers.
            if (tools.UnderWay.Count == 0)
                await CloseAll();
            return;
        }

        var wanted = await db.Read(ProviderRows.List, ct);
        foreach (var id in _places.Keys.Where(id => _places[id].IsLost || !(id == Queues.LiveSimulator ? wanted.Count == 0 : wanted.Exists(p => p.Id == id && p.Settings == _opened[id]))).ToList())
            await Close(id);
        foreach (var id in links.Faults.Keys.Where(id => !wanted.Exists(p => p.Id == id)))
            links.Tell(id, null);
        foreach (var row in wanted.Where(p => !_places.ContainsKey(p.Id)))
            await TryOpen(row, ct);
        if (wanted.Count == 0 && !_places.ContainsKey(Queues.LiveSimulator) && tools.WithoutProvider?.Invoke() is { } simulator)
            Put(Queues.LiveSimulator, simulator, Ownership.OfTheOnlyOne);
        _said.Remove("");
    }

    /// <summary>A provider that cannot be opened is tried again, said in the log once, and does not keep the others from being opened.</summary>
    private async Task TryOpen(ProviderRow row, CancellationToken ct)
    {
        try
        {
            if (await Place(row, ct) is not { } place)
                return;

            try
            {
                var link = Kind(row).Open(row.Name, row.Unsealed(tools.Secrets));
                if (_opened.TryGetValue(row.Id, out var before) && before != row.Settings)
                    links.Forget(row.Name);
                _opened[row.Id] = row.Settings;
                Put(row.Id, link, place);
                _said.Remove(row.Id);
                links.Tell(row.Id, null);
            }
            catch
            {
                await place.DisposeAsync();
                throw;
            }
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or StoreUnavailable))
        {
            Say(row.Id, fault);
        }
    }

    private void Say(string provider, Exception fault)
    {
        if (_said.GetValueOrDefault(provider) != fault.Message)
        {
            Failed(tools.Log, fault, fault.Message);
            if (provider.Length > 0)
                links.Tell(provider, new(fault.Message, tools.Clock.GetUtcNow()));
        }

        _said[provider] = fault.Message;
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

    private void Put(string queue, ISmsSender link, Ownership place)
    {
        link.Start();
        _places[queue] = place;
        links.Replace(queue, link);
        Opened(tools.Log, link.Name);
    }

    /// <summary>Ends a link, and only then gives up its place.</summary>
    private async Task Close(string queue)
    {
        if (!_places.Remove(queue, out var place))
            return;

        if (links.Replace(queue, null) is { } link)
        {
            Closed(tools.Log, link.Name);
            await link.DisposeAsync();
        }

        await place.DisposeAsync();
    }

    private Task CloseAll() => Task.WhenAll(_places.Keys.ToList().Select(Close));

    private Connector Kind(ProviderRow row) => tools.Connectors.GetValueOrDefault(row.Kind)
        ?? throw new InvalidOperationException($"Provider '{row.Name}' is of the kind '{row.Kind}', which this version does not know.");

    [LoggerMessage(3001, LogLevel.Information, "Live messages may go by the provider {Provider}")]
    private static partial void Opened(ILogger log, string provider);

    [LoggerMessage(3003, LogLevel.Information, "No more messages go by the provider {Provider}")]
    private static partial void Closed(ILogger log, string provider);

    [LoggerMessage(3002, LogLevel.Error, "The providers could not be followed: {Reason}")]
    private static partial void Failed(ILogger log, Exception fault, string reason);
}

/// <summary>What following the providers needs beside the store.</summary>
/// <param name="WithoutProvider">Opens the link that live messages take while no provider is set up, or null for none.</param>
public sealed record ProviderLinkTools(
    IReadOnlyDictionary<string, Connector> Connectors, Secrets Secrets, Func<ISmsSender>? WithoutProvider, WorkGate Gate, UnderWay UnderWay,
    TimeProvider Clock, ILogger<ProviderLinks> Log);
