using System.Collections.Concurrent;
using SendApi.Simulator.Smsc;

namespace SendApi.Tests.Processes;

[Collection(Alone.Name)]
public sealed class ShutdownTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_stop_under_load_answers_everyone_sends_what_it_took_and_says_goodbye(string engine)
    {
        await using var carrier = await Carrier.Open();
        await using var server = await Installation.Fresh(engine);
        var key = await server.Key();
        await server.AddSmsc(carrier.Port);
        await server.Start();
        var load = new StopLoad(server, key);

        var clients = Task.WhenAll(Enumerable.Range(1, 8).Select(n => Task.Run(() => load.SendUntilStopped(n))));
        await Eventually.IsTrue(() => Task.FromResult(load.Accepted.Count > 100));
        server.Server.Terminate();
        var readiness = await load.WatchReadiness();
        await clients.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        var ended = await server.Server.End(TestContext.Current.CancellationToken);

        Assert.Empty(load.Wrong);
        Assert.Equal(0, ended.Code);
        Assert.Contains("""503 {"success":false,"error":{"type":"overloaded" """.TrimEnd(), readiness, StringComparison.Ordinal);
        Assert.False(load.Refused.IsEmpty, "No client was told 5030.");
        Assert.Equal(1, carrier.Unbinds);

        await server.Start();
        await server.UntilNone(key, "queued", "sending", "sent");
        Assert.Equal(load.Accepted.Count, await server.Count(key, "delivered"));
        Assert.Equal(load.Accepted.Order(), carrier.Taken.Order());
    }

    [Fact]
    public async Task A_stop_waits_for_a_slow_carrier_and_writes_down_that_nobody_knows()
    {
        await using var carrier = await Carrier.Open(new SmscOptions());
        await using var server = await Installation.Fresh(Engines.Sqlite);
        var key = await server.Key();
        await server.AddSmsc(carrier.Port, "response_timeout_seconds=4");
        await server.Start();

        var hanging = (await server.SendSms(key, "Never answered", to: "+447700900008")).Data("id");
        await Eventually.IsTrue(() => Task.FromResult(carrier.Counters.Submits == 1));
        Assert.Equal(0, await server.Stop());

        // It was written down before the end: not found out later from a lease that ran out.
        await using var db = server.Location.Open();
        Assert.Equal(40, await db.Read(s => s.Number("SELECT status FROM messages WHERE id = @hanging", new { hanging }), default));
        Assert.Equal(0, await db.Read(s => s.Number("SELECT COUNT(*) FROM outbox"), default));
    }

    /// <summary>Clients that send until they are told to wait or nobody listens any more, and remember each answer.</summary>
    private sealed class StopLoad(Installation server, string key)
    {
        public ConcurrentQueue<string> Accepted { get; } = [];

        public ConcurrentQueue<string> Refused { get; } = [];

        public ConcurrentQueue<string> Wrong { get; } = [];

        public async Task SendUntilStopped(int client)
        {
            for (var number = 1; ; number++)
            {
                var text = $"Stop text {client}-{number}.";
                try
                {
                    var reply = await server.SendSms(key, text);
                    if (reply.Status == 201)
                        Accepted.Enqueue(text);
                    else if (reply.Status == 503 && reply.Code == 5030 && reply.Headers.ContainsKey("Retry-After"))
                        Refused.Enqueue(text);
                    else
                        Wrong.Enqueue($"'{text}': {reply.Status} {reply.Text}");
                    if (reply.Status != 201)
                        return;
                }
                catch (HttpRequestException fault) when (fault.HttpRequestError == HttpRequestError.ConnectionError)
                {
                    return;
                }
                catch (HttpRequestException fault)
                {
                    Wrong.Enqueue($"'{text}' was cut: {fault.HttpRequestError} {fault.GetBaseException().Message}");
                    return;
                }
            }
        }

        /// <summary>What /readyz answered last before nobody listened any more.</summary>
        public async Task<string> WatchReadiness()
        {
            var last = "";
            await Eventually.IsTrue(async () =>
            {
                try
                {
                    // A connection of its own each time, as a load balancer's probe.
                    using var probe = new HttpClient();
                    using var answer = await probe.GetAsync(new Uri(server.Url, "/readyz"));
                    last = $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
                    return false;
                }
                catch (HttpRequestException)
                {
                    return true;
                }
            });
            return last;
        }
    }
}
