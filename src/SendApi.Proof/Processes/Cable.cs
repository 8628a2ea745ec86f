using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SendApi.Proof.Processes;

/// <summary>A TCP connection through our hands, to be cut: it refuses everybody, or takes every byte and passes none on.</summary>
public sealed class Cable : IAsyncDisposable
{
    private readonly EndPoint _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Link, Task> _links = [];
    private readonly Task _running;
    private volatile TaskCompletionSource _open = new();
    private volatile bool _refuses;

    public Cable(EndPoint target)
    {
        _target = target;
        _open.SetResult();
        _listener.Start();
        _running = Listen();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Breaks every connection and refuses newcomers.</summary>
    public void Refuse()
    {
        _refuses = true;
        foreach (var link in _links.Keys)
            link.Dispose();
    }

    /// <summary>Passes nothing on, in either direction, and says nothing about it.</summary>
    public void Swallow() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Works again; what was swallowed arrives late, as on a network that came back.</summary>
    public void Mend()
    {
        _refuses = false;
        _open.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Refuse();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_links.Values);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task Listen()
    {
        while (!_stop.IsCancellationRequested)
        {
            var near = await _listener.AcceptSocketAsync(_stop.Token);
            near.NoDelay = true;
            var link = new Link(near, _target is UnixDomainSocketEndPoint ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp));
            if (_refuses)
                link.Dispose();
            else if (_links.TryAdd(link, Task.CompletedTask))
                _links.TryUpdate(link, Serve(link), Task.CompletedTask);
        }
    }

    private async Task Serve(Link link)
    {
        await Task.Yield();
        try
        {
            await _open.Task.WaitAsync(_stop.Token);
            if (_target is IPEndPoint or DnsEndPoint)
                link.Far.NoDelay = true;
            await link.Far.ConnectAsync(_target, _stop.Token);
            await Task.WhenAny(Pump(link.Near, link.Far), Pump(link.Far, link.Near));
        }
        catch (Exception end) when (end is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The target is away, or we are: the near side sees its connection break.
        }
        finally
        {
            link.Dispose();
            _links.TryRemove(link, out _);
        }
    }

    private async Task Pump(Socket from, Socket to)
    {
        var buffer = new byte[65_536];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var read)
            {
                await _open.Task.WaitAsync(_stop.Token);
                for (var sent = 0; sent < read;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), _stop.Token);
            }

            // The end of a connection does not pass a cut either.
            await _open.Task.WaitAsync(_stop.Token);
        }
        catch (Exception end) when (end is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side broke off; the other one is told by the caller.
        }
    }

    private sealed class Link(Socket near, Socket far) : IDisposable
    {
        public Socket Near { get; } = near;

        public Socket Far { get; } = far;

        public void Dispose()
        {
            // No farewell: a broken link does not say goodbye.
            Close(Near);
            Close(Far);
        }

        private static void Close(Socket socket)
        {
            try
            {
                socket.LingerState = new LingerOption(true, 0);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                // It was closed before.
            }

            socket.Dispose();
        }
    }
}
