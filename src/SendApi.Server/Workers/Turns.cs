using SendApi.Server.Storage;

namespace SendApi.Server.Workers;

/// <summary>The edge of a worker: it takes its turns until it is stopped, whatever goes wrong in one of them.</summary>
public static class Turns
{
    private const int MostInOneGo = 200, MostGoes = 10;

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

    /// <summary>Hears what has happened, then looks after all that is due, in portions; what is too much for one turn waits for the next.</summary>
    /// <param name="hear">Takes news in, up to a number; the answer is how many.</param>
    /// <param name="take">Gives what is due, up to a number, to nobody else for a while.</param>
    /// <param name="notLooked">Says in the log which one could not be looked after: it does not hold up the others.</param>
    public static async Task Follow<T>(Func<int, Task<int>> hear, Func<int, Task<List<T>>> take, Func<T, Task> look, Action<Exception, T> notLooked)
    {
        for (var goes = 0; goes < MostGoes && await hear(MostInOneGo) == MostInOneGo; goes++)
        {
        }

        for (var goes = 0; goes < MostGoes && await take(MostInOneGo) is { Count: > 0 } due; goes++)
            foreach (var one in due)
                try
                {
                    await look(one);
                }
                catch (Exception fault) when (fault is not (StoreUnavailable or OperationCanceledException))
                {
                    notLooked(fault, one);
                }
    }

    /// <summary>Does work in portions, so that nobody waits long for the store, until one is not full.</summary>
    public static async Task InPortions(int most, Func<int, Task<int>> portion)
    {
        while (await portion(most) >= most)
        {
        }
    }
}
