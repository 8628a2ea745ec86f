using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Tests.Processes;

namespace SendApi.Tests.Delivery;

public sealed class HandoverTests
{
    private const string Recipient = "+447700900000";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_message_taken_while_the_link_has_room_leaves_without_being_claimed(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.Until(await app.SendSms(Recipient), "delivered");
        await ForbidClaims(app);

        var done = await app.Until(await app.SendSms(Recipient), "delivered");

        Assert.Equal(["accepted", "queued", "attempt", "receipt"], done.Events.Select(e => e.GetProperty("type").GetString()!));
        Assert.Equal(1, done.Events[2].GetProperty("attempt").GetInt32());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_message_handed_over_is_leased_for_longer_than_its_send_may_take(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.Until(await app.SendSms(Recipient), "delivered");
        await ForbidClaims(app);

        var id = await app.SendSms("+447700900008");

        var due = await app.Db.Read(s => s.Number("SELECT due_at FROM outbox WHERE message_id = @id AND attempt = 1 AND lease_token IS NOT NULL", new { id }), default);
        var createdAt = await app.Db.Read(s => s.Number("SELECT created_at FROM messages WHERE id = @id", new { id }), default);
        Assert.True(Times.FromMicros(due) - Times.FromMicros(createdAt) >= TimeSpan.FromMinutes(1));
        Assert.Equal("sending", (await app.Get($"/v1/sms/status/{id}")).Data("status"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_message_behind_a_backlog_waits_its_turn(string engine)
    {
        await using var carrier = await Carrier.Open();
        await using var app = await TestApp.Run(engine);
        await app.AddProvider(carrier.Port, more: ("throttle_per_second", "10"));
        var texts = new List<string>();

        for (var n = 1; n <= 30; n++)
        {
            texts.Add($"Number {n}");
            await app.SendSms(Recipient, texts[^1], app.LiveKey);
            // From the second half on the link has room again and again, and those before are first.
            app.Clock.Advance(TimeSpan.FromMilliseconds(n < 15 ? 1 : 60));
        }

        await Eventually.IsTrue(() => Task.FromResult(carrier.Taken.Count == texts.Count), () => string.Join(", ", carrier.Taken), app.Clock);
        Assert.Equal(texts, carrier.Taken);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Through_a_narrow_window_each_client_keeps_its_order(string engine)
    {
        await using var carrier = await Carrier.Open();
        await using var app = await TestApp.Run(engine);
        await app.AddProvider(carrier.Port, more: ("window", "3"));

        await Task.WhenAll(Enumerable.Range(1, 8).Select(client => Task.Run(async () =>
        {
            for (var n = 1; n <= 15; n++)
            {
                await app.SendSms(Recipient, $"{client} {n}", app.LiveKey);
                app.Clock.Advance(TimeSpan.FromMilliseconds(1));
            }
        })));

        await Eventually.IsTrue(() => Task.FromResult(carrier.Taken.Count == 8 * 15), () => $"{carrier.Taken.Count}", app.Clock);
        foreach (var client in carrier.Taken.Select(text => text.Split(' ')).GroupBy(words => words[0], words => int.Parse(words[1])))
            Assert.Equal(Enumerable.Range(1, 15), client);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_refused_commit_gives_its_room_back(string engine)
    {
        await using var carrier = await Carrier.Open();
        await using var app = await TestApp.Run(engine);
        await app.AddProvider(carrier.Port, more: ("window", "2"));
        await app.Until(await app.SendSms(Recipient, "Before", app.LiveKey), "delivered", app.LiveKey);
        await ForbidClaims(app);
        await ForbidContent(app, "poison");

        for (var n = 0; n < 5; n++)
            Assert.Equal(500, (await app.Post("/v1/sms/send", $$"""{"to": "{{Recipient}}", "content": "poison"}""", app.LiveKey)).Status);

        await app.Until(await app.SendSms(Recipient, "After", app.LiveKey), "delivered", app.LiveKey);
        Assert.Equal(["Before", "After"], carrier.Taken);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task One_message_the_store_will_not_take_does_not_hold_up_those_it_shared_a_commit_with(string engine)
    {
        await using var carrier = await Carrier.Open();
        await using var app = await TestApp.Run(engine);
        await app.AddProvider(carrier.Port);
        await ForbidContent(app, "poison");

        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(n =>
            app.Post("/v1/sms/send", $$"""{"to": "{{Recipient}}", "content": "{{(n % 8 == 0 ? "poison" : $"Number {n}")}}"}""", app.LiveKey)));

        var taken = replies.Where(r => r.Status == 201).ToList();
        Assert.Equal(35, taken.Count);
        foreach (var reply in taken)
            await app.Until(reply.Data("id"), "delivered", app.LiveKey);
        Assert.Equal(35, carrier.Taken.Count);
        Assert.Equal(35, carrier.Taken.Distinct().Count());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_twins_under_one_idempotency_key_on_two_nodes_one_is_sent(string engine)
    {
        await using var carrier = await Carrier.Open();
        await using var app = await TestApp.Run(engine);
        await using var other = await TestApp.Run(app.Location, o => o with { Clock = app.Clock });
        await app.AddProvider(carrier.Port);
        await Eventually.IsTrue(() => Task.FromResult(other.Services.GetRequiredService<Links>().Live.Any()), clock: app.Clock);

        for (var n = 1; n <= 20; n++)
        {
            var (key, body) = ($"order-{n}", $$"""{"to": "{{Recipient}}", "content": "Number {{n}}"}""");
            var replies = await Task.WhenAll(app.Post("/v1/sms/send", body, app.LiveKey, key), other.Post("/v1/sms/send", body, app.LiveKey, key));
            Assert.All(replies, r => Assert.Equal(201, r.Status));
            Assert.Equal(replies[0].Data("id"), replies[1].Data("id"));
            await app.Until(replies[0].Data("id"), "delivered", app.LiveKey);
        }

        Assert.Equal(20, carrier.Taken.Count);
        Assert.Equal(20, carrier.Taken.Distinct().Count());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_node_without_a_worker_hands_nothing_over(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false });

        await app.SendSms(Recipient);

        Assert.Equal(1, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM outbox WHERE lease_token IS NULL AND attempt = 0"), default));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_message_for_later_is_queued_and_does_not_hold_up_a_fresh_one(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.Until(await app.SendSms(Recipient), "delivered");
        await ForbidClaims(app);

        await app.Post("/v1/sms/send", $$"""{"to": "{{Recipient}}", "content": "Later", "send_at": "{{app.Clock.GetUtcNow().AddHours(2):yyyy-MM-dd'T'HH:mm:ss'Z'}}"}""");

        await app.Until(await app.SendSms(Recipient), "delivered");
        Assert.Equal(1, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM outbox WHERE lease_token IS NULL AND attempt = 0"), default));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_was_leased_before_the_dispatcher_stops_is_sent_and_nothing_is_leased_after(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.Until(await app.SendSms(Recipient), "delivered");
        var handover = app.Services.GetRequiredService<Handover>();
        var row = await app.Db.Read(s => s.First<MessageRow>("SELECT * FROM messages"), default);
        using var commit = new AcceptCommit(handover, app.Clock.GetUtcNow());
        using var later = new AcceptCommit(handover, app.Clock.GetUtcNow());

        // A commit begins, the dispatcher is told to stop, another commit begins, and only then the first one ends.
        var entries = commit.Entries([Candidate(row! with { Id = SendApi.Core.Ids.New(SendApi.Core.Ids.Sms, app.Clock.GetUtcNow()) })]);
        var stopped = app.Services.GetServices<IHostedService>().OfType<Dispatcher>().Single().StopAsync(default);
        Assert.Null(Assert.Single(later.Entries([Candidate(row!)])).Lease);
        await app.Db.Write(s => s.Execute("INSERT INTO outbox (message_id, account_id, is_test, due_at, attempt, lease_token) VALUES (@MessageId, @AccountId, @World, @due, @Attempt, @Token)",
            new { entries[0].Lease!.MessageId, entries[0].Lease!.AccountId, entries[0].Lease!.World, due = entries[0].DueAt.ToMicros(), entries[0].Lease!.Attempt, entries[0].Lease!.Token }), default);
        Assert.False(stopped.IsCompleted);
        commit.Committed();
        await stopped.WaitAsync(TestContext.Current.CancellationToken);

        // Its answer was written down before the stop was over.
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM outbox"), default));
    }

    private static Candidate Candidate(MessageRow row) => new(row, new Account(row.AccountId, new Plan("Unlimited", 60), default), KeyLimits.None) { Route = new(Queues.Test) };

    private static Task ForbidClaims(TestApp app) => Forbid(app, "UPDATE", "outbox", "NEW.attempt > OLD.attempt");

    private static Task ForbidContent(TestApp app, string content) => Forbid(app, "INSERT", "messages", $"NEW.content = '{content}'");

    /// <summary>A rule of the database itself that the server knows nothing of: what breaks it fails.</summary>
    private static Task Forbid(TestApp app, string what, string table, string when) => app.Db.Write(async s =>
    {
        if (app.Location.Store is null)
            return await s.Execute($"CREATE TRIGGER no_{table} BEFORE {what} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, 'forbidden by the test'); END");

        await s.Execute($"CREATE FUNCTION no_{table}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''forbidden by the test''; END'");
        return await s.Execute($"CREATE TRIGGER no_{table} BEFORE {what} ON {table} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION no_{table}()");
    }, default);
}
