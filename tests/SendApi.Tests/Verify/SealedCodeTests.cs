using SendApi.Core.Messages;
using SendApi.Tests.Processes;

namespace SendApi.Tests.Verify;

/// <summary>The person has the code, and nobody else: it is not in the store, not in an answer, not in an event.</summary>
public sealed class SealedCodeTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task The_carrier_gets_the_code_and_nothing_that_is_kept_ever_holds_it(string engine)
    {
        await using var carrier = await Carrier.Open();
        await using var app = await TestApp.Run(engine);
        await app.AddProvider(carrier.Port);

        var id = await Codes.Sent(app, key: app.LiveKey, more: ", \"length\": 8, \"brand_name\": \"Acme\"");
        var text = await Codes.Text(app, id);
        await app.Until(text.Id, "delivered", app.LiveKey);

        var words = Assert.Single(carrier.Taken);
        var code = Codes.In(words);
        Assert.Equal(8, code.Length);
        Assert.Equal(words.Replace(code, "********", StringComparison.Ordinal), text.Content);
        Assert.Equal("", await Holders(app, engine, code));
        Assert.Null((await Codes.Text(app, id)).Sealed);
        Assert.DoesNotContain(code, (await app.Get($"/v1/verify/status/{id}", app.LiveKey)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(code, (await app.Get("/v1/sms/messages", app.LiveKey)).Text, StringComparison.Ordinal);
        Assert.Equal("True", (await Codes.Check(app, id, code, app.LiveKey)).Data("valid"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Its_words_are_sealed_while_they_wait_and_gone_when_they_cannot_leave_any_more(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var down = await Carrier.Open();
        await app.AddProvider(down.Port);
        await down.DisposeAsync();

        var id = await Codes.Sent(app, key: app.LiveKey);
        var waiting = await Codes.Text(app, id);
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await app.Until(waiting.Id, "failed", app.LiveKey);

        Assert.StartsWith("****** ", waiting.Content, StringComparison.Ordinal);
        Assert.Null((await Codes.Text(app, id)).Sealed);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_canceled_one_is_taken_back_with_its_text(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var down = await Carrier.Open();
        await app.AddProvider(down.Port);
        await down.DisposeAsync();
        var id = await Codes.Sent(app, key: app.LiveKey);

        var canceled = await app.Post($"/v1/verify/{id}/cancellation", null, app.LiveKey);
        var again = await app.Post($"/v1/verify/{id}/cancellation", null, app.LiveKey);

        var text = await Codes.Text(app, id);
        Assert.Equal(("canceled", 409, 4090), (canceled.Data("status"), again.Status, again.Code));
        Assert.Equal((long)MessageStatus.Canceled, text.Status);
        Assert.Null(text.Sealed);
        Assert.Equal(4040, (await Codes.Check(app, id, "123456", app.LiveKey)).Code);
    }

    /// <summary>The tables in which a text stands anywhere.</summary>
    internal static Task<string> Holders(TestApp app, string engine, string text) => app.Db.Read(async s =>
    {
        var tables = await s.Query<string>(engine == Engines.Sqlite
            ? "SELECT name FROM sqlite_master WHERE type = 'table'"
            : "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()");
        var found = new List<string>();
        foreach (var table in tables)
        {
            var rows = await s.Query<dynamic>($"SELECT * FROM {table}");
            if (rows.Any(row => ((IDictionary<string, object>)row).Values.Any(v => $"{v}".Contains(text, StringComparison.Ordinal))))
                found.Add(table);
        }

        return string.Join(", ", found);
    }, default);
}
