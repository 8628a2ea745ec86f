using System.Collections.Concurrent;
using SendApi.Server.Storage;

namespace SendApi.Server.Statistics;

/// <summary>Answers that are given again for a few seconds: many who look at the same cost the store one look.</summary>
internal sealed class KeptAnswers<TKey, TAnswer>(TimeProvider clock) where TKey : notnull
{
    private const int Most = 500;

    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<TKey, (Remembered<TAnswer> Answer, long Since)> _kept = new();

    /// <summary>The answer to a question, read anew where it is older than five seconds. Nobody's cancellation ends the reading, since others may wait for it.</summary>
    public Task<TAnswer> Get(TKey question, Func<Task<TAnswer>> read)
    {
        if (_kept.Count >= Most)
            Forget();
        return _kept.GetOrAdd(question, static (_, made) => (new(made.read, Trust, made.clock), made.clock.GetTimestamp()), (read, clock)).Answer.Get();
    }

    private void Forget()
    {
        foreach (var (question, kept) in _kept)
            if (clock.GetElapsedTime(kept.Since) >= Trust)
                _kept.TryRemove(question, out _);
        if (_kept.Count >= Most)
            _kept.Clear();
    }
}
