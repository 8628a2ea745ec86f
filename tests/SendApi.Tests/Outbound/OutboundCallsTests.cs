using System.Net;
using System.Net.Sockets;
using System.Text;
using SendApi.Server.Outbound;
using SendApi.Tests.Connectors.Smpp;

namespace SendApi.Tests.Outbound;

/// <summary>What the other side may do to us, and what we make of it.</summary>
public sealed class OutboundCallsTests
{
    private const string Loopback = "127.0.0.1/32", Fine = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";

    [Fact]
    public async Task A_body_arrives_with_its_headers_and_no_others()
    {
        await using var receiver = new Receiver(Fine);
        using var calls = new Calls(Loopback);

        var answered = Assert.IsType<OutboundAnswer.Answered>(await calls.Post($"http://127.0.0.1:{receiver.Port}/hook?a=b", "{\"id\":\"evt_1\"}"));

        Assert.Equal((200, "OK", false, null), (answered.Status, answered.Body, answered.IsCut, answered.RetryAfter));
        Assert.Equal($"POST /hook?a=b HTTP/1.1\r\nHost: 127.0.0.1:{receiver.Port}\r\nwebhook-id: evt_1\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{{\"id\":\"evt_1\"}}",
            Assert.Single(receiver.Requests));
    }

    [Fact]
    public async Task One_connection_carries_many_calls_and_no_cookie()
    {
        await using var receiver = new Receiver("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 4096\r\n\r\n" + new string('x', 4_096));
        using var calls = new Calls(Loopback);

        for (var i = 0; i < 5; i++)
            Assert.False(Assert.IsType<OutboundAnswer.Answered>(await calls.Post($"http://127.0.0.1:{receiver.Port}/")).IsCut);

        Assert.Equal((1, 5), (receiver.Connections, receiver.Requests.Count));
        Assert.All(receiver.Requests, r => Assert.DoesNotContain("Cookie", r, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    public async Task A_redirect_is_an_answer_and_is_not_followed(int status)
    {
        await using var inside = new Receiver(Fine);
        await using var receiver = new Receiver($"HTTP/1.1 {status} Moved\r\nLocation: http://127.0.0.1:{inside.Port}/\r\nContent-Length: 0\r\n\r\n");
        using var calls = new Calls(Loopback);

        Assert.Equal(status, Assert.IsType<OutboundAnswer.Answered>(await calls.Post($"http://127.0.0.1:{receiver.Port}/")).Status);
        Assert.Equal(0, inside.Connections);
    }

    [Theory]
    [InlineData("Content-Length: 1048576\r\n\r\n", "")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n", "100000\r\n")]
    [InlineData("\r\n", "")]
    public async Task A_long_answer_is_cut_and_its_connection_given_up(string headers, string before)
    {
        var endings = 0;
        await using var receiver = new Receiver(async (stream, ct) =>
        {
            await Receiver.ReadRequest(stream, ct);
            try
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{headers}{before}"), ct);
                while (true)
                    await stream.WriteAsync(new byte[65_536].Select(_ => (byte)'x').ToArray(), ct);
            }
            catch (IOException)
            {
                Interlocked.Increment(ref endings);
            }
        });
        using var calls = new Calls(Loopback);

        var answered = Assert.IsType<OutboundAnswer.Answered>(await calls.Post($"http://127.0.0.1:{receiver.Port}/"));

        Assert.Equal((200, new string('x', 4_096), true), (answered.Status, answered.Body, answered.IsCut));
        await Until.True(() => Volatile.Read(ref endings) == 1);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Slow: ")]
    [InlineData("")]
    public async Task An_answer_that_drips_ends_at_the_limit(string beginning)
    {
        var drips = 0;
        using var calls = new Calls(Loopback);
        await using var receiver = new Receiver(async (stream, ct) =>
        {
            await Receiver.ReadRequest(stream, ct);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), ct);
            for (; beginning.Length > 0; drips++)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), calls.Clock, ct);
                await stream.WriteAsync("x"u8.ToArray(), ct);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, calls.Clock, ct);
        });

        var failed = Assert.IsType<OutboundAnswer.Failed>(await calls.Post($"http://127.0.0.1:{receiver.Port}/").Turning(calls.Clock));

