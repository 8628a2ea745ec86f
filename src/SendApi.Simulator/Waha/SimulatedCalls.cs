using System.Threading.Channels;

namespace SendApi.Simulator.Waha;

/// <summary>The calls that a simulated gateway makes: one after the other, as they were caused; after the answers, as a rule.</summary>
internal sealed class SimulatedCalls : IDisposable
{
    /// <summary>Beyond so many calls that wait, who causes one waits too.</summary>
    private const int MostWaiting = 1_000;

    /// <summary>So often a call is made that is not taken, as a gateway does; then it is given up.</summary>
    private const int MostTries = 10;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);

    private readonly Func<SimulatedCall, Task<bool>> _call;
    private readonly TimeProvider _clock;
    private readonly Channel<SimulatedCall> _calls = Channel.CreateBounded<SimulatedCall>(MostWaiting);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _caller;

    /// <param name="call">Brings a call to where it is to go; false when it was not taken there.</param>
    public SimulatedCalls(Func<SimulatedCall, Task<bool>> call, TimeProvider clock)
    {
        (_call, _clock) = (call, clock);
        _caller = Task.Run(MakeCalls);
    }

    public ValueTask Add(SimulatedCall call) => _calls.Writer.WriteAsync(call);

    /// <summary>Ends when all calls are made.</summary>
    public async Task Finish()
    {
        _calls.Writer.TryComplete();
        await _caller;
    }

    public void Dispose()
    {
        _calls.Writer.TryComplete();
        _stop.Cancel();
    }

    private async Task MakeCalls()
    {
        try
        {
            await foreach (var call in _calls.Reader.ReadAllAsync(_stop.Token))
                for (var tries = 1; !await _call(call) && tries < MostTries; tries++)
                    await Task.Delay(BetweenTries, _clock, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The process ends, and the simulated gateway with it.
        }
    }
}
