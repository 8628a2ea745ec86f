using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using SendApi.Connectors.Waha;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;
using SendApi.Simulator.Waha;

namespace SendApi.Tests.Connectors.Waha;

/// <summary>The client of the gateway over real HTTP: against the product's simulator, and against answers that a gateway can give.</summary>
public sealed class WahaGatewayTests
{
    private const string Session = "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M";

    private static readonly WhatsAppSubmission Hello = new("msg_1", PhoneNumber.Trusted("+447700900100"), new WhatsAppContent.Text("Hello"), TestApp.Start);

    [Fact]
    public async Task A_session_is_made_once_paired_sends_and_is_left()
    {
        var phones = new ConcurrentDictionary<string, SimulatedPhone>();
        var calls = new ConcurrentQueue<SimulatedCall>();
        using var simulator = Simulator(phones, calls);
        await using var host = await Loopback.Host(async http => await Loopback.Pass(http, simulator));
        using var gateway = Gateway(host.Urls.First());

        Assert.Equal(new GatewayLook(GatewayState.Missing, null), await gateway.Look(Session, default));
        await gateway.Start(Session, default);
        await gateway.Start(Session, default);
        Assert.Equal(new GatewayLook(GatewayState.WaitsForScan, null), await gateway.Look(Session, default));
        Assert.Contains(Session, await gateway.Code(Session, default), StringComparison.Ordinal);
        Assert.IsType<SendOutcome.TryLater>(await gateway.Send(Session, Hello, default));
        Assert.True(await simulator.Scan(Session, "+447700900042"));
        Assert.Equal(new GatewayLook(GatewayState.Working, "+447700900042"), await gateway.Look(Session, default));
        Assert.Null(await gateway.Code(Session, default));
        Assert.Equal("447700900100@c.us", await gateway.Find(Session, Hello.To, default));
        Assert.Null(await gateway.Find(Session, PhoneNumber.Trusted("+447700900002"), default));
        var sent = Assert.IsType<SendOutcome.Accepted>(await gateway.Send(Session, Hello, default));
        Assert.StartsWith("3EB0", Assert.Single(sent.ProviderIds), StringComparison.Ordinal);
        await gateway.Leave(Session, default);
        await gateway.Leave(Session, default);
        Assert.Empty(phones);

        await simulator.Finish();
        var news = calls.SelectMany(c => Assert.IsType<GatewayReading.Heard>(WahaHooks.Read("waha", "hook", c.Headers, c.Body)).News).ToList();
        Assert.Contains(news, n => n is GatewayNews.Told { Receipt.State: ReceiptState.Delivered } told && told.Receipt.ProviderId == sent.ProviderIds[0]);
        Assert.Contains(new GatewayNews.Changed(Session), news);
    }

    [Fact]
    public async Task Files_travel_both_ways_and_one_that_is_not_here_is_waited_for()
    {
        var phones = new ConcurrentDictionary<string, SimulatedPhone> { [Session] = new(SimulatedPhone.Working, "+447700900042") };
        var calls = new ConcurrentQueue<SimulatedCall>();
        using var simulator = Simulator(phones, calls);
        await using var host = await Loopback.Host(async http => await Loopback.Pass(http, simulator));
        using var gateway = new WahaGateway(
            new("waha", new Uri(host.Urls.First()), "key", null, Media: (id, _) => Task.FromResult<Stream?>(id == "med_1" ? new MemoryStream([1, 2, 3]) : null)), TimeProvider.System);

        Assert.IsType<SendOutcome.Accepted>(await gateway.Send(Session, Picture("med_1", 3), default));
        Assert.IsType<SendOutcome.TryLater>(await gateway.Send(Session, Picture("med_2", 3), default));
        // It was cut on the disk.
        Assert.IsType<SendOutcome.TryLater>(await gateway.Send(Session, Picture("med_1", 4), default));
        await gateway.MarkRead(Session, Hello.To, "3EB0CD", default);
        Assert.Empty(Assert.IsType<SendOutcome.Accepted>(await gateway.Send(Session, Hello with { Content = new WhatsAppContent.Reaction("3EB0CD", "👍") }, default)).ProviderIds);

        Assert.True(await simulator.Write(Session, new("+447700900100", "image", "")));
        await simulator.Finish();
        var received = calls.Select(c => WahaHooks.Read("waha", "hook", c.Headers, c.Body)).OfType<GatewayReading.Heard>().SelectMany(h => h.News).OfType<GatewayNews.Received>().Single();
        var file = await gateway.Fetch(Session, received.MediaReference!, 1_000, default);
        Assert.Equal(("image/png", 0x89), (file!.ContentType, file.Bytes[0]));
        Assert.Null(await gateway.Fetch(Session, received.MediaReference!, file.Bytes.Length - 1, default));
        Assert.Null(await gateway.Fetch(Session, "http://elsewhere.example/api/files/none", 1_000, default));

        static WhatsAppSubmission Picture(string id, long size) => Hello with { Content = new WhatsAppContent.Media(ContentKind.Image, new(id, "image/png", null, size), null) };
    }

