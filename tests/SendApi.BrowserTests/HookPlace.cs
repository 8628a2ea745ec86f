using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SendApi.BrowserTests;

/// <summary>A place of the customer's on loopback that webhooks are delivered to: it takes every call and keeps its id.</summary>
internal sealed class HookPlace : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<string> _calls = [];
    private readonly Task _work;

    public HookPlace()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Url = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/hook/");
        }

        _listener.Prefixes.Add(Url.AbsoluteUri);
        _listener.Start();
        _work = Listen();
    }

    public Uri Url { get; }

    /// <summary>The <c>webhook-id</c> of each call, in order.</summary>
    public IReadOnlyList<string> Calls => [.. _calls];

    private async Task Listen()
    {
        while (_listener.IsListening)
        {
            try
            {
                var call = await _listener.GetContextAsync();
                _calls.Enqueue(call.Request.Headers["webhook-id"] ?? "");
                call.Response.StatusCode = 200;
                call.Response.Close();
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException && !_listener.IsListening)
            {
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _work;
        _listener.Close();
    }
}
