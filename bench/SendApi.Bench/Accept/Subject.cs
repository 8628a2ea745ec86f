using SendApi.Bench.Processes;
using SendApi.Proof.Processes;

namespace SendApi.Bench.Accept;

/// <summary>One row of the comparison: who is measured, and what its "accepted" is worth.</summary>
/// <param name="Id">As the option --subjects names it.</param>
public sealed record Subject(string Id, string Title, string Promise, Func<Workbench, CancellationToken, Task<RunningSubject>> Start)
{
    /// <summary>Why it cannot run on this machine; null when it can.</summary>
    public string? Missing { get; init; }

    /// <summary>Whether the ratio and the latency of this row are bounds.</summary>
    public bool IsJudged { get; init; }
}

/// <summary>A subject that takes sends, with everything that belongs to it.</summary>
/// <param name="target">Whose request it understands: `sendapi` or `kannel`.</param>
/// <param name="ports">Of its nodes.</param>
/// <param name="children">Stopped in the opposite order of their start.</param>
public sealed class RunningSubject(string target, IReadOnlyList<int> ports, string key, params IReadOnlyList<ChildProcess> children) : IAsyncDisposable
{
    public string Target => target;

    public IReadOnlyList<int> Ports => ports;

    public string Key => key;

    /// <summary>Counts the commits of its store so far; null where that is not known.</summary>
    public Func<CancellationToken, Task<long>>? Commits { get; init; }

    public async ValueTask DisposeAsync()
    {
        foreach (var child in children.Reverse())
            await child.DisposeAsync();
    }
}
