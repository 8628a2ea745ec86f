using SendApi.Core.Phones;

namespace SendApi.Server.Phone;

/// <summary>Reads the tables of all countries after the start, so that no request has to wait for them, and no start either.</summary>
public sealed class PhoneWarmUp(IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var starting = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await using var stopping = stoppingToken.Register(() => started.TrySetCanceled(stoppingToken));
        await started.Task;

        var isAnyRead = false;
        foreach (var country in PhoneTables.Unread())
        {
            stoppingToken.ThrowIfCancellationRequested();
            PhoneTables.Read(country);
            isAnyRead = true;
            // Requests that wait for this processor come first.
            await Task.Yield();
        }

        // Reading leaves behind twice what is kept, and on a server at rest nothing else would take it away.
        if (isAnyRead)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
