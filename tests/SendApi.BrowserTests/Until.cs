namespace SendApi.BrowserTests;

/// <summary>Waits for what another process does by its own clock.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20), Pause = TimeSpan.FromMilliseconds(50);

    public static async Task IsTrue(Func<Task<bool>> isSo, TimeSpan? patience = null)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(clock.GetElapsedTime(start) < (patience ?? Patience), "It did not become so in time.");
            await Task.Delay(Pause, clock, TestContext.Current.CancellationToken);
        }
    }
}
