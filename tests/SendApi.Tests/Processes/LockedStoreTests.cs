using System.Diagnostics;

namespace SendApi.Tests.Processes;

[Collection(Alone.Name)]
public sealed class LockedStoreTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Bearable = TimeSpan.FromSeconds(7);

    [Theory, ClassData(typeof(Engines))]
    public async Task A_send_to_a_locked_store_is_refused_in_time_and_taken_again_once_it_is_free(string engine)
    {
        await using var server = await Installation.Fresh(engine);
        var key = await server.Key("--test");
        await server.Start();
        await Sent(server, key, "Before");

        await using (await StoreLock.Take(server.Location, "ACCESS EXCLUSIVE"))
        {
            // More than share one commit, and one after the other: none may wait for all those before it.
            var refused = await Task.WhenAll(Enumerable.Range(1, 12).Select(n => Timed(server, key, $"Locked out {n}", TimeSpan.FromMilliseconds(300 * n))));
            output.WriteLine(string.Join("  ", refused.Select(r => $"{r.Took.TotalSeconds:0.0} s")));
            Assert.All(refused, r => Assert.True(r.Reply is { Status: 503, Code: 5030 } && r.Reply.Headers.ContainsKey("Retry-After"), r.Reply.Text));
            Assert.All(refused, r => Assert.InRange(r.Took, TimeSpan.Zero, Bearable));
        }

        await Eventually.IsTrue(async () => (await server.SendSms(key, "After")).Status == 201);
        await server.UntilNone(key, "queued", "sending", "sent");
        var messages = await ListedMessage.All(server, key);
        Assert.Equal(["After", "Before"], messages.Select(m => m.Content).Order());
        Assert.All(messages, m => Assert.Equal("delivered", m.Status));
    }

    private static async Task Sent(Installation server, string key, string text)
    {
        var reply = await server.SendSms(key, text);
        Assert.True(reply.Status == 201, reply.Text);
    }

    private static async Task<(Reply Reply, TimeSpan Took)> Timed(Installation server, string key, string text, TimeSpan after)
    {
        await Task.Delay(after, TimeProvider.System);
        var started = Stopwatch.GetTimestamp();
        return (await server.SendSms(key, text), Stopwatch.GetElapsedTime(started));
    }
}
