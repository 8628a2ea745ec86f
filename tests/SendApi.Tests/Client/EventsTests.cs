using System.Text;
using Microsoft.AspNetCore.Http;
using SendApi.Client;
using SendApi.Tests.Events;

namespace SendApi.Tests.Client;

/// <summary>What the client makes of deliveries that a real server sent, and of its stream of events.</summary>
public sealed class EventsTests
{
    [Fact]
    public async Task A_delivery_of_the_server_is_genuine_and_its_data_has_a_type()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var (received, secret, id) = await Delivered(app);

        var happened = SendApiWebhook.Verify(received.Body, received.Headers, secret, clock: app.Clock);

        var sent = Assert.IsType<SmsSentData>(happened.Data);
        Assert.Equal((received.Id, EventNames.SmsSent, id, "+447700900000", 0m, "1001"), (happened.Id, happened.Event, sent.Id, sent.To, sent.CostUsd, sent.Metadata!["order"]));
        Assert.Equal(happened.Id, SendApiWebhook.VerifyPlain(received.Body, received.Headers["x-sendapi-signature"], secret).Id);
    }

    [Fact]
    public async Task Headers_are_read_from_whatever_keeps_them()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var (received, secret, _) = await Delivered(app);
        using var message = new HttpRequestMessage();
        var http = new DefaultHttpContext();
        foreach (var (name, value) in received.Headers.Where(h => h.Key.StartsWith("webhook-", StringComparison.Ordinal)))
        {
            message.Headers.Add(name.ToUpperInvariant(), value);
            http.Request.Headers[name.ToUpperInvariant()] = value;
        }

        Assert.Equal(received.Id, SendApiWebhook.Verify(received.Body, message.Headers, secret, clock: app.Clock).Id);
        Assert.Equal(received.Id, SendApiWebhook.Verify(received.Body, http.Request.Headers, secret, clock: app.Clock).Id);
    }

    [Fact]
    public async Task While_a_secret_is_rotated_both_are_right_and_later_only_the_new_one()
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(Engines.Sqlite);
        using var client = Clients.Of(app);
        var webhook = await client.Webhooks.CreateAsync(new CreateWebhookRequest { Url = receiver.Url, Events = [EventNames.SmsSent] });
        var rotated = await client.Webhooks.RotateSecretAsync(webhook.Id);

        await client.Sms.SendAsync("+447700900000", "Hello");
        await Hooks.Until(app, receiver, 1);
        app.Clock.Advance(TimeSpan.FromHours(25));
        await client.Sms.SendAsync("+447700900000", "Hello");
        await Hooks.Until(app, receiver, 2);

        Assert.Equal(TestApp.Start.AddHours(24), rotated.PreviousSecretExpiresAt!.Value, TimeSpan.FromSeconds(5));
        foreach (var secret in (string[])[webhook.Secret!, rotated.Secret!])
        {
            var during = receiver.All[0];
            Assert.Equal(during.Id, SendApiWebhook.Verify(during.Body, during.Headers, secret, TimeSpan.FromDays(2), app.Clock).Id);
            Assert.Equal(during.Id, SendApiWebhook.VerifyPlain(during.Body, during.Headers["x-sendapi-signature"], secret).Id);
        }

        Assert.NotNull(SendApiWebhook.Verify(receiver.All[1].Body, receiver.All[1].Headers, rotated.Secret!, clock: app.Clock));
        Assert.Throws<SendApiSignatureException>(() => SendApiWebhook.Verify(receiver.All[1].Body, receiver.All[1].Headers, webhook.Secret!, clock: app.Clock));
    }

    [Fact]
    public async Task What_was_changed_is_old_or_has_another_secret_is_not_believed()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var (received, secret, _) = await Delivered(app);
        var headers = received.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase);
        var other = SendApi.Core.Webhooks.WebhookSecret.Make();
        byte[] tampered = [.. received.Body[..^1], (byte)' '];

        Assert.Throws<SendApiSignatureException>(() => SendApiWebhook.Verify(received.Body, headers, other, clock: app.Clock));
        Assert.Throws<SendApiSignatureException>(() => SendApiWebhook.VerifyPlain(received.Body, headers["x-sendapi-signature"], other));
        Assert.Throws<SendApiSignatureException>(() => SendApiWebhook.Verify(tampered, headers, secret, clock: app.Clock));
        Assert.Throws<SendApiSignatureException>(() => SendApiWebhook.VerifyPlain(tampered, headers["x-sendapi-signature"], secret));
        Assert.Throws<SendApiSignatureException>(() => SendApiWebhook.VerifyPlain(received.Body, null, secret));
        foreach (var (name, value) in ((string, string)[])[("webhook-id", "evt_1"), ("webhook-timestamp", "1"), ("webhook-timestamp", "soon"), ("webhook-timestamp", "9223372036854775807"), ("webhook-signature", "v1,"), ("webhook-signature", "")])
            Assert.Throws<SendApiSignatureException>(() => SendApiWebhook.Verify(received.Body, new Dictionary<string, string>(headers) { [name] = value }, secret, clock: app.Clock));
        foreach (var name in (string[])["webhook-id", "webhook-timestamp", "webhook-signature"])
            Assert.Throws<SendApiSignatureException>(() => SendApiWebhook.Verify(received.Body, headers.Where(h => !h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)), secret, clock: app.Clock));
        Assert.Throws<ArgumentException>(() => SendApiWebhook.Verify(received.Body, headers, "whsec_!", clock: app.Clock));

        app.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(2));
        Assert.Throws<SendApiSignatureException>(() => SendApiWebhook.Verify(received.Body, headers, secret, clock: app.Clock));
        Assert.NotNull(SendApiWebhook.Verify(received.Body, headers, secret, TimeSpan.FromMinutes(6), app.Clock));
    }

    [Fact]
    public void An_event_that_is_not_known_has_its_data_as_json()
    {
        var happened = SendApiWebhook.VerifyPlain(Body, Signature, "whsec_c2VjcmV0");

        Assert.Null(happened.Data);
        Assert.Equal(("sms.teleported", 7), (happened.Event, happened.RawData.GetProperty("speed").GetInt32()));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_stream_tells_what_happens_and_goes_on(string engine)
    {
        await using var app = await TestApp.Run(engine);
        using var client = Clients.Of(app);
        using var enough = new CancellationTokenSource();
        var opened = new TaskCompletionSource<StreamOpened>();
        var seen = new List<SendApiEvent>();
        var reading = Task.Run(async () =>
        {
            await foreach (var happened in client.Webhooks.StreamAsync([EventNames.SmsSent, EventNames.SmsDelivered], opened.SetResult, enough.Token))
                seen.Add(happened);
        });
        Assert.StartsWith("whsec_", (await opened.Task.WaitAsync(TimeSpan.FromSeconds(30))).Secret, StringComparison.Ordinal);

        var first = await client.Sms.SendAsync("+447700900000", "Hello");
        await Eventually.IsTrue(() => Task.FromResult(seen.Count == 2), clock: app.Clock);
        app.Clock.Advance(TimeSpan.FromSeconds(20));
        var second = await client.Sms.SendAsync("+447700900000", "Hello");
        await Eventually.IsTrue(() => Task.FromResult(seen.Count == 4), clock: app.Clock);
        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal([(typeof(SmsSentData), first.Id), (typeof(SmsDeliveredData), first.Id), (typeof(SmsSentData), second.Id), (typeof(SmsDeliveredData), second.Id)],
            seen.Select(e => (e.Data!.GetType(), ((SmsEventData)e.Data).Id)));
    }

    [Fact]
    public async Task A_stream_that_is_refused_or_falls_silent_says_so()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        using var client = Clients.Of(app);
        await using var script = new Script("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 5000\r\n\r\nevent: ping\ndata: {}\n\n");

        var refused = await Clients.Refused(() => Read(client.Webhooks.StreamAsync(["sms.eaten"])));
        var broken = await Clients.Refused(() => Read(script.Client.Webhooks.StreamAsync()));

        Assert.Equal((SendApiErrors.InvalidRequest, "events"), (refused.Code, Assert.Single(refused.Details).Field));
        Assert.Equal((0, true), (broken.Code, broken.InnerException is not null));
    }

    private static readonly byte[] Body = """{"id":"evt_1","event":"sms.teleported","timestamp":"2026-03-09T14:30:00Z","data":{"speed":7}}"""u8.ToArray();

    private static string Signature =>
        $"sha256=00, sha256={Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes("whsec_c2VjcmV0"), Body))}";

    private static async Task Read(IAsyncEnumerable<SendApiEvent> events)
    {
        await foreach (var _ in events)
            continue;
    }

    /// <summary>The first delivery of a text that was sent, with its secret and the text's id.</summary>
    private static async Task<(Received Received, string Secret, string Id)> Delivered(TestApp app)
    {
        await using var receiver = await Receiver.Start();
        using var client = Clients.Of(app);
        var webhook = await client.Webhooks.CreateAsync(new CreateWebhookRequest { Url = receiver.Url, Events = ["sms.*"] });
        var sent = await client.Sms.SendAsync(new SendSmsRequest { To = "+447700900000", Content = "Hello", Metadata = new Dictionary<string, string> { ["order"] = "1001" } });
        await Hooks.Until(app, receiver, 1);
        return (receiver.All[0], webhook.Secret!, sent.Id);
    }
}
