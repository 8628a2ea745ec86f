using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SendApi.Simulator.Smsc;

namespace SendApi.Tests.Processes;

/// <summary>A real SMSC in the test's own process: it outlives the server and remembers every text it took.</summary>
public sealed class Carrier : IAsyncDisposable
{
    private readonly SmscSimulator _smsc;
    private readonly GoodbyeLog _log = new();

    private Carrier(SmscOptions options) => _smsc = new SmscSimulator(options, submit => Taken.Enqueue(submit.Text), TimeProvider.System, _log);

    /// <summary>The texts it accepted, in their order and as often as they came.</summary>
    public ConcurrentQueue<string> Taken { get; } = [];

    public int Port { get; private set; }

    public SmscCounters Counters => _smsc.Counters;

    public int Connections => _smsc.Connections;

    /// <summary>How many clients said goodbye before they left.</summary>
    public int Unbinds => _log.Unbinds;

    /// <param name="options">Null delivers every text.</param>
    public static async Task<Carrier> Open(SmscOptions? options = null)
    {
        var carrier = new Carrier(options ?? new SmscOptions { Magic = false });
        carrier.Port = (await carrier._smsc.Start(TestContext.Current.CancellationToken)).Port;
        return carrier;
    }

    public ValueTask DisposeAsync() => _smsc.DisposeAsync();

    /// <summary>The simulator says in its log how a client left.</summary>
    private sealed class GoodbyeLog : ILogger
    {
        private const int LeftEvent = 4901;

        private int _unbinds;

        public int Unbinds => Volatile.Read(ref _unbinds);

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == LeftEvent && formatter(state, exception).EndsWith("unbound", StringComparison.Ordinal))
                Interlocked.Increment(ref _unbinds);
        }
    }
}
