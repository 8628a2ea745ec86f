using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SendApi.Simulator.Smsc;

namespace SendApi.Proof.Running;

/// <summary>A real SMSC in the proof's own process: it outlives every node and remembers how often each text came.</summary>
internal sealed class Carrier : IAsyncDisposable
{
    private static readonly TimeSpan CutAgainAfter = TimeSpan.FromMilliseconds(20);

    private readonly SmscSimulator _smsc;
    private readonly TimeProvider _clock;
    private long _taken;

    private Carrier(TimeProvider clock)
    {
        _clock = clock;
        _smsc = new SmscSimulator(new SmscOptions { Magic = false }, submit => Take(submit.Text), clock, NullLogger.Instance);
    }

    /// <summary>How often each text was taken.</summary>
    public ConcurrentDictionary<string, int> Submits { get; } = [];

    public long Taken => Interlocked.Read(ref _taken);

    public SmscCounters Counters => _smsc.Counters;

    public string Port { get; private set; } = "";

    public static async Task<Carrier> Open(TimeProvider clock, CancellationToken ct)
    {
        var carrier = new Carrier(clock);
        carrier.Port = (await carrier._smsc.Start(ct)).Port.ToString(CultureInfo.InvariantCulture);
        return carrier;
    }

    /// <summary>Breaks every connection, and for a while each new one as soon as it is there.</summary>
    public async Task Cut(TimeSpan duration, CancellationToken ct)
    {
        for (var began = _clock.GetTimestamp(); _clock.GetElapsedTime(began) < duration;)
        {
            _smsc.CutConnections();
            await Task.Delay(CutAgainAfter, _clock, ct);
        }
    }

    public ValueTask DisposeAsync() => _smsc.DisposeAsync();

    private void Take(string text)
    {
        Submits.AddOrUpdate(text, 1, (_, times) => times + 1);
        Interlocked.Increment(ref _taken);
    }
}
