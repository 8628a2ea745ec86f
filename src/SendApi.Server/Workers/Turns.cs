namespace SendApi.Server.Workers;

/// <summary>The edge of a worker: it takes its turns until it is stopped, whatever goes wrong in one of them.</summary>
public static class Turns
{
    /// <param name="failed">Says in the log what went wrong; the next turn comes after the pause.</param>
    public static async Task Run(Func<CancellationToken, Task> turn, Action<Exception> failed, TimeSpan pause, TimeProvider clock, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await turn(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                failed(fault);
                await Task.WhenAny(Task.Delay(pause, clock, ct));
            }
        }
    }

    /// <summary>The same for work that is done again after each pause.</summary>
    public static Task Every(TimeSpan pause, Func<CancellationToken, Task> work, Action<Exception> failed, TimeProvider clock, CancellationToken ct) => Run(
        async stopping =>
        {
            await work(stopping);
            await Task.Delay(pause, clock, stopping);
        },
        failed, pause, clock, ct);

    /// <summary>Does work in portions, so that nobody waits long for the store, until one is not full.</summary>
    public static async Task InPortions(int most, Func<int, Task<int>> portion)
    {
        while (await portion(most) >= most)
        {
        }
    }
}
