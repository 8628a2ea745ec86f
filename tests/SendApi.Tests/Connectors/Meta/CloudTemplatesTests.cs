using System.Collections.Concurrent;
using SendApi.Connectors.Meta;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;
using SendApi.Simulator.Waha;
using SendApi.Tests.Connectors.Http;

namespace SendApi.Tests.Connectors.Meta;

/// <summary>Templates at Meta: in the shapes of its documentation, and against the product's simulator.</summary>
public sealed class CloudTemplatesTests
{
    private const string Session = GraphHost.Session, Body = """[{"type":"BODY","text":"Hello {{1}}"}]""";

    private static readonly CloudTemplate Draft = new("", "parcel", "en_GB", "UTILITY", "", null, Body);

    [Fact]
    public async Task All_pages_are_read()
    {
        const string first = """
            {"data": [{"id": "594425479261596", "name": "parcel", "language": "en_GB", "category": "UTILITY", "status": "APPROVED", "rejected_reason": "NONE", "components": [{"type": "BODY", "text": "Hello"}]},
                      {"id": "594425479261597", "name": "parcel", "language": "fr", "category": "UTILITY", "status": "REJECTED", "rejected_reason": "INVALID_FORMAT", "components": [{"type": "BODY", "text": "Bonjour"}]}],
             "paging": {"cursors": {"before": "a", "after": "b=="}, "next": "https://graph.facebook.com/v23.0/102290129340398/message_templates?after=b%3D%3D&access_token=secret"}}
            """;
        const string second = """{"data": [{"id": "594425479261598", "name": "code", "language": "en", "category": "AUTHENTICATION", "status": "PENDING", "components": []}, {"id": "odd"}], "paging": {"cursors": {"before": "b", "after": "c"}}}""";
        await using var host = await GraphHost.Start(line => (200, line.Contains("after=", StringComparison.Ordinal) ? second : first));

        var templates = await host.Gateway.Templates(Session, default);

        Assert.Equal(
        [
            new("594425479261596", "parcel", "en_GB", "UTILITY", "APPROVED", null, """[{"type": "BODY", "text": "Hello"}]"""),
            new("594425479261597", "parcel", "fr", "UTILITY", "REJECTED", "INVALID_FORMAT", """[{"type": "BODY", "text": "Bonjour"}]"""),
            new("594425479261598", "code", "en", "AUTHENTICATION", "PENDING", null, "[]"),
        ], templates);
        const string list = "GET /v23.0/102290129340398/message_templates?fields=id,name,language,category,status,rejected_reason,components&limit=50";
        Assert.Equal([list, list + "&after=b%3D%3D"], host.Requests.Select(r => r.Line));
    }

    [Fact]
    public async Task A_page_may_be_longer_than_an_answer_to_a_message_and_one_that_cannot_be_read_is_a_fault()
    {
        var data = string.Join(",", Enumerable.Range(0, 50).Select(i => $$"""{"id": "{{i}}", "name": "n{{i}}", "language": "en", "status": "APPROVED", "components": [{"type": "BODY", "text": "{{new string('a', 4_000)}}"}]}"""));
        await using var host = await GraphHost.Start(200, $$"""{"data": [{{data}}]}""");
        await using var odd = await GraphHost.Start(200, "{}");

        Assert.Equal(50, (await host.Gateway.Templates(Session, default)).Count);
        await Assert.ThrowsAsync<GatewayFault>(() => odd.Gateway.Templates(Session, default));
    }

    [Fact]
    public async Task A_draft_is_handed_in_and_is_what_Meta_makes_of_it()
    {
        await using var host = await GraphHost.Start(200, """{"id": "594425479261596", "status": "PENDING", "category": "MARKETING"}""");

        Assert.Equal(Draft with { Id = "594425479261596", Status = "PENDING", Category = "MARKETING" }, await host.Gateway.AddTemplate(Session, Draft, default));
        var request = Assert.Single(host.Requests);
        Assert.Equal(("POST /v23.0/102290129340398/message_templates", """{"name":"parcel","language":"en_GB","category":"UTILITY","components":[{"type":"BODY","text":"Hello {{1}}"}]}"""), (request.Line, request.Text));
    }

    [Fact]
    public async Task What_Meta_refuses_comes_with_its_number_and_its_words()
    {
        await using var host = await GraphHost.Start(400, """{"error": {"message": "Invalid parameter", "type": "OAuthException", "code": 100, "error_subcode": 2388024, "error_user_title": "Content in This Language Already Exists", "error_user_msg": "There is already English content for this template."}}""");

        var refused = await Assert.ThrowsAsync<CloudRefused>(() => host.Gateway.AddTemplate(Session, Draft, default));

        Assert.Equal((100, "There is already English content for this template."), (refused.Code, refused.Message));
    }

