namespace SendApi.Server.Workers;

/// <summary>Wakes whoever waits for something to do. Take <see cref="Next"/> before looking, wait for it after finding nothing: no signal is missed.</summary>
public sealed class Wake
{
    private TaskCompletionSource _next = New();

    public Task Next => Volatile.Read(ref _next).Task;

    public void Signal() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    /// <summary>Waits for a signal, at most as long as given; whether it came.</summary>
    public static async Task<bool> For(Task signal, TimeSpan atMost, TimeProvider clock, CancellationToken ct)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(signal, Task.Delay(atMost, clock, timer.Token));
        await timer.CancelAsync();
        ct.ThrowIfCancellationRequested();
        return signal.IsCompleted;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
