using System.Collections.Concurrent;
using SendApi.Connectors.Meta;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;
using SendApi.Simulator.Meta;
using SendApi.Simulator.Waha;

namespace SendApi.Tests.Connectors.Meta;

/// <summary>The client of Meta's Cloud API over real HTTP: against the product's simulator, and against what Meta can answer of a number.</summary>
public sealed class CloudGatewayTests
{
    private const string Session = GraphHost.Session;

    [Fact]
    public async Task A_number_is_started_sends_is_told_of_and_is_left()
    {
        var calls = new ConcurrentQueue<SimulatedCall>();
        using var simulator = GraphHost.Simulator(calls);
        await using var host = await GraphHost.Start(simulator);

        Assert.Equal(GatewayState.Stopped, (await host.Gateway.Look(Session, default)).State);
        await host.Gateway.Start(Session, default);
        await host.Gateway.Start(Session, default);
        var look = await host.Gateway.Look(Session, default);
        Assert.Equal(GatewayState.Working, look.State);
        Assert.Null(PhoneNumber.Read(look.Phone!, out _));
        var sent = Assert.IsType<SendOutcome.Accepted>(await host.Gateway.Send(Session, Message("+447700900006"), default));
        Assert.StartsWith("wamid.", Assert.Single(sent.ProviderIds), StringComparison.Ordinal);
        await host.Gateway.MarkRead(Session, PhoneNumber.Trusted("+447700900100"), "wamid.A", default);
        await host.Gateway.Leave(Session, default);
        Assert.Equal(GatewayState.Stopped, (await host.Gateway.Look(Session, default)).State);

        await simulator.Finish();
        Assert.All(calls, c => Assert.Equal(GraphHost.Hook, c.Url));
        Assert.Equal([ReceiptState.Underway, ReceiptState.Delivered, ReceiptState.Read], News(calls).OfType<GatewayNews.Told>().Where(t => t.Receipt.ProviderId == sent.ProviderIds[0]).Select(t => t.Receipt.State));
    }

