using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SendApi.Connectors.Waha;
using SendApi.Core;
using SendApi.Core.Sending;

namespace SendApi.Tests.Connectors.Waha;

/// <summary>Groups and contacts over real HTTP, in the forms in which the gateway's engines answer.</summary>
public sealed class WahaPeopleTests
{
    private const string Session = "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M", Id = "120363000000000001@g.us";

    [Theory]
    [InlineData("""{"id": "120363000000000001@g.us", "subject": "Customers", "desc": "News", "participants": [{"id": "447700900042@s.whatsapp.net", "admin": "superadmin"}, {"id": "777@lid", "phoneNumber": "447700900100@s.whatsapp.net", "admin": null}, {"id": "888@lid"}]}""")]
    [InlineData("""{"id": {"_serialized": "120363000000000001@g.us"}, "name": "Customers", "groupMetadata": {"desc": "News", "participants": [{"id": {"_serialized": "447700900042@c.us"}, "isAdmin": true}, {"id": {"_serialized": "447700900100@c.us"}, "isAdmin": false}, {"id": {"_serialized": "888@lid"}}]}}""")]
    [InlineData("""{"JID": "120363000000000001@g.us", "Name": "Customers", "Topic": "News", "Participants": [{"JID": "777@lid", "PhoneNumber": "447700900042@s.whatsapp.net", "IsAdmin": true}, {"JID": "447700900100@s.whatsapp.net", "IsAdmin": false}, {"JID": "888@lid", "PhoneNumber": ""}]}""")]
    public async Task A_group_is_read_as_each_engine_tells_of_it(string body)
    {
        await using var host = await Gateway.Start((_, _) => (200, body));

        var group = await host.People.Group(Session, Id, default);

        Assert.Equal((Id, "Customers", "News"), (group!.Id, group.Name, group.Description));
        Assert.Equal([new GatewayMember("+447700900042", true), new("+447700900100", false), new(null, false)], group.Members);
        Assert.Equal($"GET /api/{Session}/groups/{Id}", Assert.Single(host.Calls).Line);
    }

    [Theory]
    [InlineData("""[{"id": "120363000000000001@g.us", "subject": "One"}, {"id": "../x", "subject": "No id"}, {"id": "447700900100@c.us"}]""")]
    [InlineData("""{"120363000000000001@g.us": {"id": "120363000000000001@g.us", "subject": "One"}, "a": {}, "b": {}}""")]
    public async Task A_list_leaves_out_what_is_no_group_and_says_how_much_was_read(string body)
    {
        await using var host = await Gateway.Start((_, _) => (200, body));

        var part = await host.People.Groups(Session, 100, 50, default);

        Assert.Equal([new GatewayGroup(Id, "One", null, [])], part.Items.Select(g => g with { Members = [] }), (a, b) => a!.Id == b!.Id && a.Name == b.Name);
        Assert.Equal(3, part.Read);
        Assert.Equal($"GET /api/{Session}/groups?exclude=participants&limit=50&offset=100", Assert.Single(host.Calls).Line);
    }

    [Fact]
    public async Task A_group_is_made_and_changed_by_the_calls_of_the_gateway()
    {
        await using var host = await Gateway.Start((line, _) => line.EndsWith("/description", StringComparison.Ordinal) ? (500, "{}") : (201, $$$"""{"gid": {"_serialized": "{{{Id}}}"}}"""));

        var made = await host.People.Create(Session, new("Customers", "News", [PhoneNumber.Trusted("+447700900100")]), default);
        await host.People.Change(Session, Id, new("Buyers", null, [PhoneNumber.Trusted("+447700900101")], [PhoneNumber.Trusted("+447700900100")]), default);
        await host.People.LeaveGroup(Session, Id, default);

        Assert.Equal((Id, null), (made.Id, made.Description));
        Assert.Equal(
        [
            ($"POST /api/{Session}/groups", """{"name":"Customers","participants":[{"id":"447700900100@c.us"}]}"""),
            ($"PUT /api/{Session}/groups/{Id}/description", """{"description":"News"}"""),
            ($"PUT /api/{Session}/groups/{Id}/subject", """{"subject":"Buyers"}"""),
            ($"POST /api/{Session}/groups/{Id}/participants/add", """{"participants":[{"id":"447700900101@c.us"}]}"""),
            ($"POST /api/{Session}/groups/{Id}/participants/remove", """{"participants":[{"id":"447700900100@c.us"}]}"""),
            ($"POST /api/{Session}/groups/{Id}/leave", ""),
        ], host.Calls);
        await Assert.ThrowsAsync<GatewayFault>(() => host.People.Change(Session, Id, new(null, "News", [], []), default));
    }

