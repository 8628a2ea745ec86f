using SendApi.Core;
using SendApi.Server.Ledger;
using SendApi.Server.Wiring;
using SendApi.Tests.Docs;
using SendApi.Tests.WhatsApp;

namespace SendApi.Tests.Settling;

/// <summary>What becomes of messages that may have left: by rule, and by the operator's hand.</summary>
public sealed class UncertainTests
{
    private const string List = "/v1/admin/uncertain";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_code_is_sent_once_more_when_the_operator_chose_that_and_everything_else_is_held(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Configure = TestApp.Setting("Uncertain:Otp:Action", "resend") });
        var code = (await app.Post("/v1/sms/send", """{"to": "+447700900007", "content": "1234", "traffic_class": "otp"}""")).Data("id");
        var other = await app.SendSms("+447700900007");
        await app.Until(code, "uncertain");
        await app.Until(other, "uncertain");

        app.Clock.Advance(TimeSpan.FromSeconds(20));
        await Eventually.IsTrue(async () => Attempts(await app.Get($"/v1/sms/status/{code}"), "unknown") == 2, clock: app.Clock);
        app.Clock.Advance(TimeSpan.FromSeconds(60));
        await app.Until(await app.SendSms("+447700900000"), "delivered");

        var told = await app.Get($"/v1/sms/status/{code}");
        Assert.Equal(("uncertain", 2), (told.Data("status"), Attempts(told, "unknown")));
        Assert.Single(told.Events, e => e.GetProperty("type").GetString() == "resent");
        Assert.Equal(1, Attempts(await app.Get($"/v1/sms/status/{other}"), "unknown"));
        Assert.Equal(Errors.Conflict.Number, (await app.Post($"/v1/sms/messages/{code}/cancellation", null)).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_operator_settles_them_by_hand_and_each_is_paid_once_or_given_back(string engine)
    {
        await using var app = await TestApp.Run(engine, Simulated);
        var shop = await app.Account("shop", "Enterprise");
        var key = await app.Key("admin", isTest: false, account: shop);
        await app.TopUp(shop, 1_000_000);
        var (arrived, lost, again, refused) = (await Uncertain(app, key), await Uncertain(app, key), await Uncertain(app, key), await Uncertain(app, key, "+447700900002"));

        Assert.Equal([refused, again, lost, arrived], (await app.Get($"{List}?account_id={shop}&traffic_class=transactional&from_date=2026-03-09", app.LiveKey))
            .Json.GetProperty("data").EnumerateArray().Select(m => m.GetProperty("id").GetString()));
        foreach (var (id, way) in new[] { (arrived, "delivered"), (lost, "failed"), (again, "resend"), (refused, "resend") })
            Assert.Equal((200, way), (await Settle(app, id, way) is var settled ? (settled.Status, settled.Data("settled_as")) : default));

        var paid = await app.Until(arrived, "delivered", key);
        Assert.Equal(("settled", "delivered"), (paid.Events[^1].GetProperty("type").GetString(), paid.Events[^1].GetProperty("outcome").GetString()));
        await app.Until(lost, "failed", key);
        await app.Until(again, "delivered", key);
        // That it is refused now does not tell whether it had left before.
        await Eventually.IsTrue(async () => Attempts(await app.Get($"/v1/sms/status/{refused}", key), "rejected") == 1, clock: app.Clock);
        Assert.Equal("uncertain", (await app.Get($"/v1/sms/status/{refused}", key)).Data("status"));

        var books = await app.Db.Read(s => Books.Balances(s, shop), default);
        Assert.Equal((2 * 45_000, 45_000), (books[Book.Spent], books[Book.Reserved]));
        Assert.Null((await app.Db.Snapshot(s => Audit.Run(s, _ => { }), default)).Difference);

        Assert.Equal(404, (await Settle(app, arrived, "failed")).Status);
        Assert.Equal("as", Assert.Single((await Settle(app, refused, "lost")).Fields));
        Assert.Equal("traffic_class", Assert.Single((await app.Get($"{List}?traffic_class=fast", app.LiveKey)).Fields));
        app.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(Errors.Conflict.Number, (await Settle(app, refused, "resend")).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task One_of_WhatsApp_is_settled_by_hand_and_never_sent_again(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Configure = TestApp.Setting("Uncertain:Transactional:Action", "resend") });
        var session = await Sessions.Connected(app);
        var arrived = await Sessions.Sent(app, "+447700900007");
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var lost = await Sessions.Sent(app, "+447700901007");
        foreach (var id in new[] { arrived, lost })
            await Sessions.MessageUntil(app, id, "uncertain");
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await Sessions.Until(app, session, "connected");
        await Sessions.MessageUntil(app, await Sessions.Sent(app), "delivered");

        Assert.Empty((await app.Get(List, app.LiveKey)).Json.GetProperty("data").EnumerateArray());
        var listed = (await app.Get($"{List}?channel=whatsapp", app.LiveKey)).Json.GetProperty("data");
        Assert.Equal([lost, arrived], listed.EnumerateArray().Select(m => m.GetProperty("id").GetString()));
        Assert.Equal(("whatsapp.uncertain", true, false), (listed[0].GetProperty("object").GetString(), listed[0].GetProperty("is_spent").GetBoolean(), listed[0].GetProperty("is_queued").GetBoolean()));
        var again = await Settle(app, lost, "resend");
        Assert.Equal((Errors.Conflict.Number, "as"), (again.Code, Assert.Single(again.Fields)));
        Assert.Equal(200, (await Settle(app, arrived, "delivered")).Status);
        Assert.Equal(200, (await Settle(app, lost, "failed")).Status);
        var (first, second) = (await app.Get($"/v1/whatsapp/messages/{arrived}"), await app.Get($"/v1/whatsapp/messages/{lost}"));
        Assert.Equal(("delivered", "failed"), (first.Data("status"), second.Data("status")));
        Assert.Equal((1, 1), (Attempts(first, "unknown"), Attempts(second, "unknown")));
        Assert.Empty((await app.Get($"{List}?channel=whatsapp", app.LiveKey)).Json.GetProperty("data").EnumerateArray());
        Assert.Equal("channel", Assert.Single((await app.Get($"{List}?channel=email", app.LiveKey)).Fields));
    }

    private static ServeOptions Simulated(ServeOptions options) => options with { LiveToSimulator = true };

    private static Task<Reply> Settle(TestApp app, string id, string way) => app.Post($"{List}/{id}/settlement", $$"""{"as": "{{way}}"}""", app.LiveKey);

    private static int Attempts(Reply message, string outcome) =>
        message.Events.Count(e => e.GetProperty("type").GetString() == "attempt" && e.GetProperty("outcome").GetString() == outcome);

    private static async Task<string> Uncertain(TestApp app, string key, string to = "+447700900100")
    {
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var sent = await app.Post("/v1/sms/send", $$"""{"to": "{{to}}", "content": "Hello", "send_at": "2026-03-10T00:00:00Z"}""", key);
        Assert.True(sent.Status == 201, sent.Text);
        return await Examples.Uncertain(app, sent.Data("id"));
    }
}
