using System.Net;
using System.Net.Sockets;
using SendApi.Proof.Processes;

namespace SendApi.Tests.Proof;

public sealed class CableTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_swallowed_arrives_when_the_cable_is_mended()
    {
        using var target = new TcpListener(IPAddress.Loopback, 0);
        target.Start();
        await using var cable = new Cable((IPEndPoint)target.LocalEndpoint);
        using var near = await Connect(cable);
        using var far = await target.AcceptSocketAsync(Ct);
        await near.SendAsync("a"u8.ToArray(), Ct);
        Assert.Equal("a", await Read(far));

        cable.Swallow();
        await near.SendAsync("b"u8.ToArray(), Ct);
        var late = Read(far);
        await far.SendAsync("c"u8.ToArray(), Ct);
        var answer = Read(near);
        Assert.False(late.IsCompleted || answer.IsCompleted);
        cable.Mend();

        Assert.Equal(("b", "c"), (await late, await answer));
    }

    [Fact]
    public async Task Who_is_refused_sees_his_connection_break_and_is_let_in_again_after()
    {
        using var target = new TcpListener(IPAddress.Loopback, 0);
        target.Start();
        await using var cable = new Cable((IPEndPoint)target.LocalEndpoint);
        using var before = await Connect(cable);
        using var far = await target.AcceptSocketAsync(Ct);

        cable.Refuse();
        Assert.Equal("", await Read(before));
        Assert.True(await IsRefused(cable));
        cable.Mend();

        using var after = await Connect(cable);
        using var again = await target.AcceptSocketAsync(Ct);
        await after.SendAsync("d"u8.ToArray(), Ct);
        Assert.Equal("d", await Read(again));
    }

    private static async Task<Socket> Connect(Cable cable)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, cable.Port), Ct);
        return socket;
    }

    /// <summary>The break comes as early as the connect or as late as the first read.</summary>
    private static async Task<bool> IsRefused(Cable cable)
    {
        try
        {
            using var socket = await Connect(cable);
            return await Read(socket) == "";
        }
        catch (SocketException)
        {
            return true;
        }
    }

    /// <summary>What comes next; empty when the connection ended or broke.</summary>
    private static async Task<string> Read(Socket socket)
    {
        var buffer = new byte[16];
        try
        {
            return System.Text.Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, Ct));
        }
        catch (SocketException)
        {
            return "";
        }
    }
}
