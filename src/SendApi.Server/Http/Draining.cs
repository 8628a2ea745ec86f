namespace SendApi.Server.Http;

/// <summary>Counts the requests under way and shuts the door: once draining, newcomers are answered 5030 and those inside are waited for.</summary>
public sealed class Draining(TimeProvider clock) : IHostedLifecycleService
{
    /// <summary>How long the door is kept open for 5030 answers at least, so that a load balancer sees it, and at most for requests under way.</summary>
    private static readonly TimeSpan AtLeast = TimeSpan.FromMilliseconds(500), AtMost = TimeSpan.FromSeconds(10);

    private volatile bool _isStopping, _isEmptied;
    private int _inside;

    public bool IsDraining => _isStopping || _isEmptied;

    /// <summary>How many requests are under way.</summary>
    public int Inside => Volatile.Read(ref _inside);

    public void Enter() => Interlocked.Increment(ref _inside);

    public void Leave() => Interlocked.Decrement(ref _inside);

    /// <summary>Shuts the door of a node that an operator empties, or opens it again.</summary>
    public void Empty(bool isEmptied) => _isEmptied = isEmptied;

    /// <summary>Runs before anything is stopped, the listener included.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        var start = clock.GetTimestamp();
        while (clock.GetElapsedTime(start) is var waited && (waited < AtLeast || (Inside > 0 && waited < AtMost)))
            await Task.Delay(TimeSpan.FromMilliseconds(20), clock, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
