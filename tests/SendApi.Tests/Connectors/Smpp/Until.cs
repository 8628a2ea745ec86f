using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace SendApi.Tests.Connectors.Smpp;

/// <summary>Waits for a condition, never longer than a bound; a turned clock is turned on a little with each look.</summary>
internal static class Until
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    public static async Task True(Func<bool> condition, FakeTimeProvider? clock = null, TimeSpan? step = null)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < Bound, "The condition did not come true in time.");
            clock?.Advance(step ?? TimeSpan.FromMilliseconds(500));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Bound);

    public static Task Soon(this Task task) => task.WaitAsync(Bound);

    /// <summary>Turns the clock until the task ends.</summary>
    public static async Task<T> Turning<T>(this Task<T> task, FakeTimeProvider clock, TimeSpan? step = null)
    {
        await True(() => task.IsCompleted, clock, step);
        return await task;
    }
}
