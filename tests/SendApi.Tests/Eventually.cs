using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace SendApi.Tests;

/// <summary>Waits for something other threads or processes do. It waits on the condition, never for a fixed time, and fails when it does not come.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), Pause = TimeSpan.FromMilliseconds(10);

    /// <param name="clock">A turned clock that goes on a little at each look, so that what waits on it is not waited for in vain.</param>
    public static async Task IsTrue(Func<Task<bool>> condition, Func<string>? whatIsInstead = null, FakeTimeProvider? clock = null, TimeSpan? patience = null)
    {
        var limit = patience ?? Patience;
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > limit)
                Assert.Fail($"It did not come true within {limit.TotalSeconds} s. {whatIsInstead?.Invoke()}");
            clock?.Advance(Pause);
            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
