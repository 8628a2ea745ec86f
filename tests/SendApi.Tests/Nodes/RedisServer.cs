using System.Globalization;
using System.Net.Sockets;
using SendApi.Bench.Processes;
using SendApi.Proof.Processes;

namespace SendApi.Tests.Nodes;

/// <summary>A real Redis on a loopback port of its own, with nothing on disk.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/redis-server";

    private ChildProcess _process;

    private RedisServer(ChildProcess process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Starts one; skips the test, and says so, where it is not installed.</summary>
    public static async Task<RedisServer> Start()
    {
        if (!File.Exists(Program))
            Assert.Skip("Redis is not installed: install the package redis-server.");
        var port = Workbench.FreePort();
        return new RedisServer(await Begin(port), port);
    }

    public Task Kill() => _process.Kill(TestContext.Current.CancellationToken);

    public async Task Again()
    {
        await _process.DisposeAsync();
        _process = await Begin(Port);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<ChildProcess> Begin(int port)
    {
        var process = ChildProcess.Start(new ChildCommand(Program, ["--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]));
        await process.WaitUntil(async ct =>
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync("127.0.0.1", port, ct);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }, TestContext.Current.CancellationToken);
        return process;
    }
}