    [Theory]
    [InlineData(401, """{"error": {"message": "Malformed access token EAAJB-a-token", "code": 190}}""")]
    [InlineData(400, """{"error": {"message": "(#80007) Rate limit", "code": 80007}}""")]
    [InlineData(500, "")]
    public async Task What_Meta_does_not_do_just_now_is_a_fault(int status, string body)
    {
        await using var host = await GraphHost.Start(status, body);

        Assert.DoesNotContain(GraphHost.Token, (await Assert.ThrowsAsync<GatewayFault>(() => host.Gateway.AddTemplate(Session, Draft, default))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<GatewayFault>(() => host.Gateway.Templates(Session, default));
        await Assert.ThrowsAsync<GatewayFault>(() => host.Gateway.RemoveTemplate(Session, Draft with { Id = "1" }, default));
    }

    [Theory]
    [InlineData("""{"data": []}""", true)]
    [InlineData("""{"data": [{"id": "2"}]}""", true)]
    [InlineData("""{"data": [{"id": "1"}]}""", false)]
    public async Task Taking_away_what_is_gone_is_no_fault(string list, bool isGone)
    {
        await using var host = await GraphHost.Start(line => line.StartsWith("DELETE", StringComparison.Ordinal) ? (400, """{"error": {"message": "Invalid parameter", "code": 100}}""") : (200, list));

        var removal = host.Gateway.RemoveTemplate(Session, Draft with { Id = "1" }, default);

        if (isGone)
            await removal;
        else
            await Assert.ThrowsAsync<CloudRefused>(() => removal);
        Assert.Equal("DELETE /v23.0/102290129340398/message_templates?hsm_id=1&name=parcel", host.Requests.First().Line);
    }

    [Fact]
    public async Task A_simulated_template_is_pending_then_decided_and_only_an_approved_one_is_sent()
    {
        var calls = new ConcurrentQueue<SimulatedCall>();
        using var simulator = GraphHost.Simulator(calls);
        await using var host = await GraphHost.Start(simulator);
        await host.Gateway.Start(Session, default);

        Assert.Equal("rejected 132001", Recorded.Line(await host.Gateway.Send(Session, Message("parcel"), default)));
        var added = await host.Gateway.AddTemplate(Session, Draft, default);
        await host.Gateway.AddTemplate(Session, Draft with { Name = "reject_me" }, default);
        Assert.Equal("PENDING", added.Status);
        await Assert.ThrowsAsync<CloudRefused>(() => host.Gateway.AddTemplate(Session, Draft, default));
        await Assert.ThrowsAsync<CloudRefused>(() => host.Gateway.AddTemplate(Session, Draft with { Name = "other", Category = "OTHER" }, default));
        Assert.Equal([("parcel", "APPROVED", null), ("reject_me", "REJECTED", "INVALID_FORMAT")], (await host.Gateway.Templates(Session, default)).Select(t => (t.Name, t.Status, t.Reason)));
        Assert.IsType<SendOutcome.Accepted>(await host.Gateway.Send(Session, Message("parcel"), default));
        Assert.Equal("rejected 132001", Recorded.Line(await host.Gateway.Send(Session, Message("reject_me"), default)));
        await host.Gateway.RemoveTemplate(Session, added, default);
        await host.Gateway.RemoveTemplate(Session, added, default);
        Assert.Equal(["reject_me"], (await host.Gateway.Templates(Session, default)).Select(t => t.Name));

        await simulator.Finish();
        Assert.Equal(2, calls.SelectMany(c => Assert.IsType<GatewayReading.Heard>(CloudHooks.Read("meta", Session, GraphHost.Access, c.Headers, c.Body)).News).OfType<GatewayNews.TemplatesChanged>().Count());
    }

    [Fact]
    public async Task Many_simulated_templates_come_in_pages()
    {
        using var simulator = GraphHost.Simulator([]);
        await using var host = await GraphHost.Start(simulator);
        for (var i = 0; i < 51; i++)
            await host.Gateway.AddTemplate(Session, Draft with { Name = $"t{i}" }, default);

        Assert.Equal(51, (await host.Gateway.Templates(Session, default)).Select(t => t.Id).Distinct().Count());
        Assert.Equal(2, host.Requests.Count(r => r.Line.StartsWith("GET", StringComparison.Ordinal)));
    }

    private static WhatsAppSubmission Message(string template) => new("msg_1", PhoneNumber.Trusted("+447700900100"), new WhatsAppContent.Template(template, "en_GB", "[]"), TestApp.Start);
}
