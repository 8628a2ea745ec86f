using System.Text;
using Microsoft.Extensions.Time.Testing;
using SendApi.Bench.Processes;
using SendApi.Connectors.Http;
using SendApi.Connectors.Twilio;
using SendApi.Core.Sending;
using SendApi.Tests.Connectors.Smpp;
using SendApi.Tests.Connectors.Twilio;
using SendApi.Tests.Outbound;

namespace SendApi.Tests.Connectors.Http;

/// <summary>What all providers over HTTP have in common, shown with one of them.</summary>
public sealed class HttpSenderTests
{
    private const string Taken = """{"sid": "SM1"}""";

    [Theory]
    [InlineData("http://127.0.0.1:{closed}", "connection refused")]
    [InlineData("http://no-such-host.invalid", "")]
    [InlineData("https://127.0.0.1:{plain}", "TLS")]
    public async Task What_never_left_is_tried_later(string address, string says)
    {
        await using var plain = new Receiver(async (stream, ct) => await stream.WriteAsync(Encoding.UTF8.GetBytes(Recorded.Answer(400)), ct));
        var url = address.Replace("{closed}", $"{Workbench.FreePort()}").Replace("{plain}", $"{plain.Port}");
        await using var sender = Recorded.Sender(TwilioConnector.Kind, TwilioTests.Settings(url));

        var later = Assert.IsType<SendOutcome.TryLater>(await sender.Send(Given.Message(), default).Soon());

        Assert.Contains(says, later.Reason, StringComparison.Ordinal);
        Assert.StartsWith("The provider cannot be reached: ", later.Reason, StringComparison.Ordinal);
        Assert.StartsWith("unwell: ", sender.State, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_request_leaves_it_unknown_and_nothing_is_sent_again()
    {
        var (taken, count) = (Encoding.UTF8.GetBytes(Recorded.Answer(201, Taken)), 0);
        // The first request of each connection is answered, the second one is read and the connection closed: the case in which handlers like to repeat.
        await using var provider = new Receiver(async (stream, ct) =>
        {
            await Receiver.ReadRequest(stream, ct);
            Interlocked.Increment(ref count);
            await stream.WriteAsync(taken, ct);
            await Receiver.ReadRequest(stream, ct);
            Interlocked.Increment(ref count);
        });
        await using var sender = Recorded.Sender(TwilioConnector.Kind, TwilioTests.Settings($"http://127.0.0.1:{provider.Port}"));

        Assert.Equal("accepted SM1", Recorded.Line(await sender.Send(Given.Message(), default).Soon()));
        Assert.Equal("unknown", Recorded.Line(await sender.Send(Given.Message(), default).Soon()));
        Assert.Equal((2, 1), (count, provider.Connections));
    }

    [Fact]
    public async Task A_get_that_breaks_is_not_repeated_either()
    {
        var count = 0;
        await using var provider = new Receiver(async (stream, ct) =>
        {
            while (await Receiver.ReadRequest(stream, ct) is not null && Interlocked.Increment(ref count) == 1)
                await stream.WriteAsync(Encoding.UTF8.GetBytes(Recorded.Answer(200)), ct);
        });
        using var caller = new HttpCaller(new HttpLimits(1, 0, TimeSpan.FromSeconds(20)), TimeProvider.System);
        var get = HttpCall.Get($"http://127.0.0.1:{provider.Port}/send?text=Hello");

        Assert.IsType<HttpHeard.Answered>(await caller.Call(get).Soon());
        Assert.IsType<HttpHeard.Silence>(await caller.Call(get).Soon());
        Assert.Equal(2, count);
    }

    [Theory]
    [InlineData("HTTP/1.1 201 X\r\nContent-Length: 200\r\n\r\n{\"sid\": \"SM1\"", "unknown")]
    [InlineData("HTTP/1.1 400 X\r\nContent-Length: 200\r\n\r\n{\"code\": 21211", "rejected HTTP 400")]
    [InlineData("HTTP/1.1 201 X\r\nContent-Length: 2\r\n\r\n{}", "unknown")]
    [InlineData("HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n", "unknown")]
    [InlineData("HTTP/1.1 503 X\r\nContent-Length: 0\r\n\r\n", "unknown")]
    [InlineData("HTTP/1.1 503 X\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n", "later 7")]
    [InlineData("HTTP/1.1 429 X\r\nContent-Length: 0\r\n\r\n", "later 1")]
    [InlineData("HTTP/1.1 401 X\r\nContent-Length: 0\r\n\r\n", "later")]
    [InlineData("HTTP/1.1 408 X\r\nContent-Length: 0\r\n\r\n", "unknown")]
    [InlineData("HTTP/1.1 302 X\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n", "unknown")]
    [InlineData("SSH-2.0-OpenSSH\r\n", "unknown")]
    public async Task A_status_says_only_what_is_sure(string answer, string expected)
    {
        // What is announced and never comes is cut here.
        await using var provider = new Receiver(async (stream, ct) =>
        {
            await Receiver.ReadRequest(stream, ct);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), ct);
        });
        await using var sender = Recorded.Sender(TwilioConnector.Kind, TwilioTests.Settings($"http://127.0.0.1:{provider.Port}"));

        Assert.Equal(expected, Recorded.Line(await sender.Send(Given.Message(), default).Soon()));
        Assert.Equal(1, provider.Connections);
    }

    [Fact]
    public async Task No_answer_in_time_is_unknown()
    {
        var (clock, read) = (new FakeTimeProvider(), new TaskCompletionSource());
        await using var provider = new Receiver(async (stream, ct) =>
        {
            await Receiver.ReadRequest(stream, ct);
            read.SetResult();
            await stream.ReadExactlyAsync(new byte[1], ct);
        });
        await using var sender = Recorded.Sender(TwilioConnector.Kind, TwilioTests.Settings($"http://127.0.0.1:{provider.Port}", ("timeout_seconds", "30")), clock);

        var sending = sender.Send(Given.Message(), default);
        await read.Task.Soon();

        Assert.Equal("unknown", Recorded.Line(await sending.Turning(clock)));
    }

    [Fact]
    public async Task A_provider_that_asks_for_calm_gets_it()
    {
        var clock = new FakeTimeProvider();
        var answer = Recorded.Answer(429, headers: "Retry-After: 20\r\n");
        await using var provider = new Receiver(async (stream, ct) =>
        {
            while (await Receiver.ReadRequest(stream, ct) is not null)
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), ct);
        });
        await using var sender = Recorded.Sender(TwilioConnector.Kind, TwilioTests.Settings($"http://127.0.0.1:{provider.Port}", ("window", "4")), clock);

        Assert.Equal("later 20", Recorded.Line(await sender.Send(Given.Message(), default).Soon()));
        Assert.Equal(0, sender.Room);
        Assert.Equal("later 20", Recorded.Line(await sender.Send(Given.Message(), default).Soon()));

        clock.Advance(TimeSpan.FromSeconds(21));
        Assert.Equal(2, sender.Room);
        answer = Recorded.Answer(201, Taken);
        Assert.Equal("accepted SM1", Recorded.Line(await sender.Send(Given.Message(), default).Soon()));
        Assert.Equal("ready", sender.State);
    }
}
