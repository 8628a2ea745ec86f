namespace SendApi.Server.Storage;

/// <summary>Something read from the store and trusted for a short while. When that is over, whoever comes first reads it anew and the others wait for him.</summary>
/// <remarks>A read that failed is not remembered. Nobody's cancellation spoils it for the rest.</remarks>
public sealed class Remembered<T>(Func<Task<T>> read, TimeSpan trust, TimeProvider clock)
{
    private Reading? _last;

    public Task<T> Get()
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            if (last is not null && clock.GetElapsedTime(last.Since) < trust && last.Value is { IsFaulted: false, IsCanceled: false } known)
                return known;

            var fresh = new Reading(clock.GetTimestamp(), read);
            if (Interlocked.CompareExchange(ref _last, fresh, last) == last)
                return fresh.Value;
        }
    }

    private sealed class Reading(long since, Func<Task<T>> read)
    {
        private readonly Lazy<Task<T>> _value = new(read);

        public long Since => since;

        public Task<T> Value => _value.Value;
    }
}
