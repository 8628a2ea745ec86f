using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SendApi.Server.Delivery;
using SendApi.Server.Events;
using SendApi.Server.Inbound;
using SendApi.Tests.Events;

namespace SendApi.Tests.Delivery;

/// <summary>Words go before messages do, where the settings ask for it, and a person who asks to be forgotten goes at once.</summary>
public sealed class ErasureTests
{
    private const string Person = "+447700900010", Other = "+447700900011", Number = "+447700900042";

    [Theory, ClassData(typeof(Engines))]
    public async Task The_words_go_and_then_the_people_and_what_waits_keeps_both(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Hooks.Add(app, "http://127.0.0.1:9", "sms.received");
        var old = (await app.Post("/v1/sms/send", $$"""{"to": "{{Person}}", "content": "Hello", "metadata": {"name": "Ada"} }""")).Data("id");
        await app.Until(old, "delivered");
        var written = await Write(app, "Hi there");
        var waiting = (await app.Post("/v1/sms/send", $$"""{"to": "{{Person}}", "content": "Later", "send_at": "2026-06-20T14:30:00Z"}""")).Data("id");
        var options = new RetentionOptions { Content = TimeSpan.FromDays(7), Recipients = TimeSpan.FromDays(30) };

        await Redact(app, TestApp.Start.AddDays(7), options);
        Assert.Equal("Hello", (await app.Get($"/v1/sms/status/{old}")).Data("content"));

        await Redact(app, TestApp.Start.AddDays(9), options);
        var redacted = await app.Get($"/v1/sms/status/{old}");
        Assert.Equal((Person, false), (redacted.Data("to"), redacted.Json.GetProperty("data").TryGetProperty("content", out _)));
        Assert.Equal(("", Person), (await app.Get($"/v1/sms/inbound/{written}")) is var text ? (text.Data("content"), text.Data("from")) : default);
        Assert.DoesNotContain("Hi there", await Events(app), StringComparison.Ordinal);

        await Redact(app, TestApp.Start.AddDays(32), options);
        redacted = await app.Get($"/v1/sms/status/{old}");
        Assert.Equal(("redacted", false), (redacted.Data("to"), redacted.Json.GetProperty("data").TryGetProperty("metadata", out _)));
        Assert.Equal("redacted", (await app.Get($"/v1/sms/inbound/{written}")).Data("from"));
        Assert.DoesNotContain(Person, await Events(app), StringComparison.Ordinal);
        Assert.Equal((Person, "Later"), (await app.Get($"/v1/sms/status/{waiting}")) is var kept ? (kept.Data("to"), kept.Data("content")) : default);
        Assert.Single(new RetentionOptions { Content = TimeSpan.FromMinutes(1) }.Validate(new(app)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_person_is_taken_out_of_everything_and_nobody_else_is(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Hooks.Add(app, "http://127.0.0.1:9", "sms.*");
        var (theirs, others) = (await app.SendSms(Person, "Dear Zelda"), await app.SendSms(Other, "Dear Bob"));
        await app.Until(theirs, "delivered");
        await app.Until(others, "delivered");
        await app.Post("/v1/sms/send", $$"""{"to": "{{Person}}", "content": "Once"}""", idempotencyKey: "once");
        await Write(app, "I am Zelda");
        var waiting = (await app.Post("/v1/sms/send", $$"""{"to": "{{Person}}", "content": "Later", "send_at": "2026-03-20T14:30:00Z"}""")).Data("id");

        Assert.True(await app.Db.Read(s => Erasure.Waiting(s, Person, null), default) > 0);
        await Eventually.IsTrue(async () => await app.Db.Read(s => Erasure.Waiting(s, Person, app.AccountId), default) == 1, clock: app.Clock);
        Assert.Equal(1, await app.Db.Write(s => Erasure.TakeBack(s, Person, null, 10, app.Clock.GetUtcNow()), default));
        Assert.Equal(3, await app.Db.Write(s => Erasure.Messages(s, Person, null, 10), default));
        Assert.Equal(0, await app.Db.Write(s => Erasure.Messages(s, Person, null, 10), default));
        Assert.Equal(1, await app.Db.Write(s => InboundErasure.Person(s, Person, null), default));
        Assert.True(await EventRedaction.Erase(app.Db, app.AccountId, 1, Person, default) > 0);
        Assert.Equal(0, await EventRedaction.EraseAnswers(app.Db, app.AccountId, 1, Person, default));
        Assert.Equal(1, await app.Db.Write(s => IdempotencyRecords.Redact(s, Person, app.AccountId), default));

        Assert.Equal(("redacted", "canceled"), (await app.Get($"/v1/sms/status/{waiting}")) is var gone ? (gone.Data("to"), gone.Data("status")) : default);
        Assert.Equal(("redacted", "delivered"), (await app.Get($"/v1/sms/status/{theirs}")) is var told ? (told.Data("to"), told.Data("status")) : default);
        Assert.Equal((Other, "Dear Bob"), (await app.Get($"/v1/sms/status/{others}")) is var bob ? (bob.Data("to"), bob.Data("content")) : default);
        Assert.Equal(0, (await app.Get("/v1/sms/inbound")).Json.GetProperty("data").GetArrayLength());
        foreach (var table in await app.Db.Read(Table.All, default))
            Assert.Equal((table.Name, 0L), (table.Name, await Mentions(app, table)));
    }

    /// <summary>In how many rows of a table the person stands, or what was said.</summary>
    private static Task<long> Mentions(TestApp app, Table table)
    {
        var texts = table.Columns.Where(c => !c.IsNumber).Select(c => $"{c.Name} LIKE '%{Person}%' OR {c.Name} LIKE '%Zelda%'").ToList();
        return texts.Count == 0 ? Task.FromResult(0L) : app.Db.Read(s => s.Number($"SELECT COUNT(*) FROM {table.Name} WHERE {string.Join(" OR ", texts)}"), default);
    }

    private static async Task<string> Write(TestApp app, string content) =>
        (await app.Post("/v1/sms/inbound/simulate", $$"""{"from": "{{Person}}", "to": "{{Number}}", "content": "{{content}}"}""")).Data("id");

    private static async Task<string> Events(TestApp app) => string.Join('\n', await app.Db.Read(s => s.Query<string>("SELECT data FROM events"), default));

    private static async Task Redact(TestApp app, DateTimeOffset now, RetentionOptions retention)
    {
        var clock = new FakeTimeProvider(now);
        using var redacting = new Redacting(app.Db, clock, Options.Create(retention), NullLogger<Redacting>.Instance);
        var writing = (InboundWriting)app.Services.GetService(typeof(InboundWriting))!;
        using var sweeper = new InboundSweeper(app.Db, writing, new(clock, Options.Create(new InboundOptions()), Options.Create(retention), NullLogger<InboundWriting>.Instance));
        var round = Task.WhenAll(redacting.Round(TestContext.Current.CancellationToken), sweeper.Sweep(TestContext.Current.CancellationToken));
        await Eventually.IsTrue(() => Task.FromResult(round.IsCompleted), clock: clock);
        await round;
    }
}