    [Theory]
    [InlineData(501, "{}", typeof(SendOutcome.Rejected))]
    [InlineData(201, """{"id": "true_447700900100@c.us_3EB0AB"}""", typeof(SendOutcome.Accepted))]
    [InlineData(201, """{"key": {"id": "3EB0AB", "remoteJid": "447700900100@s.whatsapp.net"}}""", typeof(SendOutcome.Accepted))]
    [InlineData(201, "{}", typeof(SendOutcome.Unknown))]
    [InlineData(422, """{"message": "Session status is not as expected"}""", typeof(SendOutcome.TryLater))]
    [InlineData(400, """{"message": "Bad chat"}""", typeof(SendOutcome.Rejected))]
    [InlineData(429, "{}", typeof(SendOutcome.TryLater))]
    [InlineData(401, "{}", typeof(SendOutcome.TryLater))]
    [InlineData(500, "{}", typeof(SendOutcome.Unknown))]
    public async Task What_the_gateway_answers_decides_what_became_of_a_message(int status, string body, Type outcome)
    {
        await using var host = await Loopback.Host(async http =>
        {
            http.Response.StatusCode = status;
            await http.Response.WriteAsync(body);
        });
        using var gateway = Gateway(host.Urls.First());

        Assert.IsType(outcome, await gateway.Send(Session, Hello, default));
    }

    [Fact]
    public async Task A_gateway_that_cannot_be_reached_has_nothing_and_one_of_a_wrong_key_says_so()
    {
        using var simulator = Simulator([], []);
        await using var host = await Loopback.Host(async http => await Loopback.Pass(http, simulator));
        using var wrong = new WahaGateway(new("waha", new Uri(host.Urls.First()), "another key", null), TimeProvider.System);
        Assert.Contains("401", (await Assert.ThrowsAsync<GatewayFault>(() => wrong.Look(Session, default))).Message, StringComparison.Ordinal);
        var url = host.Urls.First();
        await host.StopAsync(TestContext.Current.CancellationToken);
        using var gone = Gateway(url);

        Assert.Contains("cannot be reached", (await Assert.ThrowsAsync<GatewayFault>(() => gone.Start(Session, default))).Message, StringComparison.Ordinal);
        Assert.IsType<SendOutcome.TryLater>(await gone.Send(Session, Hello, default));
    }

    private static WahaGateway Gateway(string url) => new(new("waha", new Uri(url), "key", new("http://127.0.0.1/callbacks/waha", "hook")), TimeProvider.System);

    private static GatewaySimulator Simulator(ConcurrentDictionary<string, SimulatedPhone> phones, ConcurrentQueue<SimulatedCall> calls) => new(
        new(session => Task.FromResult(phones.GetValueOrDefault(session)), (session, phone) =>
        {
            if (phone is null)
                phones.TryRemove(session, out _);
            else
                phones[session] = phone;
            return Task.CompletedTask;
        }, new(_ => Task.FromResult<IReadOnlyList<SimulatedGroup>>([]), (_, _) => Task.CompletedTask, (_, _) => Task.CompletedTask)),
        new("key", "http://127.0.0.1/callbacks/waha", "hook", call =>
        {
            calls.Enqueue(call);
            return Task.FromResult(true);
        }),
        TimeProvider.System);
}