    [Fact]
    public async Task A_contact_is_read_as_each_engine_tells_of_it()
    {
        await using var host = await Gateway.Start((_, _) => (200, """
            [{"id": "447700900100@c.us", "name": "Ada", "pushname": "Ada L.", "isBusiness": true, "isMyContact": true}, {"id": "447700900101@s.whatsapp.net", "notify": "Bob"},
             {"id": "777@lid", "name": "Hidden"}, {"id": "120363@g.us", "isGroup": true}, {"id": "447700900042@c.us", "isMe": true}]
            """));

        var part = await host.People.Contacts(Session, 0, 25, default);

        Assert.Equal([new("+447700900100", "Ada", "Ada L.", true, true), new GatewayContact("+447700900101", null, "Bob", null, null)], part.Items);
        Assert.Equal(5, part.Read);
        Assert.Equal($"GET /api/contacts/all?session={Session}&sortBy=id&sortOrder=asc&limit=25&offset=0", Assert.Single(host.Calls).Line);
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(422, """{"message": "not working"}""")]
    [InlineData(200, "<html>")]
    [InlineData(200, "7")]
    public async Task What_is_no_answer_is_a_fault(int status, string body)
    {
        await using var host = await Gateway.Start((_, _) => (status, body));

        await Assert.ThrowsAsync<GatewayFault>(() => host.People.Groups(Session, 0, 1, default));
        await Assert.ThrowsAsync<GatewayFault>(() => host.People.Group(Session, Id, default));
        await Assert.ThrowsAsync<GatewayFault>(() => host.People.Contacts(Session, 0, 1, default));
        await Assert.ThrowsAsync<GatewayFault>(() => host.People.Create(Session, new("a", null, []), default));
    }

    [Fact]
    public async Task A_group_that_is_not_there_is_none_and_more_than_can_be_taken_is_a_fault()
    {
        await using var gone = await Gateway.Start((_, _) => (404, "{}"));
        Assert.Null(await gone.People.Group(Session, Id, default));
        await gone.People.LeaveGroup(Session, Id, default);
        await using var endless = await Gateway.Start((_, _) => (200, "[" + new string(' ', WahaPeopleLimit) + "]"));
        Assert.Contains("more than can be taken", (await Assert.ThrowsAsync<GatewayFault>(() => endless.People.Groups(Session, 0, 1, default))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"status": "FAILED", "engine": {"engine": "WEBJS", "state": "TOS_BLOCK"}}""", GatewayState.Banned)]
    [InlineData("""{"status": "WORKING", "engine": {"engine": "WEBJS", "state": "SMB_TOS_BLOCK"}, "me": {"id": "447700900042@c.us"}}""", GatewayState.Banned)]
    [InlineData("""{"status": "FAILED", "engine": {"engine": "NOWEB"}}""", GatewayState.Failed)]
    [InlineData("""{"status": "WORKING", "engine": {"engine": "WEBJS", "state": "CONNECTED"}}""", GatewayState.Working)]
    public async Task A_block_for_breaking_the_terms_is_a_ban(string body, GatewayState state)
    {
        await using var host = await Gateway.Start((_, _) => (200, body));

        Assert.Equal(state, (await host.Client.Look(Session, default)).State);
    }

    private const int WahaPeopleLimit = 4 * 1024 * 1024;

    /// <summary>Answers as it is told and keeps what it was asked.</summary>
    private sealed class Gateway(WebApplication app) : IAsyncDisposable
    {
        public ConcurrentQueue<(string Line, string Body)> Calls { get; } = [];

        public WahaGateway Client { get; } = new(new("waha", new Uri(app.Urls.First()), "key", null), TimeProvider.System);

        public ILinkedPeople People => Client.People;

        public static async Task<Gateway> Start(Func<string, string, (int Status, string Body)> answer)
        {
            Gateway? gateway = null;
            var app = await Loopback.Host(async http =>
            {
                using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
                var (line, body) = ($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}", await reader.ReadToEndAsync());
                gateway!.Calls.Enqueue((line, body));
                var (status, said) = answer(line, body);
                http.Response.StatusCode = status;
                await http.Response.WriteAsync(said);
            });
            return gateway = new Gateway(app);
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await app.DisposeAsync();
        }
    }
}
