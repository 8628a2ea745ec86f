using System.Collections.Concurrent;

namespace SendApi.Server.Workers;

/// <summary>The attempts that were begun and whose end is not written down yet.</summary>
public sealed class UnderWay
{
    private readonly ConcurrentDictionary<string, Task> _attempts = [];

    public int Count => _attempts.Count;

    public bool Has(string id) => _attempts.ContainsKey(id);

    /// <summary>Ends when those have ended that are under way now.</summary>
    public Task Ends => Task.WhenAll(_attempts.Values);

    public void Add(string id, Task attempt)
    {
        if (attempt.IsCompleted)
            return;

        _attempts[id] = attempt;
        attempt.ContinueWith(_ => _attempts.TryRemove(id, out Task? _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
