using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace SendApi.Tests;

/// <summary>Waits for something other threads or processes do. It waits on the condition, never for a fixed time, and fails when it does not come.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), Pause = TimeSpan.FromMilliseconds(10), LongestStep = TimeSpan.FromMilliseconds(250);

    /// <param name="clock">A turned clock that goes on at each look, so that what waits on it is not waited for in vain.</param>
    /// <param name="step">How far it goes on at least: more where seconds of it are waited for and nobody outside has to answer meanwhile.</param>
    public static async Task IsTrue(Func<Task<bool>> condition, Func<string>? whatIsInstead = null, FakeTimeProvider? clock = null, TimeSpan? patience = null, TimeSpan? step = null)
    {
        var limit = patience ?? Patience;
        var started = Stopwatch.GetTimestamp();
        var looked = started;
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > limit)
                Assert.Fail($"It did not come true within {limit.TotalSeconds} s. {whatIsInstead?.Invoke()}");
            var now = Stopwatch.GetTimestamp();
            clock?.Advance(Step(Stopwatch.GetElapsedTime(looked, now), step ?? Pause));
            looked = now;
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>As long as the look took: on a busy machine looks are far between, and a clock that goes on by a fixed step would stand nearly still while patience runs out.</summary>
    private static TimeSpan Step(TimeSpan sinceLastLook, TimeSpan least)
    {
        var step = sinceLastLook < LongestStep ? sinceLastLook : LongestStep;
        return step > least ? step : least;
    }
}