    [Theory]
    [InlineData("+447700900001", "accepted")]
    [InlineData("+447700900002", "rejected 131026")]
    [InlineData("+447700900003", "later 5")]
    [InlineData("+447700900004", "accepted")]
    [InlineData("+447700900007", "unknown")]
    [InlineData("+447700900010", "rejected 131047")]
    public async Task The_last_digits_of_a_simulated_recipient_decide(string to, string becomes)
    {
        using var simulator = GraphHost.Simulator([]);
        using var gateway = new CloudGateway(new("meta", CloudSimulator.Graph, (_, _) => Task.FromResult<CloudAccess?>(GraphHost.Access), (_, _) => Task.FromResult<Stream?>(null)) { Inside = simulator }, TimeProvider.System);

        Assert.StartsWith(becomes, Http.Recorded.Line(await gateway.Send(Session, Message(to), default)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Meta_had_no_room_for_is_taken_the_second_time()
    {
        using var simulator = GraphHost.Simulator([]);
        await using var host = await GraphHost.Start(simulator);

        Assert.IsType<SendOutcome.TryLater>(await host.Gateway.Send(Session, Message("+447700900003"), default));
        Assert.IsType<SendOutcome.Accepted>(await host.Gateway.Send(Session, Message("+447700900003"), default));
    }

    [Fact]
    public async Task What_people_write_choose_and_send_comes_back_with_its_file()
    {
        var calls = new ConcurrentQueue<SimulatedCall>();
        using var simulator = GraphHost.Simulator(calls);
        await using var host = await GraphHost.Start(simulator);
        Assert.False(await simulator.Write(GraphHost.Number, "+447700900100", new WhatsAppContent.Text("Nobody is called yet")));
        await host.Gateway.Start(Session, default);

        Assert.True(await simulator.Write(GraphHost.Number, "+447700900100", new WhatsAppContent.Text("Hello")));
        Assert.True(await simulator.Write(GraphHost.Number, "+447700900100", new WhatsAppContent.Choice("yes", "Yes, please")));
        Assert.True(await simulator.Write(GraphHost.Number, "+447700900100", new WhatsAppContent.Media(ContentKind.Image, new("", "image/png", null, 0), "Look")));
        await simulator.Finish();

        var news = News(calls).Cast<GatewayNews.Received>().ToList();
        Assert.All(news, n => Assert.Equal((Session, "+447700900100"), (n.Session, n.From)));
        Assert.Equal(3, news.Select(n => n.Id).Distinct().Count());
        Assert.Equal([new WhatsAppContent.Text("Hello"), new WhatsAppContent.Choice("yes", "Yes, please"), new WhatsAppContent.Media(ContentKind.Image, new("", "image/png", null, 0), "Look")], news.Select(n => n.Content));
        var file = await host.Gateway.Fetch(Session, news[2].MediaReference!, 1_000, default);
        Assert.Equal("image/png", file?.ContentType);
        Assert.Equal([0x89, .. "PNG"u8], file!.Bytes[..4]);
        Assert.Null(await host.Gateway.Fetch(Session, news[2].MediaReference!, 10, default));
    }

    [Fact]
    public async Task A_token_that_is_taken_back_and_a_number_that_is_closed_are_seen()
    {
        var calls = new ConcurrentQueue<SimulatedCall>();
        using var simulator = GraphHost.Simulator(calls);
        await using var host = await GraphHost.Start(simulator);
        await host.Gateway.Start(Session, default);

        Assert.True(await simulator.LogOut(GraphHost.Number));
        Assert.Equal(new GatewayLook(GatewayState.LoggedOut, null), await host.Gateway.Look(Session, default));
        Assert.IsType<SendOutcome.TryLater>(await host.Gateway.Send(Session, Message("+447700900100"), default));
        await host.Gateway.Leave(Session, default);
        Assert.True(await simulator.LetIn(GraphHost.Number));
        Assert.Equal(GatewayState.Working, (await host.Gateway.Look(Session, default)).State);
        Assert.True(await simulator.Ban(GraphHost.Number));
        Assert.False(await simulator.Ban(GraphHost.Number));
        Assert.Equal(new GatewayLook(GatewayState.Banned, null), await host.Gateway.Look(Session, default));
        Assert.IsType<SendOutcome.TryLater>(await host.Gateway.Send(Session, Message("+447700900100"), default));

        await simulator.Finish();
        Assert.Equal([new GatewayNews.Changed(Session)], News(calls));
        await using var revoked = await GraphHost.Start(simulator, GraphHost.Access with { Token = "revoked-1" });
        Assert.Equal(GatewayState.LoggedOut, (await revoked.Gateway.Look(Session, default)).State);
    }

    [Theory]
    [InlineData("""{"display_phone_number": "+1 631-555-5555", "status": "CONNECTED"}""", GatewayState.Working, "+16315555555")]
    [InlineData("""{"display_phone_number": "+1 631-555-5555", "status": "FLAGGED", "webhook_configuration": {"phone_number": "https://sms.example.com/callbacks/meta/1"}}""", GatewayState.Working, "+16315555555")]
    [InlineData("""{"display_phone_number": "+1 631-555-5555", "status": "CONNECTED", "webhook_configuration": {"application": "https://elsewhere.example.com"}}""", GatewayState.Stopped, null)]
    [InlineData("""{"display_phone_number": "+1 631-555-5555", "status": "CONNECTED", "webhook_configuration": {"phone_number": "https://elsewhere.example.com"}}""", GatewayState.Stopped, null)]
    [InlineData("""{"status": "CONNECTED"}""", GatewayState.Working, null)]
    [InlineData("""{"display_phone_number": "+1 631-555-5555", "status": "BANNED"}""", GatewayState.Banned, null)]
    public async Task What_Meta_says_of_a_number_is_its_state(string body, GatewayState state, string? phone)
    {
        await using var host = await GraphHost.Start(200, body);

        Assert.Equal(new GatewayLook(state, phone), await host.Gateway.Look(Session, default));
    }

    [Theory]
    [InlineData(401, """{"error": {"message": "Error validating access token: The session has been invalidated.", "type": "OAuthException", "code": 190}}""", GatewayState.LoggedOut)]
    [InlineData(403, """{"error": {"message": "(#368) Temporarily blocked for policies violations", "type": "OAuthException", "code": 368}}""", GatewayState.Banned)]
    [InlineData(403, """{"error": {"message": "(#131031) Account has been locked", "type": "OAuthException", "code": 131031}}""", GatewayState.Banned)]
    public async Task What_is_not_let_in_is_logged_out_or_banned(int status, string body, GatewayState state)
    {
        await using var host = await GraphHost.Start(status, body);

        Assert.Equal(new GatewayLook(state, null), await host.Gateway.Look(Session, default));
        await host.Gateway.Leave(Session, default);
    }

    [Theory]
    [InlineData(200, """{"status": "DISCONNECTED"}""", "DISCONNECTED")]
    [InlineData(400, """{"error": {"message": "Unsupported get request.", "type": "GraphMethodException", "code": 100, "error_subcode": 33}}""", "Unsupported get request")]
    [InlineData(500, "<html>", "HTTP 500")]
    public async Task Where_nothing_is_known_of_a_number_nothing_is_claimed(int status, string body, string says)
    {
        await using var host = await GraphHost.Start(status, body);

        Assert.Contains(says, (await Assert.ThrowsAsync<GatewayFault>(() => host.Gateway.Look(Session, default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_subscribes_the_app_and_gives_the_number_its_own_address()
    {
        await using var host = await GraphHost.Start(200, """{"success": true}""");

        await host.Gateway.Start(Session, default);
        await host.Gateway.Leave(Session, default);

        Assert.Equal(["GET /v23.0/102290129340398/subscribed_apps", "POST /v23.0/102290129340398/subscribed_apps", "POST /v23.0/106540352242922", "POST /v23.0/106540352242922"], host.Requests.Select(r => r.Line));
        Assert.All(host.Requests, r => Assert.Equal("Bearer EAAJB-a-token", r.Bearer));
        Assert.Equal(["""{"webhook_configuration":{"override_callback_uri":"https://sms.example.com/callbacks/meta/1","verify_token":"verify me"}}""", """{"webhook_configuration":{"override_callback_uri":""}}"""],
            host.Requests.Skip(2).Select(r => r.Text));
    }

    [Fact]
    public async Task An_address_that_the_whole_account_has_is_left_to_it()
    {
        await using var host = await GraphHost.Start(200, """{"data": [{"whatsapp_business_api_data": {"id": "67084", "name": "Shop"}, "override_callback_uri": "https://elsewhere.example.com"}]}""");

        await host.Gateway.Start(Session, default);

        Assert.Equal(["GET /v23.0/102290129340398/subscribed_apps", "POST /v23.0/106540352242922"], host.Requests.Select(r => r.Line));
    }

    [Fact]
    public async Task An_address_that_Meta_could_not_take_away_is_a_fault()
    {
        await using var host = await GraphHost.Start(400, """{"error": {"message": "(#4) Application request limit reached", "code": 4}}""");

        await Assert.ThrowsAsync<GatewayFault>(() => host.Gateway.Leave(Session, default));
        await Assert.ThrowsAsync<GatewayFault>(() => host.Gateway.Start(Session, default));
    }

    [Fact]
    public async Task A_session_that_is_gone_is_missing_and_has_nothing_to_leave()
    {
        await using var host = await GraphHost.Start(200, "{}");

        Assert.Equal(new GatewayLook(GatewayState.Missing, null), await host.Gateway.Look("sess_gone", default));
        Assert.IsType<SendOutcome.TryLater>(await host.Gateway.Send("sess_gone", Message("+447700900100"), default));
        await host.Gateway.Leave("sess_gone", default);
        await Assert.ThrowsAsync<GatewayFault>(() => host.Gateway.Start("sess_gone", default));
        Assert.Empty(host.Requests);
    }

    [Fact]
    public async Task Meta_that_cannot_be_reached_has_nothing_and_an_id_that_is_none_leads_nowhere()
    {
        await using var stopped = await GraphHost.Start(200, "{}");
        var url = stopped.Url;
        await stopped.DisposeAsync();
        using var gone = new CloudGateway(new("meta", new Uri(url + "/v23.0/"), (_, _) => Task.FromResult<CloudAccess?>(GraphHost.Access), (_, _) => Task.FromResult<Stream?>(null)), TimeProvider.System);
        await using var host = await GraphHost.Start(200, "{}", GraphHost.Access with { PhoneNumberId = "../me" });

        Assert.IsType<SendOutcome.TryLater>(await gone.Send(Session, Message("+447700900100"), default));
        Assert.Contains("cannot be reached", (await Assert.ThrowsAsync<GatewayFault>(() => gone.Look(Session, default))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<GatewayFault>(() => host.Gateway.Look(Session, default));
        Assert.IsType<SendOutcome.TryLater>(await host.Gateway.Send(Session, Message("+447700900100"), default));
        Assert.Empty(host.Requests);
    }

    private static WhatsAppSubmission Message(string to) => new("msg_1", PhoneNumber.Trusted(to), new WhatsAppContent.Text("Hello"), TestApp.Start);

    private static List<GatewayNews> News(IEnumerable<SimulatedCall> calls) =>
        [.. calls.SelectMany(c => Assert.IsType<GatewayReading.Heard>(CloudHooks.Read("meta", Session, GraphHost.Access, c.Headers, c.Body)).News)];
}
