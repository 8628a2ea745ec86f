using System.Net;
using SendApi.Server.Outbound;
using SendApi.Tests.Connectors.Smpp;

namespace SendApi.Tests.Outbound;

/// <summary>Names are judged by what they lead to, at the moment of the connection, with a real name server.</summary>
public sealed class OutboundNamesTests
{
    private const string Closing = "HTTP/1.1 204 Taken\r\nConnection: close\r\n\r\n";

    [Fact]
    public async Task A_name_that_leads_elsewhere_the_second_time_is_refused_without_a_connection()
    {
        await using var allowed = new Receiver(Closing, "127.0.0.2");
        await using var inside = new Receiver(Closing, "127.0.0.1", allowed.Port);
        var leadsTo = "127.0.0.2";
        await using var names = new LocalDns(_ => [leadsTo]);
        using var calls = new Calls(names, "127.0.0.2/32");
        var url = $"http://rebinding.example:{allowed.Port}/";

        Assert.Equal(204, Assert.IsType<OutboundAnswer.Answered>(await calls.Post(url)).Status);
        leadsTo = "127.0.0.1";
        var forbidden = Assert.IsType<OutboundAnswer.Forbidden>(await calls.Post(url));

        Assert.Equal("The host rebinding.example is or leads to a loopback address (127.0.0.0/8), and calls go to the internet only.", forbidden.Reason);
        Assert.Equal((1, 0), (allowed.Connections, inside.Connections));
    }

    [Fact]
    public async Task A_name_is_looked_up_once_for_each_connection()
    {
        await using var receiver = new Receiver(Closing);
        await using var kept = new Receiver("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using var names = new LocalDns(_ => ["127.0.0.1"]);
        using var calls = new Calls(names, "127.0.0.1/32");

        for (var i = 1; i <= 3; i++)
        {
            await calls.Post($"http://hooks.example:{receiver.Port}/");
            Assert.Equal(Enumerable.Repeat(("hooks.example", 1), i).Concat(Enumerable.Repeat(("hooks.example", 28), i)), names.Asked.OrderBy(a => a.Type));
        }

        names.Asked.Clear();
        for (var i = 0; i < 3; i++)
            await calls.Post($"http://kept.example:{kept.Port}/");
        Assert.Equal((1, 2), (kept.Connections, names.Asked.Count));
    }

    [Theory]
    [InlineData("127.0.0.2", "127.0.0.1")]
    [InlineData("127.0.0.1", "127.0.0.2")]
    [InlineData("127.0.0.2", "::1")]
    [InlineData("127.0.0.2", "fd00:ec2::254")]
    [InlineData("127.0.0.2", "127.0.0.2", "169.254.169.254")]
    public async Task One_forbidden_answer_among_others_refuses_them_all(params string[] answers)
    {
        await using var receiver = new Receiver(Closing, "127.0.0.2");
        await using var inside = new Receiver(Closing, "127.0.0.1", receiver.Port);
        await using var names = new LocalDns(_ => answers);
        using var calls = new Calls(names, "127.0.0.2/32");

        Assert.IsType<OutboundAnswer.Forbidden>(await calls.Post($"http://mixed.example:{receiver.Port}/"));
        Assert.Equal((0, 0), (receiver.Connections, inside.Connections));
    }

    [Fact]
    public async Task Every_forbidden_address_is_refused_behind_a_name_too()
    {
        var leadsTo = "";
        await using var names = new LocalDns(_ => [leadsTo]);
        using var calls = new Calls(names);

        foreach (var address in ForbiddenTargets.Addresses)
        {
            leadsTo = address;
            Assert.True(await calls.Post("https://hooks.example/") is OutboundAnswer.Forbidden, address);
        }

        Assert.Equal(2 * ForbiddenTargets.Addresses.Length, names.Asked.Count);
    }

    [Fact]
    public async Task Plain_http_leaves_the_machine_by_no_name()
    {
        await using var names = new LocalDns(_ => ["127.0.0.2", "203.0.113.5"]);
        using var calls = new Calls(names, "127.0.0.0/8", "203.0.113.0/24");

        Assert.Equal("Plain http is only for a receiver on the server's own machine.",
            Assert.IsType<OutboundAnswer.Forbidden>(await calls.Post("http://hooks.example:1/")).Reason);
    }

    [Fact]
    public async Task The_second_address_is_tried_when_the_first_does_not_answer()
    {
        await using var receiver = new Receiver(Closing, "127.0.0.2");
        await using var names = new LocalDns(_ => ["127.0.0.3", "127.0.0.2"]);
        using var calls = new Calls(names, "127.0.0.0/8");

        Assert.IsType<OutboundAnswer.Answered>(await calls.Post($"http://two.example:{receiver.Port}/"));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST.")]
    [InlineData("hooks.localhost")]
    public async Task The_name_of_this_machine_is_no_question_for_a_name_server(string name)
    {
        await using var receiver = new Receiver(Closing);
        await using var names = new LocalDns(_ => ["203.0.113.5"]);
        using var open = new Calls(names, "127.0.0.0/8");
        using var closed = new Calls(names);

        Assert.IsType<OutboundAnswer.Answered>(await open.Post($"http://{name}:{receiver.Port}/"));
        Assert.IsType<OutboundAnswer.Forbidden>(await closed.Post($"http://{name}:{receiver.Port}/"));
        Assert.Empty(names.Asked);
        Assert.Equal(1, receiver.Connections);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_name_that_is_not_known_is_a_failure(bool exists)
    {
        await using var names = new LocalDns(_ => exists ? [] : null);
        using var calls = new Calls(names);

        Assert.Equal("The name of the host is not known.", Assert.IsType<OutboundAnswer.Failed>(await calls.Post("https://nowhere.example/")).Reason);
    }

    [Fact]
    public async Task The_look_of_the_system_is_judged_in_the_same_way()
    {
        using var calls = new Calls();

        // Every system knows its own name, which leads to an address inside or to none.
        var answer = await calls.Post($"https://{Dns.GetHostName()}:1/");
        Assert.True(answer is OutboundAnswer.Forbidden or OutboundAnswer.Failed, $"{answer}");
        Assert.Equal("The name of the host is not known.", Assert.IsType<OutboundAnswer.Failed>(await calls.Post("https://nowhere.invalid/")).Reason);
    }

    [Fact]
    public async Task A_name_server_that_is_silent_ends_at_the_limit()
    {
        // It ends at the first question, and its port stays open.
        await using var names = new LocalDns(_ => throw new OperationCanceledException());
        using var calls = new Calls(names);

        Assert.Equal("There was no complete answer within 10 seconds.",
            Assert.IsType<OutboundAnswer.Failed>(await calls.Post("https://hooks.example/").Turning(calls.Clock, TimeSpan.FromSeconds(2))).Reason);
    }
}
