using Microsoft.Extensions.DependencyInjection;
using SendApi.Server.Delivery;
using SendApi.Server.Providers;
using SendApi.Tests.Processes;

namespace SendApi.Tests.Delivery;

public sealed class FailoverTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task What_waits_for_a_carrier_that_is_down_goes_by_the_next_one_and_the_timeline_says_so(string engine)
    {
        await using var second = await Carrier.Open();
        await using var app = await TestApp.Run(engine);
        await app.AddProvider(port: 1, "first");
        var id = await app.SendSms("+447700900100", "To the first", app.LiveKey);
        await app.AddProvider(second.Port, "second");

        var done = await app.Until(id, "delivered", app.LiveKey);

        Assert.Equal("second", done.Data("provider"));
        Assert.Single(done.Events, e => e.GetProperty("type").GetString() == "rerouted" && e.GetProperty("next_provider").GetString() == "second" && e.GetProperty("reason").GetString() == "first is down");
        Assert.Equal("first is down", Assert.Single(done.Events, e => e.GetProperty("type").GetString() == "attempt").GetProperty("route").GetString());
        // From now on the first one is passed over at once.
        Assert.Equal("second", (await app.Until(await app.SendSms("+447700900100", "To the second", app.LiveKey), "delivered", app.LiveKey)).Data("provider"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_carrier_that_leaves_in_the_middle_gives_the_rest_to_the_next_and_nobody_gets_two(string engine)
    {
        var first = await Carrier.Open();
        await using var second = await Carrier.Open();
        await using var app = await TestApp.Run(engine);
        await app.AddProvider(first.Port, "first", ("window", "2"));
        await app.AddProvider(second.Port, "second", ("window", "2"));
        var ids = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            ids.Add(await app.SendSms($"+44770090{1_000 + i}", $"Number {i}", app.LiveKey));
            if (i == 20)
                await first.DisposeAsync();
        }

        var uncertain = 0;
        foreach (var id in ids)
            uncertain += (await Ended(app, id)).Data("status") == "uncertain" ? 1 : 0;

        var taken = first.Taken.Concat(second.Taken).ToList();
        Assert.Equal(taken.Count, taken.Distinct().Count());
        Assert.InRange(uncertain, 0, 2);
        Assert.InRange(taken.Count, ids.Count - uncertain, ids.Count);
        Assert.NotEmpty(second.Taken);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_route_leads_each_country_to_its_own_carrier_and_nowhere_else(string engine)
    {
        await using var british = await Carrier.Open();
        await using var german = await Carrier.Open();
        await using var app = await TestApp.Run(engine);
        await app.AddProvider(british.Port, "british");
        await app.AddProvider(german.Port, "german");
        await Route(app, "GB", "british");
        await Route(app, "+49", "german");
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("german", (await app.Until(await app.SendSms("+4915112345678", "Hallo", app.LiveKey), "delivered", app.LiveKey)).Data("provider"));
        Assert.Equal("british", (await app.Until(await app.SendSms("+447700900100", "Hello", app.LiveKey), "delivered", app.LiveKey)).Data("provider"));
        Assert.Equal(5001, (await app.Post("/v1/sms/send", """{"to": "+33612345678", "content": "Bonjour"}""", app.LiveKey)).Code);
        Assert.Equal((1, 1), (british.Taken.Count, german.Taken.Count));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_waited_for_a_provider_that_was_removed_goes_by_one_that_is_added(string engine)
    {
        await using var carrier = await Carrier.Open();
        await using var app = await TestApp.Run(engine);
        await app.AddProvider(port: 1, "gone");
        var id = await app.SendSms("+447700900100", "Waits", app.LiveKey);
        await app.Db.Write(s => ProviderRows.Remove(s, "gone"), default);
        await app.AddProvider(carrier.Port, "new");

        Assert.Equal("new", (await app.Until(id, "delivered", app.LiveKey)).Data("provider"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task One_time_codes_are_claimed_before_texts_and_texts_before_bulk(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false });
        foreach (var traffic in new[] { "bulk", "bulk", "transactional", "otp" })
        {
            Assert.Equal(traffic, (await app.Post("/v1/sms/send", $$"""{"to": "+447700900000", "content": "{{traffic}}", "traffic_class": "{{traffic}}"}""")).Data("traffic_class"));
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var now = app.Clock.GetUtcNow();
        var first = await app.Db.Write(s => Outbox.Claim(s, Queues.Test, 3, "lease_1", now, now.AddMinutes(1)), default);
        var rest = await app.Db.Write(s => Outbox.Claim(s, Queues.Test, 3, "lease_2", now, now.AddMinutes(1)), default);

        Assert.Equal(["otp", "transactional", "bulk"], first.Select(c => c.Message.Content));
        Assert.Equal(["bulk"], rest.Select(c => c.Message.Content));
        var unknown = await app.Post("/v1/sms/send", """{"to": "+447700900000", "content": "x", "traffic_class": "urgent"}""");
        Assert.Equal((4000, "traffic_class"), (unknown.Code, Assert.Single(unknown.Fields)));
    }

    [Fact]
    public async Task Recipients_that_make_the_simulator_fail_do_not_hold_up_the_other_test_messages()
    {
        await using var app = await TestApp.Run(Engines.Sqlite, o => o with { Configure = TestApp.Setting("Routing:CircuitFailures", "1") });
        await app.Until(await app.SendSms("+447700900007"), "uncertain");

        Assert.False(app.Services.GetRequiredService<Carriers>().Of(Queues.Test).IsOpen);
        await app.Until(await app.SendSms("+447700900100"), "delivered");
    }

    private static Task Route(TestApp app, string destination, string provider) =>
        app.Db.Write(s => RouteRows.Set(s, new(new CarrierRoute { Destination = destination, Priority = 1 }, provider), app.Clock.GetUtcNow()), default);

    private static async Task<Reply> Ended(TestApp app, string id)
    {
        Reply? last = null;
        await Eventually.IsTrue(async () => (last = await app.Get($"/v1/sms/status/{id}", app.LiveKey)).Data("status") is "delivered" or "uncertain" or "sent", () => last?.Text ?? "", app.Clock);
        return last!;
    }
}
