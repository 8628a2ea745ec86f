using SendApi.Client;

namespace SendApi.Tests.Client;

/// <summary>Clients of a server under test.</summary>
internal static class Clients
{
    public static SendApiClient Of(TestApp app, string? key = null, Action<SendApiOptions>? change = null) => new(Options(app.Http.BaseAddress!, key ?? app.TestKey, change));

    public static SendApiOptions Options(Uri address, string key = "sk_test_x", Action<SendApiOptions>? change = null)
    {
        var options = new SendApiOptions { BaseAddress = address, ApiKey = key };
        change?.Invoke(options);
        return options;
    }

    /// <summary>The exception of a call that must not succeed.</summary>
    public static Task<SendApiException> Refused(Func<Task> call) => Assert.ThrowsAsync<SendApiException>(call);
}

/// <summary>A clock that does not run: whoever waits on it is woken at once, and it is then that much later. What it was asked to wait for is written down.</summary>
/// <param name="never">A wait that never ends: the time limit of a try.</param>
internal sealed class JumpingClock(TimeSpan? never = null) : TimeProvider
{
    private readonly Lock _door = new();
    private TimeSpan _passed;

    public List<TimeSpan> Waits { get; } = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_door)
            return TestApp.Start + _passed;
    }

    public override long GetTimestamp()
    {
        lock (_door)
            return _passed.Ticks;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan || dueTime == never)
            return new Timer();
        lock (_door)
        {
            Waits.Add(dueTime);
            _passed += dueTime;
        }

        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
