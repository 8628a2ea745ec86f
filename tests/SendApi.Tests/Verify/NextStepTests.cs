using SendApi.Core.Messages;
using SendApi.Tests.Events;

namespace SendApi.Tests.Verify;

/// <summary>A code whose text does not arrive goes another way: as the same code, once, and not longer than it is of use.</summary>
public sealed class NextStepTests
{
    /// <summary>The first carrier loses texts to these; the second one delivers every text.</summary>
    private const string Undeliverable = "+447700900001", Refused = "+447700900002", Silent = "+447700900004", OtherSilent = "+447700901004", Fine = "+447700900100";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_text_that_was_not_delivered_is_followed_by_one_of_another_carrier_with_the_same_code(string engine)
    {
        await using var shop = await StepShop.Open(engine);
        var id = await Codes.Sent(shop.App, Undeliverable, shop.App.LiveKey, ", \"length\": 8");

        await shop.Until(() => shop.Second.Taken.Count == 1);
        var code = Codes.In(Assert.Single(shop.First.Taken));
        var state = await shop.Delivered(id);

        Assert.Equal(code, Codes.In(Assert.Single(shop.Second.Taken)));
        Assert.Equal(("sms", "second"), (state.Data("channel"), state.Json.GetProperty("data").GetProperty("delivery").GetProperty("provider").GetString()));
        var step = Assert.Single(state.Events, e => e.GetProperty("type").GetString() == "next_channel");
        Assert.Equal(("sms", "The text was not delivered."), (step.GetProperty("channel").GetString(), step.GetProperty("reason").GetString()));
        Assert.Equal(["first", "second"], state.Events.Where(e => e.GetProperty("type").GetString() == "attempt").Select(e => e.GetProperty("provider").GetString()));
        Assert.Equal("", await SealedCodeTests.Holders(shop.App, engine, code));
        Assert.Equal((null, null, null), await shop.Kept(id));
        Assert.Equal("True", (await Codes.Check(shop.App, id, code, shop.App.LiveKey)).Data("valid"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Without_a_receipt_in_its_time_the_code_goes_another_way_and_is_sealed_until_then(string engine)
    {
        await using var shop = await StepShop.Open(engine);
        var id = await Codes.Sent(shop.App, Silent, shop.App.LiveKey);
        var first = (await Codes.Text(shop.App, id)).Id;
        await shop.App.Until(first, "sent", shop.App.LiveKey);

        var code = Codes.In(Assert.Single(shop.First.Taken));
        var kept = await shop.Kept(id);
        Assert.Equal((code, "sms"), (shop.Open(kept.Sealed!), kept.Steps));
        Assert.Equal("", await SealedCodeTests.Holders(shop.App, engine, code));
        await shop.Look();
        Assert.Empty(shop.Second.Taken);

        await shop.Until(() => shop.Second.Taken.Count == 1);
        Assert.Equal(code, Codes.In(Assert.Single(shop.Second.Taken)));
        var state = await shop.Delivered(id);
        Assert.NotEqual(first, state.Data("message_id"));
        Assert.Equal("No receipt came within 5 seconds.", Assert.Single(state.Events, e => e.GetProperty("type").GetString() == "next_channel").GetProperty("reason").GetString());
        Assert.InRange(shop.App.Clock.GetUtcNow() - TestApp.Start, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_silence_of_a_carrier_that_never_confirmed_a_code_says_nothing(string engine)
    {
        await using var shop = await StepShop.Open(engine, confirms: false);
        await Codes.Sent(shop.App, Silent, shop.App.LiveKey);
        await shop.Until(() => shop.First.Taken.Count == 1);
        await shop.Pass(TimeSpan.FromSeconds(10));
        Assert.Empty(shop.Second.Taken);

        var confirmed = await Codes.Sent(shop.App, Fine, shop.App.LiveKey);
        await shop.Delivered(confirmed);
        await shop.Until(async () => await shop.App.Db.Read(s => s.Number("SELECT COUNT(*) FROM code_carriers"), default) == 1);
        await Codes.Sent(shop.App, OtherSilent, shop.App.LiveKey);

        await shop.Until(() => shop.Second.Taken.Count == 1);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_receipt_in_time_ends_it_and_the_sealed_code_is_gone_at_once(string engine)
    {
        await using var shop = await StepShop.Open(engine);
        var id = await Codes.Sent(shop.App, Fine, shop.App.LiveKey);
        await shop.App.Until((await Codes.Text(shop.App, id)).Id, "delivered", shop.App.LiveKey);

        await shop.Look();
        Assert.Equal((null, null, null), await shop.Kept(id));
        await shop.Pass(TimeSpan.FromSeconds(8));

        Assert.Empty(shop.Second.Taken);
        Assert.Single(await Codes.Texts(shop.App, id));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_64_parallel_looks_one_takes_the_step(string engine)
    {
        await using var shop = await StepShop.Open(engine);
        var id = await Codes.Sent(shop.App, Silent, shop.App.LiveKey);
        await shop.App.Until((await Codes.Text(shop.App, id)).Id, "sent", shop.App.LiveKey);
        await shop.App.Db.Write(s => s.Execute("UPDATE messages SET updated_at = 0 WHERE verification_id = @id", new { id }), default);
        await shop.App.Db.Write(s => s.Execute("UPDATE verifications SET look_at = 0 WHERE id = @id", new { id }), default);

        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => shop.Look()));

        await shop.Until(() => shop.Second.Taken.Count == 1);
        Assert.Equal(2, (await Codes.Texts(shop.App, id)).Count);
        await shop.Delivered(id);
        Assert.Single(shop.Second.Taken);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_was_verified_meanwhile_takes_no_step(string engine)
    {
        await using var shop = await StepShop.Open(engine);
        var id = await Codes.Sent(shop.App, Silent, shop.App.LiveKey);
        await shop.App.Until((await Codes.Text(shop.App, id)).Id, "sent", shop.App.LiveKey);

        Assert.Equal("True", (await Codes.Check(shop.App, id, Codes.In(shop.First.Taken.Single()), shop.App.LiveKey)).Data("valid"));

        Assert.Equal((null, null, null), await shop.Kept(id));
        await shop.Pass(TimeSpan.FromSeconds(8));
        Assert.Empty(shop.Second.Taken);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Near_the_end_of_the_codes_time_no_step_is_taken(string engine)
    {
        await using var shop = await StepShop.Open(engine, within: "00:00:50");
        var id = await Codes.Sent(shop.App, Silent, shop.App.LiveKey, ", \"ttl\": 60");
        await shop.App.Until((await Codes.Text(shop.App, id)).Id, "sent", shop.App.LiveKey);

        await shop.Pass(TimeSpan.FromSeconds(52));
        await shop.Look();

        Assert.Equal((null, null, null), await shop.Kept(id));
        await shop.Pass(TimeSpan.FromSeconds(10));
        Assert.Empty(shop.Second.Taken);
        Assert.Equal("expired", (await shop.State(id)).Data("status"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Without_another_carrier_the_step_is_passed_over_and_the_failure_told_once(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var shop = await StepShop.Open(engine, hasSecond: false);
        await Hooks.Add(shop.App, receiver.Url, key: shop.App.LiveKey);
        var id = await Codes.Sent(shop.App, Refused, shop.App.LiveKey);

        await shop.Until(() => receiver.All.Count > 0);
        await shop.Pass(TimeSpan.FromSeconds(8));

        var told = receiver.All.DistinctBy(r => r.Id).Single();
        Assert.Equal(("verify.failed", "undeliverable"), (told.Event, told.Json.GetProperty("data").GetProperty("reason").GetString()));
        var passed = Assert.Single((await shop.State(id)).Events, e => e.GetProperty("type").GetString() == "channel_passed_over");
        Assert.Equal("No other carrier that works takes texts to this number.", passed.GetProperty("reason").GetString());
        Assert.Equal((null, null, null), await shop.Kept(id));
        Assert.Equal("pending", (await shop.State(id)).Data("status"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Each_text_that_left_is_told_of_and_the_failure_after_the_last_one(string engine)
    {
        await using var receiver = await Receiver.Start();
        await using var app = await TestApp.Run(engine);
        await Hooks.Add(app, receiver.Url);
        var lost = await Codes.Sent(app, Undeliverable);

        await Hooks.Until(app, receiver, 3);
        await Eventually.IsTrue(async () => (await app.Get($"/v1/verify/status/{lost}")).Events.Length >= 6, clock: app.Clock);

        Assert.Equal(["verify.sent", "verify.sent", "verify.failed"], receiver.All.DistinctBy(r => r.Id).Select(r => r.Event));
        Assert.Equal(2, (await Codes.Texts(app, lost)).Count);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_simulator_loses_the_first_text_of_a_test_code_and_delivers_the_second(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Configure = TestApp.Setting("Verify:ReceiptWithin", "00:00:05") });
        foreach (var (to, reason) in new[] { ("+447700900012", "No receipt came within 5 seconds."), ("+447700900013", "The text was not delivered.") })
        {
            var id = await Codes.Sent(app, to);
            var code = await Codes.Shown(app, id);

            Reply? state = null;
            await Eventually.IsTrue(async () => (state = await app.Get($"/v1/verify/status/{id}")).Events.Any(e => e.GetProperty("type").GetString() == "next_channel")
                && state.Json.GetProperty("data").GetProperty("delivery").GetProperty("status").GetString() == "delivered", () => state?.Text ?? "", app.Clock, TimeSpan.FromSeconds(90), TimeSpan.FromMilliseconds(50));

            Assert.Equal(reason, state!.Events.Single(e => e.GetProperty("type").GetString() == "next_channel").GetProperty("reason").GetString());
            Assert.Equal(code, await Codes.Shown(app, id));
            Assert.Equal("True", (await Codes.Check(app, id, code)).Data("valid"));
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_step_that_cannot_be_paid_is_passed_over_and_the_first_text_stays(string engine)
    {
        await using var shop = await StepShop.Open(engine);
        var account = await shop.App.Account("poor", "Starter");
        var key = await shop.App.Key("admin", isTest: false, account: account);
        await shop.App.TopUp(account, 60_000);
        var id = await Codes.Sent(shop.App, Silent, key);

        await shop.Until(async () => await shop.App.Db.Read(s => s.Number("SELECT COUNT(*) FROM verification_events WHERE type = 'channel_passed_over'"), default) == 1);

        var state = await shop.App.Get($"/v1/verify/status/{id}", key);
        Assert.Equal("It was refused: sms_balance_low (4021).", state.Events.Single(e => e.GetProperty("type").GetString() == "channel_passed_over").GetProperty("reason").GetString());
        Assert.Empty(shop.Second.Taken);
        Assert.Equal((long)MessageStatus.Sent, Assert.Single(await Codes.Texts(shop.App, id)).Status);
        Assert.Equal("True", (await Codes.Check(shop.App, id, Codes.In(shop.First.Taken.Single()), key)).Data("valid"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_second_text_costs_as_the_first_did_and_counts_as_no_further_code(string engine)
    {
        await using var shop = await StepShop.Open(engine);
        var account = await shop.App.Account("shop", "Starter");
        var key = await shop.App.Key("admin", isTest: false, account: account);
        await shop.App.TopUp(account, 1_000_000);
        await shop.App.SetPlan("Starter", "otp_quota = 1");
        var id = await Codes.Sent(shop.App, Undeliverable, key);
        await shop.Until(() => shop.Second.Taken.Count == 1);

        var texts = await Codes.Texts(shop.App, id);
        var usage = (await shop.App.Get("/v1/account/usage", key)).Json.GetProperty("data");

        Assert.Equal(1, usage.GetProperty("usage").GetProperty("otp").GetProperty("sent").GetInt32());
        Assert.True(texts[0].Price > 0 && texts[0].Price == texts[1].Price);
        Assert.Equal((2, 1), (texts.Count, await shop.App.Db.Read(s => s.Number("SELECT COUNT(*) FROM verify_windows"), default)));
        var window = await shop.App.Db.Read(s => s.First<string>("SELECT entries FROM verify_windows"), default);
        Assert.Single(window!.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_text_that_has_not_left_is_taken_back_for_the_next_one_and_a_cancellation_takes_that_back_too(string engine)
    {
        // Neither carrier is there, and neither counts as down for an hour.
        await using var app = await TestApp.Run(engine, o => o with { Configure = StepShop.Settings(("Verify:ReceiptWithin", "00:00:05"), ("Routing:FailoverAfter", "01:00:00")) });
        await app.AddProvider(port: 1, "first");
        await app.AddProvider(port: 1, "second");
        var id = await Codes.Sent(app, Fine, app.LiveKey);

        await Eventually.IsTrue(async () => (await Codes.Texts(app, id)).Count == 2, clock: app.Clock, patience: TimeSpan.FromSeconds(90), step: TimeSpan.FromMilliseconds(50));
        var texts = await Codes.Texts(app, id);
        Assert.Equal(((long)MessageStatus.Canceled, (string?)null), (texts[0].Status, texts[0].Sealed));
        Assert.Equal("It had not left after 5 seconds.", (await app.Get($"/v1/verify/status/{id}", app.LiveKey)).Events.Single(e => e.GetProperty("type").GetString() == "next_channel").GetProperty("reason").GetString());

        await Eventually.IsTrue(async () => (await app.Post($"/v1/verify/{id}/cancellation", null, app.LiveKey)).Status is 200 or 409, clock: app.Clock);
        await Eventually.IsTrue(async () => (await Codes.Texts(app, id))[1].Status == (long)MessageStatus.Canceled, clock: app.Clock);
        Assert.All(await Codes.Texts(app, id), t => Assert.Null(t.Sealed));
        Assert.Equal(0, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM outbox"), default));
    }
}
