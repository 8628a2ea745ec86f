using Microsoft.Extensions.DependencyInjection;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Delivery;
using SendApi.Tests.Events;

namespace SendApi.Tests.Inbound;

/// <summary>What people write to the account's numbers, from the carrier to the API.</summary>
public sealed class InboundTests
{
    private const string Person = "+447700900010", Number = "+447700900042";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_text_is_listed_looked_at_and_told_of(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await using var receiver = await Receiver.Start();
        await Hooks.Add(app, receiver.Url, "sms.received", app.LiveKey);

        await Bring(app, "Hello", providerId: "in-1");
        await Bring(app, "Hello", providerId: "in-1");
        await Bring(app, "Hello again", from: "447700900011");

        var all = (await app.Get("/v1/sms/inbound", app.LiveKey)).Json;
        Assert.Equal(2, all.GetProperty("meta").GetProperty("total").GetInt64());
        Assert.Equal("Hello again", all.GetProperty("data")[0].GetProperty("content").GetString());
        var id = (await app.Get($"/v1/sms/inbound?from={Person}&to={Uri.EscapeDataString(Number)}&from_date=2026-03-09", app.LiveKey)).Json.GetProperty("data")[0].GetProperty("id").GetString();
        var one = await app.Get($"/v1/sms/inbound/{id}", app.LiveKey);
        Assert.Equal((Person, Number, "Hello", "", "carrier"), (one.Data("from"), one.Data("to"), one.Data("content"), one.Data("keyword"), one.Data("provider")));
        Assert.Equal(0, (await app.Get("/v1/sms/inbound?to_date=2026-03-08", app.LiveKey)).Json.GetProperty("data").GetArrayLength());
        Assert.Equal((404, 404), ((await app.Get($"/v1/sms/inbound/{id}")).Status, (await app.Get("/v1/sms/inbound/inb_0", app.LiveKey)).Status));
        Assert.Equal(["from", "per_page"], (await app.Get($"/v1/sms/inbound?from={new string('1', 33)}&per_page=0", app.LiveKey)).Fields);

        await Hooks.Until(app, receiver, 2);
        Assert.Equal("Hello", receiver.All.Single(r => r.Subject == id).Json.GetProperty("data").GetProperty("content").GetString());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_long_text_is_put_together_once_from_parts_in_any_order(string engine)
    {
        await using var app = await TestApp.Run(engine);

        await Bring(app, "\uDE00!", new(7, 2, 2));
        await Bring(app, "\uDE00!", new(7, 2, 2));
        await Bring(app, "Hi \uD83D", new(7, 2, 1));
        await Bring(app, "Hi \uD83D", new(7, 2, 1));
        Assert.Equal(["Hi 😀!"], await Contents(app));

        // The phone's count came round.
        await Bring(app, "Second ", new(7, 2, 1));
        await Bring(app, "time", new(7, 2, 2));
        Assert.Equal(["Second time", "Hi 😀!"], await Contents(app));

        await Bring(app, "Only the end", new(8, 3, 3));
        app.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(2, (await Contents(app)).Length);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await Eventually.IsTrue(async () => (await Contents(app)).Length == 3, clock: app.Clock);
        var given = (await app.Get("/v1/sms/inbound", app.LiveKey)).Json.GetProperty("data").EnumerateArray().Single(t => t.GetProperty("content").GetString() == "Only the end");
        Assert.Equal((3, false), (given.GetProperty("parts").GetInt32(), given.GetProperty("is_complete").GetBoolean()));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_writes_stop_gets_nothing_more_from_that_number_until_start(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var waiting = (await Send(app, Number, """, "send_at": "2026-03-10T00:00:00Z" """)).Data("id");

        var stop = await Write(app, " Stop. ");
        Assert.Equal("stop", stop.Data("keyword"));
        var answer = await app.Until(stop.Data("reply_id"), "delivered");
        Assert.Equal((Person, Number), (answer.Data("to"), answer.Data("sender_id")));
        Assert.Contains("START", answer.Data("content"), StringComparison.Ordinal);

        var canceled = await app.Get($"/v1/sms/status/{waiting}");
        Assert.Equal(("canceled", "the recipient wrote STOP"), (canceled.Data("status"), canceled.Events[^1].GetProperty("reason").GetString()));
        var refused = await Send(app, Number.TrimStart('+'));
        Assert.Equal((Errors.RecipientSuppressed.Number, "to"), (refused.Code, refused.Fields.Single()));
        Assert.Contains(Number, refused.Message, StringComparison.Ordinal);
        Assert.Equal(Errors.RecipientSuppressed.Number, (await app.Post("/v1/sms/send", $$"""{"to": "{{Person}}", "content": "Hello"}""")).Code);
        Assert.Equal(201, (await Send(app, "+447700900043")).Status);
        var explained = await app.Post("/v1/explain", $$"""{"endpoint": "sms/send", "to": "{{Person}}", "content": "Hello"}""");
        Assert.Equal("False", explained.Data("would_send"));

        Assert.Equal("", (await Write(app, "STOP")).Data("reply_id"));
        app.Clock.Advance(TimeSpan.FromHours(25));
        Assert.StartsWith(Ids.Sms, (await Write(app, "STOP")).Data("reply_id"), StringComparison.Ordinal);

        Assert.StartsWith(Ids.Sms, (await Write(app, "start")).Data("reply_id"), StringComparison.Ordinal);
        Assert.Equal(201, (await Send(app, Number)).Status);
        Assert.StartsWith(Ids.Sms, (await Write(app, "HELP")).Data("reply_id"), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_text_that_was_being_tried_when_the_person_wrote_stop_is_not_tried_again(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false });
        var id = (await Send(app, Number)).Data("id");
        var now = app.Clock.GetUtcNow();
        await app.Db.Write(s => Outbox.Claim(s, Queues.Test, 1, "lease_1", now, now.AddMinutes(1)), default);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await Write(app, "STOP");
        await app.Db.Write(s => s.Execute("UPDATE outbox SET lease_token = NULL, due_at = @due WHERE message_id = @id", new { id, due = now.ToMicros() }), default);

        await using var worker = await TestApp.Run(app.Location, o => o with { Api = false, Clock = app.Clock });

        Assert.Contains("wrote STOP", (await app.Until(id, "failed")).Data("error"), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_answer_that_there_is_no_credit_for_is_not_sent_and_the_stop_counts(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true });
        var shop = await app.Account("shop", "Enterprise");
        var key = await app.Key("admin", isTest: false, account: shop);
        Assert.Equal(201, (await app.Post($"/v1/admin/accounts/{shop}/numbers", $$"""{"number": "{{Number}}"}""", app.LiveKey)).Status);

        await Bring(app, "STOP");

        Assert.Equal("", (await app.Get("/v1/sms/inbound", key)).Json.GetProperty("data")[0].GetProperty("reply_id").ToString());
        Assert.Equal(0, (await app.Get("/v1/sms/messages", key)).Json.GetProperty("data").GetArrayLength());
        await app.TopUp(shop, 1_000_000);
        Assert.Equal(Errors.RecipientSuppressed.Number, (await app.Post("/v1/sms/send", $$"""{"to": "{{Person}}", "content": "Hello", "from": "{{Number}}"}""", key)).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_text_to_a_number_that_is_nobodys_is_kept_for_who_gets_the_number(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true });
        var shop = await app.Account("shop");
        await Bring(app, "STOP");
        await Bring(app, "Hello", to: "62626");

        Assert.Equal(2, (await app.Get("/v1/admin/inbound", app.LiveKey)).Json.GetProperty("data").GetArrayLength());
        Assert.Equal(0, (await app.Get("/v1/sms/inbound", app.LiveKey)).Json.GetProperty("data").GetArrayLength());
        var numbers = $"/v1/admin/accounts/{shop}/numbers";
        var added = await app.Post(numbers, $$"""{"number": "{{Number}}"}""", app.LiveKey);
        Assert.Equal((201, "1"), (added.Status, added.Data("assigned")));
        Assert.Equal(200, (await app.Post(numbers, $$"""{"number": "{{Number}}"}""", app.LiveKey)).Status);

        var key = await app.Key("admin", isTest: false, account: shop);
        Assert.Equal(("stop", ""), (await app.Get("/v1/sms/inbound", key)).Json.GetProperty("data")[0] is var text ? (text.GetProperty("keyword").GetString(), text.GetProperty("reply_id").ToString()) : default);
        Assert.Equal(Errors.RecipientSuppressed.Number, (await app.Post("/v1/sms/send", $$"""{"to": "{{Person}}", "content": "Hello"}""", key)).Code);

        Assert.Equal(Errors.Conflict.Number, (await app.Post($"/v1/admin/accounts/{app.AccountId}/numbers", $$"""{"number": "{{Number}}"}""", app.LiveKey)).Code);
        Assert.Equal(["number", "provider"], (await app.Post(numbers, """{"number": "abc", "provider": "nobody"}""", app.LiveKey) is var wrong ? wrong.Fields : []));
        Assert.Equal(404, (await app.Post("/v1/admin/accounts/acct_0/numbers", """{"number": "62626"}""", app.LiveKey)).Status);
        Assert.Equal(Number, (await app.Get("/v1/admin/numbers", app.LiveKey)).Json.GetProperty("data")[0].GetProperty("number").GetString());
        Assert.Equal((404, 200, 404), ((await app.Delete($"/v1/admin/numbers/{Number}?provider=nobody", app.LiveKey)).Status,
            (await app.Delete($"/v1/admin/numbers/{Number}", app.LiveKey)).Status, (await app.Delete($"/v1/admin/numbers/{Number}", app.LiveKey)).Status));
    }

    [Fact]
    public async Task A_simulated_text_is_refused_where_it_cannot_be()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        const string path = "/v1/sms/inbound/simulate";

        Assert.Equal(["from", "to", "content"], (await app.Post(path, "{}")).Fields);
        Assert.Equal(Errors.InvalidPhone.Number, (await app.Post(path, $$"""{"from": "0712", "to": "{{Number}}", "content": "Hi"}""")).Code);
        Assert.Equal(Errors.InvalidSender.Number, (await app.Post(path, $$"""{"from": "{{Person}}", "to": "?", "content": "Hi"}""")).Code);
        Assert.Equal(Errors.InsufficientScope.Number, (await app.Post(path, $$"""{"from": "{{Person}}", "to": "{{Number}}", "content": "Hi"}""", app.LiveKey)).Code);
    }

    /// <summary>A carrier brings a text to a live number.</summary>
    private static Task Bring(TestApp app, string content, InboundPart? part = null, string from = "447700900010", string to = "447700900042", string? providerId = null)
    {
        // Ids sort by whole milliseconds.
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return app.Services.GetRequiredService<CarrierSinks>().Inbound(new InboundText("carrier", providerId, from, to, content, part), TestContext.Current.CancellationToken);
    }

    private static async Task<Reply> Write(TestApp app, string content)
    {
        var written = await app.Post("/v1/sms/inbound/simulate", $$"""{"from": "{{Person}}", "to": "{{Number}}", "content": "{{content}}"}""");
        Assert.True(written.Status == 201, written.Text);
        return written;
    }

    private static Task<Reply> Send(TestApp app, string sender, string more = "") =>
        app.Post("/v1/sms/send", $$"""{"to": "{{Person}}", "content": "Hello", "sender_id": "{{sender}}"{{more}}}""");

    private static async Task<string?[]> Contents(TestApp app) =>
        [.. (await app.Get("/v1/sms/inbound", app.LiveKey)).Json.GetProperty("data").EnumerateArray().Select(t => t.GetProperty("content").GetString())];
}
