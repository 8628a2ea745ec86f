using System.Net;
using System.Net.Sockets;
using SendApi.Client;

namespace SendApi.Tests.Client;

/// <summary>What the client does when the first try does not succeed: repeats where doing it twice is doing it once, and never otherwise.</summary>
public sealed class RetryTests
{
    public static TheoryData<string> Passing =>
    [
        Script.HangUp, Script.Refusal(500, 5000), Script.Refusal(500, 5001), Script.Refusal(503, 5030, 2), Script.Refusal(429, 4029, 3), Script.Refusal(409, 4092, 1),
        Script.Answer(502, "<html>Bad gateway</html>"), Script.Answer(503, "", "Retry-After: 4"), Script.Answer(429, "", "Retry-After: 4"),
        "HTTP/1.1 201 So\r\nContent-Length: 500\r\n\r\n{\"success\":true,\"da",
    ];

    public static TheoryData<string> Lasting =>
    [
        Script.Refusal(400, 4000), Script.Refusal(422, 4004), Script.Refusal(401, 4011), Script.Refusal(409, 4091), Script.Refusal(429, 4042), Script.Refusal(429, 4029),
        Script.Refusal(429, 4043, 3), Script.Answer(429, ""), Script.Answer(404, "<html>Not here</html>"), Script.Answer(302, "", "Location: /elsewhere"),
    ];

    [Theory, MemberData(nameof(Passing))]
    public async Task What_passes_is_tried_again_with_the_same_bytes_under_the_same_key(string first)
    {
        await using var script = new Script(first, Script.Good());

        var message = await script.Send();

        Assert.Equal(("sms_1", 2), (message.Id, script.Requests.Count));
        Assert.Equal(script.Requests[0], script.Requests[1]);
        Assert.Matches("^[0-9a-f]{32}$", Assert.Single(script.Keys.Distinct()));
    }

    [Theory, MemberData(nameof(Lasting))]
    public async Task What_does_not_pass_is_tried_once(string answer)
    {
        await using var script = new Script(answer, Script.Good());

        var refused = await Clients.Refused(() => script.Send());

        Assert.Equal((1, 1, false), (refused.Attempts, script.Requests.Count, refused.IsInDoubt));
        Assert.Empty(script.Clock.Waits);
    }

    [Fact]
    public async Task Each_call_has_a_key_of_its_own_unless_it_is_given_one()
    {
        await using var script = new Script(Script.Good(), Script.Good(), Script.Good());

        await script.Send();
        await script.Send();
        await script.Send(new RequestOptions { IdempotencyKey = "order-1001" });

        Assert.Equal(3, script.Keys.Distinct().Count());
        Assert.Equal("order-1001", script.Keys[2]);
        await Assert.ThrowsAsync<ArgumentException>(() => script.Send(new RequestOptions { IdempotencyKey = "order\n1001" }));
    }

    [Fact]
    public async Task Waits_double_up_to_the_longest_and_chance_takes_up_to_a_half()
    {
        string[] faults = [.. Enumerable.Repeat(Script.Refusal(500, 5000), 6), Script.Good()];
        await using var full = new Script(o => o.MaxRetries = 6, faults);
        await using var halved = new Script(o => (o.MaxRetries, o.Chance) = (6, () => 1), faults);

        await full.Send();
        await halved.Send();

        Assert.Equal([0.5, 1, 2, 4, 8, 8], full.Clock.Waits.Select(w => w.TotalSeconds));
        Assert.Equal([0.25, 0.5, 1, 2, 4, 4], halved.Clock.Waits.Select(w => w.TotalSeconds));
    }

    [Fact]
    public async Task What_the_server_asks_for_is_waited_for_and_never_less()
    {
        await using var exact = new Script(Script.Refusal(429, 4029, 12), Script.Good());
        await using var later = new Script(o => o.Chance = () => 1, Script.Refusal(503, 5030, 12), Script.Good());
        await using var dated = new Script(Script.Answer(503, "", $"Retry-After: {TestApp.Start.AddSeconds(20):R}"), Script.Good());

        await exact.Send();
        await later.Send();
        await dated.Send();

        Assert.Equal([12.0], exact.Clock.Waits.Select(w => w.TotalSeconds));
        Assert.Equal(13.2, Assert.Single(later.Clock.Waits).TotalSeconds, 3);
        Assert.Equal([20.0], dated.Clock.Waits.Select(w => w.TotalSeconds));
    }

    [Fact]
    public async Task After_all_tries_the_last_fault_is_thrown_with_the_key_to_ask_again_under()
    {
        await using var script = new Script([.. Enumerable.Repeat(Script.Refusal(500, 5000), 9)]);

        var fault = await Clients.Refused(() => script.Send());

        Assert.Equal((4, 4, 5000, true, script.Keys[0]), (script.Requests.Count, fault.Attempts, fault.Code, fault.IsInDoubt, fault.IdempotencyKey));
    }

