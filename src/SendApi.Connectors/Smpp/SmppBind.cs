using Microsoft.Extensions.Logging;
using SendApi.Connectors.Smpp.Wire;

namespace SendApi.Connectors.Smpp;

/// <summary>Keeps one bind up: connects, binds, and begins again after a cut for as long as it lives.</summary>
internal sealed partial class SmppBind(SmppCommand command, SmppOptions options, DeliverIntake? intake, SmppSurroundings around) : IAsyncDisposable
{
    /// <summary>A bind that held this long was a good one: the next try comes soon.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(10);

    private readonly SmppDialer _dialer = new(options, around);
    private readonly CancellationTokenSource _stop = new();
    private Task _keeping = Task.CompletedTask;
    private volatile SmppSession? _session;
    private volatile string _state = "not started";

    /// <summary>The bound session, or null.</summary>
    public SmppSession? Session => _session;

    public string State => _state;

    /// <summary>Told after the link was bound and after it was lost.</summary>
    public event Action<bool>? Changed;

    public void Start()
    {
        _state = "connecting";
        _keeping = Keep(_stop.Token);
    }

    private async Task Keep(CancellationToken ct)
    {
        var failures = 0;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var (why, held) = await Hold(ct);
                failures = held >= Steady ? 1 : failures + 1;
                _state = $"connecting: {why}";
                await Pause(failures, refused: false, ct);
            }
            catch (BindFailed fault)
            {
                _state = fault.Message;
                await Pause(++failures, fault.Refused, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            // A fault of ours must not leave the provider unbound for ever: it is logged, and the next try may go well.
            catch (Exception fault)
            {
                Broke(around.Log, fault, command, options.SystemId, options.Host);
                _state = $"connecting: {fault.Message}";
                await Pause(++failures, refused: false, ct);
            }
        }
    }

    /// <summary>One connection's whole life; says why it ended and how long it was bound.</summary>
    private async Task<(string Why, TimeSpan Held)> Hold(CancellationToken ct)
    {
        await using var session = new SmppSession(await _dialer.Connect(ct), options, intake, around);
        await _dialer.Bind(session, command, ct);
        var boundAt = around.Clock.GetTimestamp();
        Bound(around.Log, command, options.SystemId, options.Host);
        _session = session;
        _state = "bound";
        Changed?.Invoke(true);
        try
        {
            var why = await session.Ended.WaitAsync(ct);
            Lost(around.Log, command, options.SystemId, options.Host, why);
            return (why, around.Clock.GetElapsedTime(boundAt));
        }
        finally
        {
            _session = null;
            Changed?.Invoke(false);
        }
    }

    private async Task Pause(int failures, bool refused, CancellationToken ct)
    {
        var wait = SmppBackoff.Wait(failures, refused, around.Chance());
        Waiting(around.Log, command, options.SystemId, options.Host, _state, wait);
        await Task.Delay(wait, around.Clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Says goodbye to the carrier, waits shortly for its answer and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_session is { } session)
            await Task.WhenAny(session.Request(SmppCommand.Unbind), session.Ended, Task.Delay(TimeSpan.FromSeconds(2), around.Clock, _stop.Token));

        await _stop.CancelAsync();
        await _keeping;
        _state = "stopped";
        _stop.Dispose();
    }

    [LoggerMessage(4121, LogLevel.Information, "{Command} of {SystemId} at {Host}: bound")]
    private static partial void Bound(ILogger log, SmppCommand command, string systemId, string host);

    [LoggerMessage(4122, LogLevel.Warning, "{Command} of {SystemId} at {Host}: lost: {Why}")]
    private static partial void Lost(ILogger log, SmppCommand command, string systemId, string host, string why);

    [LoggerMessage(4124, LogLevel.Error, "{Command} of {SystemId} at {Host} broke")]
    private static partial void Broke(ILogger log, Exception fault, SmppCommand command, string systemId, string host);

    [LoggerMessage(4123, LogLevel.Information, "{Command} of {SystemId} at {Host}: {State}; next try in {Wait}")]
    private static partial void Waiting(ILogger log, SmppCommand command, string systemId, string host, string state, TimeSpan wait);
}
