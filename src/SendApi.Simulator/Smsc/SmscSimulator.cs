using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace SendApi.Simulator.Smsc;

/// <summary>What the simulator has counted since it began.</summary>
/// <param name="Submits">Every submit_sm that was read.</param>
/// <param name="ReceiptsRefused">Receipts the client refused for good.</param>
/// <param name="ReceiptsHeld">Receipts nobody has confirmed yet.</param>
public readonly record struct SmscCounters(long Submits, long Accepted, long ReceiptsConfirmed, long ReceiptsRefused, long ReceiptsDropped, long ReceiptsHeld);

/// <summary>A carrier to try things on: a real SMSC over TCP that delivers to no phone and misbehaves on request (<see cref="MagicRecipients"/>).</summary>
public sealed partial class SmscSimulator : IAsyncDisposable
{
    private readonly SmscCentre _centre;
    private readonly Lock _gate = new();
    private readonly Dictionary<SmscPeer, Task> _peers = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener;
    private Task _running = Task.CompletedTask;

    /// <param name="accepted">Called for every submit_sm that is accepted, before it is answered; it must not block.</param>
    public SmscSimulator(SmscOptions options, Action<SimulatedSubmit>? accepted, TimeProvider clock, ILogger log)
    {
        _centre = new SmscCentre(options, accepted, clock, log);
        _listener = new TcpListener(options.Listen);
    }

    /// <summary>Told of each text that a phone shows, long ones put together; it must not block. What ends undelivered, and what is silent about its end, no phone shows.</summary>
    public Action<ArrivedMessage>? Arrived { init => _centre.Phones.Arrived = value; }

    public SmscCounters Counters => _centre.Counters;

    /// <summary>How many clients are connected.</summary>
    public int Connections { get { lock (_gate) return _peers.Count; } }

    /// <summary>Begins to listen and says where.</summary>
    public Task<IPEndPoint> Start(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        _listener.Start();
        _running = Task.WhenAll(Listen(), _centre.Receipts.Run(_stop.Token));
        return Task.FromResult((IPEndPoint)_listener.LocalEndpoint);
    }

    /// <summary>Cuts every connection without a word, as a broken network does.</summary>
    public void CutConnections()
    {
        SmscPeer[] peers;
        lock (_gate)
            peers = [.. _peers.Keys];
        foreach (var peer in peers)
            peer.Cut();
    }

    private async Task Listen()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                socket.NoDelay = true;
                Welcome(socket);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException fault)
            {
                // One client that vanished while it was being let in must not close the door for the others.
                NotLetIn(_centre.Log, fault.Message);
            }
        }
    }

    private void Welcome(Socket socket)
    {
        lock (_gate)
        {
            if (_peers.Count >= _centre.Options.MaxConnections)
            {
                socket.Dispose();
                return;
            }

            var peer = new SmscPeer(new NetworkStream(socket, ownsSocket: true), _centre);
            _peers[peer] = Serve(peer);
        }
    }

    private async Task Serve(SmscPeer peer)
    {
        // Leaves the lock of the caller first.
        await Task.Yield();
        try
        {
            await peer.Run();
        }
        // A fault in one client's service, such as in the hook, ends that client only.
        catch (Exception fault)
        {
            Broke(_centre.Log, fault);
        }
        finally
        {
            lock (_gate)
                _peers.Remove(peer);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task[] serving;
        lock (_gate)
            serving = [.. _peers.Values];
        CutConnections();
        await Task.WhenAll(serving);
        _listener.Dispose();
        _stop.Dispose();
    }

    [LoggerMessage(4903, LogLevel.Error, "SMSC: serving a client failed")]
    private static partial void Broke(ILogger log, Exception fault);

    [LoggerMessage(4902, LogLevel.Warning, "SMSC: a client could not be let in: {Why}")]
    private static partial void NotLetIn(ILogger log, string why);
}
