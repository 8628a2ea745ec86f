using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using SendApi.Core;

namespace SendApi.Tests.Webhooks;

/// <summary>GET /v1/webhooks/stream: events as they happen, over one open answer.</summary>
public sealed class StreamTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Events_come_as_they_happen_in_their_order_and_only_those_of_the_key_s_own_world(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true });
        await using var stream = await Stream.Open(app, "?events=sms.sent,sms.delivered", app.TestKey);
        Assert.StartsWith("whsec_", JsonDocument.Parse(stream.Ready.Data).RootElement.GetProperty("secret").GetString(), StringComparison.Ordinal);

        await app.SendSms("+447700900000", key: app.LiveKey);
        var id = await app.SendSms("+447700900000");
        var (sent, delivered) = (await stream.Next(app), await stream.Next(app));

        Assert.Equal(("sms.sent", "sms.delivered"), (sent.EventType, delivered.EventType));
        var body = JsonDocument.Parse(sent.Data).RootElement;
        Assert.Equal((sent.EventId, id), (body.GetProperty("id").GetString(), body.GetProperty("data").GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Nothing_is_kept_for_a_stream_that_was_hung_up()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        await using (await Stream.Open(app, "", app.TestKey))
            Assert.Equal(1, await Count(app, "event_listeners"));

        await Eventually.IsTrue(async () => await Count(app, "event_listeners WHERE expires_at > 0") == 0, clock: app.Clock);
        await app.Until(await app.SendSms("+447700900000"), "delivered");
        Assert.Equal(0, await Count(app, "webhook_queue"));
        await Eventually.IsTrue(async () =>
        {
            app.Clock.Advance(TimeSpan.FromSeconds(5));
            return await Count(app, "event_listeners") == 0;
        });
    }

    [Fact]
    public async Task A_stream_whose_key_is_revoked_ends()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var key = await app.Key("webhooks:read");
        await using var stream = await Stream.Open(app, "", key);
        await app.Db.Write(s => s.Execute("UPDATE api_keys SET revoked_at = 1 WHERE hash = @hash", new { hash = KeySecret.Hash(key) }), default);

        app.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.True(await stream.Ends(app));
    }

    [Fact]
    public async Task An_account_has_ten_streams_at_most_and_asks_only_for_events_that_exist()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var streams = new List<Stream>();
        for (var i = 0; i < 10; i++)
            streams.Add(await Stream.Open(app, "", app.TestKey));

        var refused = await app.Get("/v1/webhooks/stream");
        Assert.Equal(4090, refused.Code);
        foreach (var stream in streams)
            await stream.DisposeAsync();

        var unknown = await app.Get("/v1/webhooks/stream?events=sms.sent,sms.eaten");
        Assert.Equal((4000, "events"), (unknown.Code, Assert.Single(unknown.Fields)));
        Assert.Equal(4030, (await app.Get("/v1/webhooks/stream", await app.Key("sms:read"))).Code);
    }

    private static Task<long> Count(TestApp app, string what) => app.Db.Read(s => s.Number($"SELECT COUNT(*) FROM {what}"), default);

    /// <summary>A stream that a client reads.</summary>
    private sealed class Stream(HttpResponseMessage response, IAsyncEnumerator<SseItem<string>> items) : IAsyncDisposable
    {
        public required SseItem<string> Ready { get; init; }

        public static async Task<Stream> Open(TestApp app, string query, string key)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/v1/webhooks/stream" + query) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
            var response = await app.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
            var items = SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
            Assert.True(await items.MoveNextAsync());
            Assert.Equal("ready", items.Current.EventType);
            return new Stream(response, items) { Ready = items.Current };
        }

        /// <summary>The next event, while the clock goes on a little.</summary>
        public async Task<SseItem<string>> Next(TestApp app)
        {
            do
                Assert.True(await Moved(app));
            while (items.Current.EventType == "ping");
            return items.Current;
        }

        public async Task<bool> Ends(TestApp app) => !await Moved(app);

        public async ValueTask DisposeAsync()
        {
            response.Dispose();
            try
            {
                await items.DisposeAsync();
            }
            catch (NotSupportedException)
            {
                // A look at the next one was under way when it hung up.
            }
        }

        private async Task<bool> Moved(TestApp app)
        {
            var moved = items.MoveNextAsync().AsTask();
            await Eventually.IsTrue(() => Task.FromResult(moved.IsCompleted), clock: app.Clock);
            return await moved;
        }
    }
}