    [Fact]
    public async Task Repetitions_can_be_switched_off()
    {
        await using var script = new Script(o => o.MaxRetries = 0, Script.Refusal(503, 5030, 1));

        var refused = await Clients.Refused(() => script.Send());

        Assert.Equal((1, 1, 5030), (refused.Attempts, script.Requests.Count, refused.Code));
    }

    [Fact]
    public async Task A_longer_wait_than_the_window_is_not_waited_for()
    {
        await using var script = new Script(Script.Refusal(429, 4029, 121));

        var refused = await Clients.Refused(() => script.Send());

        Assert.Equal((TimeSpan.FromSeconds(121), 1), (refused.RetryAfter, script.Requests.Count));
        Assert.Empty(script.Clock.Waits);
    }

    [Fact]
    public async Task No_try_begins_after_the_window_however_many_there_may_be()
    {
        await using var script = new Script(o => (o.MaxRetries, o.RetryWindow) = (20, TimeSpan.FromSeconds(30)), [.. Enumerable.Repeat(Script.Refusal(503, 5030, 9), 50)]);

        Assert.Equal(4, (await Clients.Refused(() => script.Send())).Attempts);
    }

    [Fact]
    public async Task Waiting_for_the_first_try_to_end_is_no_failure()
    {
        await using var script = new Script(o => o.MaxRetries = 1, [Script.HangUp, .. Enumerable.Repeat(Script.Refusal(409, 4092, 1), 20), Script.Good()]);

        Assert.Equal("sms_1", (await script.Send()).Id);
        Assert.Equal(22, script.Requests.Count);
    }

    [Fact]
    public async Task A_change_without_a_key_is_repeated_only_where_nothing_was_done()
    {
        await using var broken = new Script(Script.Refusal(500, 5000), Script.Good());
        await using var shed = new Script(Script.Refusal(503, 5030, 1), Script.Good());

        var fault = await Clients.Refused(() => broken.Client.Sms.RescheduleAsync("sms_1", TestApp.Start));
        await shed.Client.Sms.RescheduleAsync("sms_1", TestApp.Start);

        Assert.Equal((1, true, null), (broken.Requests.Count, fault.IsInDoubt, fault.IdempotencyKey));
        Assert.Equal(["none", "none"], shed.Keys);
    }

    [Fact]
    public async Task Reading_changing_to_a_value_and_deleting_are_repeated_without_a_key()
    {
        var webhook = """{"success":true,"data":{"id":"wh_1","deleted":true,"url":"https://shop.example","status":"active"}}""";
        await using var script = new Script(Script.HangUp, Script.Answer(200, webhook), Script.HangUp, Script.Answer(200, webhook), Script.HangUp, Script.Answer(200, webhook));

        await script.Client.Webhooks.GetAsync("wh_1");
        await script.Client.Webhooks.UpdateAsync("wh_1", new UpdateWebhookRequest { IsActive = true });
        await script.Client.Webhooks.DeleteAsync("wh_1");

        Assert.Equal(["GET", "GET", "PUT", "PUT", "DELETE", "DELETE"], script.Requests.Select(r => r.Split(' ')[0]));
        Assert.All(script.Keys, key => Assert.Equal("none", key));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_tried_again_and_then_told_of()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Dispose();
        var clock = new JumpingClock(TimeSpan.FromSeconds(40));
        using var client = new SendApiClient(Clients.Options(new($"http://127.0.0.1:{port}"), change: o => o.Clock = clock));

        var fault = await Clients.Refused(() => client.Sms.RescheduleAsync("sms_1", TestApp.Start));

        Assert.Equal((4, 0, null, false), (fault.Attempts, fault.Code, fault.StatusCode, fault.IsInDoubt));
        Assert.IsType<HttpRequestException>(fault.InnerException);
        Assert.Equal(3, clock.Waits.Count);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_after_the_time_of_a_try()
    {
        await using var script = new Script(o => (o.MaxRetries, o.TryTimeout) = (1, TimeSpan.FromSeconds(7)));

        var fault = await Clients.Refused(() => script.Send());

        Assert.Equal((2, "No answer came within 7 seconds.", true), (fault.Attempts, fault.Message, fault.IsInDoubt));
    }

    [Fact]
    public async Task The_limit_of_the_caller_s_own_connections_counts_as_no_answer()
    {
        await using var script = new Script();
        using var http = new HttpClient { Timeout = TimeSpan.FromMilliseconds(50) };
        using var client = new SendApiClient(http, Clients.Options(script.Root, change: o => o.MaxRetries = 0));

        var fault = await Clients.Refused(() => client.Sms.SendAsync("+447700900000", "Hello"));

        Assert.Equal(("No answer came in time.", true), (fault.Message, fault.IsInDoubt));
    }

    [Fact]
    public async Task A_caller_who_cancels_is_told_so_and_nothing_is_repeated()
    {
        await using var script = new Script();
        using var cancel = new CancellationTokenSource();

        var send = script.Client.Sms.SendAsync("+447700900000", "Hello", cancel.Token);
        await Eventually.IsTrue(() => Task.FromResult(script.Requests.Count == 1));
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => send);
        Assert.Single(script.Requests);
    }
}
