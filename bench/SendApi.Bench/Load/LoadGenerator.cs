using System.Diagnostics;

namespace SendApi.Bench.Load;

/// <summary>Runs a plan on its connections and adds up what they saw.</summary>
public static class LoadGenerator
{
    /// <summary>How long after its end a load may wait for late answers before it is given up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    public static async Task<LoadResult> Run(LoadPlan plan, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(plan.WarmUp + plan.Measured + Grace);

        var marks = plan.MarksPath is null ? null : new LoadMarks(plan.MaxSends);
        var schedule = new LoadSchedule(plan);
        var connections = Enumerable.Range(0, plan.Connections).Select(place => new LoadConnection(plan, plan.Ports[place % plan.Ports.Count], schedule, marks)).ToArray();
        try
        {
            await Task.WhenAll(connections.Select(connection => connection.Run(limit.Token)));
        }
        catch (Exception) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new BenchFailure($"The server left requests unanswered for {Grace.TotalSeconds:0} s after the load's end.");
        }
        finally
        {
            foreach (var connection in connections)
                connection.Dispose();
        }

        if (plan.MarksPath is not null)
            marks?.Write(plan.MarksPath);
        return Sum(connections, schedule);
    }

    private static LoadResult Sum(LoadConnection[] connections, LoadSchedule schedule)
    {
        var latencies = new LatencyHistogram();
        foreach (var connection in connections)
            latencies.Add(connection.Latencies);

        // A load that its count ended is over with its last answer, not with its time.
        var elapsed = Stopwatch.GetElapsedTime(schedule.MeasuredFrom, connections.Max(connection => connection.LastAnswer));
        return new LoadResult
        {
            PerSecond = latencies.Count == 0 ? 0 : latencies.Count / elapsed.TotalSeconds,
            Measured = latencies.Count,
            P50 = latencies.Milliseconds(50),
            P95 = latencies.Milliseconds(95),
            P99 = latencies.Milliseconds(99),
            Max = latencies.MaxNanoseconds / 1e6,
            Statuses = connections.SelectMany(connection => connection.Statuses).GroupBy(pair => pair.Key).OrderBy(group => group.Key)
                .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)),
            FirstUnexpected = connections.Select(connection => connection.FirstUnexpected).FirstOrDefault(text => text is not null),
        };
    }
}
