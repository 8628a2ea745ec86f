using SendApi.Core.Phones;

namespace SendApi.Server.Phone;

/// <summary>Reads the tables of all countries once somebody asks about a number, so that only the first request waits for those of its country. Who never asks does not pay with memory, and no start waits.</summary>
public sealed class PhoneWarmUp : BackgroundService
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Somebody asks about a number.</summary>
    public void Begin() => _asked.TrySetResult();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _asked.Task.WaitAsync(stoppingToken);
        foreach (var country in PhoneTables.Unread())
        {
            stoppingToken.ThrowIfCancellationRequested();
            PhoneTables.Read(country);
            // Requests that wait for this processor come first.
            await Task.Yield();
        }
    }
}