        Assert.Equal("There was no complete answer within 10 seconds.", failed.Reason);
        Assert.InRange(failed.Took, Calls.Limit, Calls.Limit + TimeSpan.FromSeconds(5));
        Assert.Equal(1, receiver.Connections);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.7\r\n", "What the host answered is not HTTP/1.1.")]
    [InlineData("HTTP/2 200\r\n\r\n", "What the host answered is not HTTP/1.1.")]
    [InlineData("", "The host closed the connection before its answer was complete.")]
    [InlineData("HTTP/1.1 200 O", "The host closed the connection before its answer was complete.")]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 9\r\n\r\nhalf", "The host closed the connection before its answer was complete.")]
    public async Task What_is_no_answer_is_a_failure_in_plain_words(string answer, string reason)
    {
        await using var receiver = new Receiver(answer);
        using var calls = new Calls(Loopback);

        Assert.Equal(reason, Assert.IsType<OutboundAnswer.Failed>(await calls.Post($"http://127.0.0.1:{receiver.Port}/")).Reason);
    }

    [Fact]
    public async Task Headers_without_an_end_are_a_failure()
    {
        await using var receiver = new Receiver("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat($"X-Long: {new string('x', 1_000)}\r\n", 20)) + "Content-Length: 0\r\n\r\n");
        using var calls = new Calls(Loopback);

        Assert.Equal("The headers of the answer are too long.", Assert.IsType<OutboundAnswer.Failed>(await calls.Post($"http://127.0.0.1:{receiver.Port}/")).Reason);
    }

    [Fact]
    public async Task A_closed_port_is_a_failure()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var calls = new Calls(Loopback);

        Assert.Equal("The host refused the connection.", Assert.IsType<OutboundAnswer.Failed>(await calls.Post($"http://127.0.0.1:{port}/")).Reason);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", 0)]
    [InlineData("Mon, 09 Mar 2026 14:31:30 GMT", 90)]
    [InlineData("Mon, 09 Mar 2026 14:00:00 GMT", 0)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    [InlineData("99999999999999", null)]
    public async Task A_wish_to_be_left_alone_is_read_in_both_its_forms(string value, int? seconds)
    {
        await using var receiver = new Receiver($"HTTP/1.1 429 Slow down\r\nRetry-After: {value}\r\nContent-Length: 0\r\n\r\n");
        using var calls = new Calls(Loopback);

        var answered = Assert.IsType<OutboundAnswer.Answered>(await calls.Post($"http://127.0.0.1:{receiver.Port}/"));

        Assert.Equal((429, seconds is null ? null : TimeSpan.FromSeconds(seconds.Value)), (answered.Status, answered.RetryAfter));
    }

    [Fact]
    public async Task A_body_is_text_that_can_be_stored_whatever_its_bytes_and_its_encoding()
    {
        byte[] body = [0x1F, 0x8B, 0x00, 0xFF, (byte)'a'];
        await using var receiver = new Receiver(async (stream, ct) =>
        {
            await Receiver.ReadRequest(stream, ct);
            byte[] answer = [.. "HTTP/1.1 500 No\r\nContent-Encoding: gzip\r\nContent-Type: text/plain; charset=utf-16\r\nContent-Length: 5\r\n\r\n"u8, .. body];
            await stream.WriteAsync(answer, ct);
        });
        using var calls = new Calls(Loopback);

        Assert.Equal("\u001F\uFFFD\uFFFD\uFFFDa", Assert.IsType<OutboundAnswer.Answered>(await calls.Post($"http://127.0.0.1:{receiver.Port}/")).Body);
    }

    [Fact]
    public async Task Whoever_asked_can_end_it_and_is_told_so_by_the_exception()
    {
        using var stop = new CancellationTokenSource();
        await using var receiver = new Receiver(async (stream, ct) =>
        {
            await Receiver.ReadRequest(stream, ct);
            await stop.CancelAsync();
            _ = await stream.ReadAsync(new byte[1], ct);
        });
        using var calls = new Calls(Loopback);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calls.Post($"http://127.0.0.1:{receiver.Port}/", ct: stop.Token)).Soon();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calls.Post($"http://127.0.0.1:{receiver.Port}/", ct: new CancellationToken(canceled: true)));
    }
}
