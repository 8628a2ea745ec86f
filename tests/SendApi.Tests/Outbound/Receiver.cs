using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SendApi.Tests.Outbound;

/// <summary>A listener on loopback that takes requests and gives back the very bytes a test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _talks = [];
    private readonly Task _accepting;
    private readonly Func<Stream, CancellationToken, Task> _talk;
    private int _connections;

    /// <param name="talk">What is done with each connection; it is closed after.</param>
    public Receiver(Func<Stream, CancellationToken, Task> talk, string address = "127.0.0.1", int port = 0)
    {
        _talk = talk;
        _listener = new TcpListener(IPAddress.Parse(address), port);
        _listener.Start();
        _accepting = Accept(_stop.Token);
    }

    /// <summary>Answers each request of a connection with the same text, and closes where that text says so.</summary>
    public Receiver(string answer, string address = "127.0.0.1", int port = 0) : this((_, _) => Task.CompletedTask, address, port) => _talk = async (stream, ct) =>
    {
        while (await ReadRequest(stream, ct) is { } request)
        {
            Requests.Enqueue(request);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), ct);
            if (!answer.Contains("Content-Length", StringComparison.Ordinal) || answer.Contains("Connection: close", StringComparison.Ordinal))
                return;
        }
    };

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _connections);

    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>One request with its body; null when the connection was closed instead.</summary>
    public static async Task<string?> ReadRequest(Stream stream, CancellationToken ct)
    {
        var (text, buffer) = (new StringBuilder(), new byte[4_096]);
        while (true)
        {
            var so = text.ToString();
            var end = so.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && text.Length >= end + 4 + Length(so))
                return so;
            if (await stream.ReadAsync(buffer, ct) is not (> 0 and var count))
                return null;
            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
    }

    private static int Length(string request) =>
        request.Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase)) is { } length ? int.Parse(length["Content-Length: ".Length..]) : 0;

    private async Task Accept(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(ct);
                Interlocked.Increment(ref _connections);
                _talks.Add(Talk(client, ct));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task Talk(TcpClient client, CancellationToken ct)
    {
        using (client)
        {
            try
            {
                await _talk(client.GetStream(), ct);
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // The other side gave up, or the test is over.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        await Task.WhenAll(_talks);
        _listener.Dispose();
        _stop.Dispose();
    }
}
