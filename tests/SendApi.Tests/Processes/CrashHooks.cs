using System.Text;
using SendApi.Tests.Events;

namespace SendApi.Tests.Processes;

/// <summary>A customer's endpoint through every crash: it refuses every tenth event at first, and knows afterwards what it was told of which text.</summary>
public sealed class CrashHooks : IAsyncDisposable
{
    private readonly Receiver _receiver;

    private CrashHooks(Receiver receiver) => _receiver = receiver;

    public int Received => _receiver.All.Count;

    /// <summary>Deliveries beyond the first that was taken of an event.</summary>
    public int Repeats => Taken.Count() - Taken.Select(r => r.Id).Distinct().Count();

    private IEnumerable<Received> Taken => _receiver.All.Where(r => !r.WasRefused);

    public static async Task<CrashHooks> Open()
    {
        var receiver = await Receiver.Start();
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>();
        receiver.Answers = (received, http) =>
        {
            if (seen.TryAdd(received.Id, true) && received.Id[^1] is '0' or '5' or 'A')
                (http.Response.StatusCode, received.WasRefused) = (500, true);
            return Task.CompletedTask;
        };
        return new CrashHooks(receiver);
    }

    /// <summary>Makes the webhook; its server must run.</summary>
    public async Task Subscribe(Installation server, string key)
    {
        using var content = new StringContent($$"""{"url": "{{_receiver.Url}}/hook", "events": ["sms.*"]}""", Encoding.UTF8, "application/json");
        var made = await server.Send(new HttpRequestMessage(HttpMethod.Post, "/v1/webhooks") { Content = content }, key);
        Assert.True(made.Status == 201, made.Text);
    }

    /// <summary>Every step of every text arrived at least once and in order, and what came again came under the same id.</summary>
    public void Check(IReadOnlyCollection<ListedMessage> messages)
    {
        var told = Taken.ToLookup(r => r.Subject);
        foreach (var message in messages)
        {
            var events = told[message.Id].ToList();
            string[] expected = message.Status == "delivered" ? ["sms.sent", "sms.delivered"] : ["sms.uncertain"];
            Assert.Equal(expected, events.Select(e => e.Event).Distinct());
            Assert.All(events.GroupBy(e => e.Event), same => Assert.Single(same.Select(e => e.Id).Distinct()));
        }
    }

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();
}
