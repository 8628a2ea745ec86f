using System.Globalization;
using SendApi.Proof.Processes;

namespace SendApi.Proof.Running;

/// <summary>An operator who tops up from a process of his own while the nodes die, and repeats a payment until he is sure of it.</summary>
internal sealed class TopUps(Fleet fleet, TimeProvider clock) : IDisposable
{
    private const decimal First = 100_000m, Each = 1.250001m;

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(3), Again = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _stop = new();
    private Task _operator = Task.CompletedTask;

    /// <summary>What was surely booked, in US dollars.</summary>
    public decimal Booked { get; private set; }

    /// <summary>Gives the account enough to begin with.</summary>
    public async Task Open(CancellationToken ct)
    {
        await fleet.Must(ct, "plans", "set", "Unlimited", "--prepaid", "true");
        await fleet.Must(ct, Words(First, "first"));
        Booked = First;
    }

    public void Start() => _operator = Task.Run(Pay);

    public async Task Finish()
    {
        await _stop.CancelAsync();
        await _operator;
    }

    public void Dispose() => _stop.Cancel();

    private static string[] Words(decimal amount, string reference) =>
        ["accounts", "top-up", "default", "--amount", amount.ToString(CultureInfo.InvariantCulture), "--reference", reference];

    private async Task Pay()
    {
        for (var number = 1; !_stop.IsCancellationRequested; number++)
        {
            // The same reference is booked once, however often it is repeated.
            while (!await Pay(Words(Each, $"top-up {number}")))
                await Task.Delay(Again, clock);
            Booked += Each;
            await Task.WhenAny(Task.Delay(Between, clock, _stop.Token));
        }
    }

    private async Task<bool> Pay(string[] words)
    {
        try
        {
            return (await fleet.Run(CancellationToken.None, words)).Code == 0;
        }
        catch (ProcessFault)
        {
            // While the store is silent he waits in vain, breaks off and asks again.
            return false;
        }
    }
}
