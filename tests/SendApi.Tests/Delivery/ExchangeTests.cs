using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SendApi.Server.Delivery;

namespace SendApi.Tests.Delivery;

/// <summary>The timeline of a message shows what travelled, for as long as it is kept, and never whose number it is or what was written.</summary>
public sealed class ExchangeTests
{
    private const string Person = "+447700900010", Words = "The parcel of Zelda";

    [Theory, ClassData(typeof(Engines))]
    public async Task An_attempt_shows_the_submit_and_its_answer_and_a_receipt_what_came(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await app.SendSms(Person, Words);

        var events = (await app.Until(id, "delivered")).Events;

        var attempt = Assert.Single(Exchanges(events, "attempt"));
        Assert.StartsWith("submit_sm\n", attempt.GetProperty("sent").GetString(), StringComparison.Ordinal);
        Assert.Contains("ESME_ROK\nmessage_id=", attempt.GetProperty("received").GetString(), StringComparison.Ordinal);
        var receipt = Assert.Single(Exchanges(events, "receipt"));
        Assert.False(receipt.TryGetProperty("sent", out _));
        Assert.Contains("stat:DELIVRD", receipt.GetProperty("received").GetString(), StringComparison.Ordinal);
        var kept = string.Concat(await app.Db.Read(s => s.Query<string>("SELECT data FROM exchanges"), default));
        foreach (var gone in new[] { Person[1..], "Zelda" })
            Assert.DoesNotContain(gone, kept, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_whatsapp_message_shows_its_own(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await WhatsApp.Sessions.Connected(app);
        var id = (await app.Post("/v1/whatsapp/send", $$"""{"to": "{{Person}}", "content": "{{Words}}"}""")).Data("id");

        JsonElement[] events = [];
        await Eventually.IsTrue(async () => Exchanges(events = [.. (await app.Get($"/v1/whatsapp/messages/{id}")).Json.GetProperty("data").GetProperty("events").EnumerateArray()], "receipt").Count > 0, clock: app.Clock);

        Assert.Contains("\"text\":\"(words)\"", Assert.Single(Exchanges(events, "attempt")).GetProperty("sent").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Words, string.Concat(Exchanges(events, "receipt")), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task They_go_after_their_time_and_the_timeline_stays(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var id = await app.SendSms(Person, Words);
        await app.Until(id, "delivered");

        await Forget(app, TestApp.Start.AddDays(29), new RetentionOptions());
        Assert.Equal(2, await Count(app));
        await Forget(app, TestApp.Start.AddDays(31), new RetentionOptions());

        Assert.Equal(0, await Count(app));
        var events = (await app.Until(id, "delivered")).Events;
        Assert.Equal((0, 0, 4), (Exchanges(events, "attempt").Count, Exchanges(events, "receipt").Count, events.Length));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_is_erased_leaves_none_behind_and_others_keep_theirs(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.Until(await app.SendSms(Person, Words), "delivered");
        var other = await app.SendSms("+447700900011", Words);
        await app.Until(other, "delivered");

        await app.Db.Write(s => Erasure.Messages(s, Person, null, 10), default);

        Assert.Equal(2, await Count(app));
        Assert.Single(Exchanges((await app.Until(other, "delivered")).Events, "attempt"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_does_not_want_them_keeps_none(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Configure = TestApp.Setting("Delivery:KeepExchanges", "false") });

        var events = (await app.Until(await app.SendSms(Person, Words), "delivered")).Events;

        Assert.Equal((0, 0, 0), (Exchanges(events, "attempt").Count, Exchanges(events, "receipt").Count, await Count(app)));
    }

    [Fact]
    public void They_are_never_kept_longer_than_the_words_the_recipients_or_the_message()
    {
        var now = TestApp.Start;

        Assert.Equal(now.AddDays(-30), new RetentionOptions().ExchangesBefore(now));
        Assert.Equal(now.AddDays(-7), new RetentionOptions { Content = TimeSpan.FromDays(7) }.ExchangesBefore(now));
        Assert.Equal(now.AddDays(-3), new RetentionOptions { Exchanges = TimeSpan.Zero, Recipients = TimeSpan.FromDays(3) }.ExchangesBefore(now));
        Assert.Equal(now.AddDays(-400), new RetentionOptions { Exchanges = TimeSpan.Zero }.ExchangesBefore(now));
        Assert.Null(new RetentionOptions { Exchanges = TimeSpan.Zero, Messages = TimeSpan.Zero }.ExchangesBefore(now));
        Assert.Single(new RetentionOptions { Exchanges = TimeSpan.FromMinutes(1) }.Validate(new(now)));
    }

    private static IReadOnlyList<JsonElement> Exchanges(IEnumerable<JsonElement> events, string type) =>
        [.. events.Where(e => e.GetProperty("type").GetString() == type && e.TryGetProperty("exchanges", out _)).SelectMany(e => e.GetProperty("exchanges").EnumerateArray())];

    private static async Task<long> Count(TestApp app) => await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM exchanges"), default);

    private static async Task Forget(TestApp app, DateTimeOffset now, RetentionOptions options)
    {
        var clock = new FakeTimeProvider(now);
        using var forgetting = new Forgetting(app.Db, clock, Options.Create(options), NullLogger<Forgetting>.Instance);
        var round = forgetting.Forget(TestContext.Current.CancellationToken);
        await Eventually.IsTrue(() => Task.FromResult(round.IsCompleted), clock: clock);
        await round;
    }
}
