using SendApi.Core;

namespace SendApi.Tests.Providers;

/// <summary>Routes over HTTP: they are those that the command line sets.</summary>
public sealed class RouteTests
{
    private const string Path = "/v1/admin/routes";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_route_is_set_replaced_followed_and_removed(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.AddProviderToStore(2775, "carrier-a");
        await app.AddProviderToStore(2775, "carrier-b");

        var set = await app.Put(Path, """{"destination": " gb ", "provider": "carrier-b", "priority": 2, "weight": 3, "cost": "0.0125"}""", app.LiveKey);
        Assert.Equal((200, "GB", "carrier-b", "2", "3"), (set.Status, set.Data("destination"), set.Data("provider"), set.Data("priority"), set.Data("weight")));
        Assert.Equal("0.012500", set.Json.GetProperty("data").GetProperty("cost").GetProperty("amount").GetString());
        await app.Put(Path, """{"destination": "+44770", "provider": "carrier-a"}""", app.LiveKey);
        Assert.Equal("carrier-a", await Way(app, "+447700900100"));
        Assert.Equal("carrier-b", await Way(app, "+442079460000"));

        // What is left out goes back to its default, as the command line has it.
        var again = await app.Put(Path, """{"destination": "GB", "provider": "carrier-b"}""", app.LiveKey);
        Assert.Equal(("1", "1", ""), (again.Data("priority"), again.Data("weight"), again.Data("cost")));
        Assert.Equal(["+44770 carrier-a", "GB carrier-b"], await Listed(app));

        var removed = await app.Delete($"{Path}?destination=%2B44770&provider=carrier-a", app.LiveKey);
        Assert.Equal((200, "+44770", "carrier-a", "True"), (removed.Status, removed.Data("destination"), removed.Data("provider"), removed.Data("deleted")));
        Assert.Equal(["GB carrier-b"], await Listed(app));
        await app.Delete("/v1/admin/providers/carrier-b", app.LiveKey);
        Assert.Empty(await Listed(app));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_cannot_be_a_route_is_refused_by_its_field_and_sets_nothing(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await app.AddProviderToStore(2775);

        Assert.Equal(["destination", "provider"], (await app.Put(Path, "{}", app.LiveKey)).Fields.Order());
        foreach (var destination in new[] { "Britain", "+0447", "+12345678901234567", "447", "ZZ" })
            Assert.Equal((4000, "destination"), Named(await app.Put(Path, $$"""{"destination": "{{destination}}", "provider": "carrier"}""", app.LiveKey)));
        foreach (var (field, value) in new[] { ("priority", "0"), ("priority", "1001"), ("weight", "0"), ("cost", "\"-1\""), ("cost", "\"cheap\""), ("cost", "\"0.12345678\"") })
            Assert.Equal((4000, field), Named(await app.Put(Path, $$"""{"destination": "GB", "provider": "carrier", "{{field}}": {{value}}}""", app.LiveKey)));
        Assert.Equal((Errors.NotFound.Number, "provider"), Named(await app.Put(Path, """{"destination": "GB", "provider": "nobody"}""", app.LiveKey)));
        Assert.Empty(await Listed(app));

        Assert.Equal((4000, "destination"), Named(await app.Delete($"{Path}?provider=carrier", app.LiveKey)));
        Assert.Equal((4000, "provider"), Named(await app.Delete($"{Path}?destination=GB", app.LiveKey)));
        Assert.Equal((Errors.NotFound.Number, "provider"), Named(await app.Delete($"{Path}?destination=GB&provider=nobody", app.LiveKey)));
        Assert.Equal((Errors.NotFound.Number, "destination"), Named(await app.Delete($"{Path}?destination=GB&provider=carrier", app.LiveKey)));
    }

    private static async Task<string?> Way(TestApp app, string to)
    {
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var explained = await app.Post("/v1/explain", $$"""{"endpoint": "sms/send", "to": "{{to}}", "content": "Hello"}""", app.LiveKey);
        return explained.Json.GetProperty("data").GetProperty("route").GetProperty("provider").GetString();
    }

    private static async Task<string[]> Listed(TestApp app) => [.. (await app.Get(Path, app.LiveKey)).Json.GetProperty("data").EnumerateArray()
        .Select(r => $"{r.GetProperty("destination").GetString()} {r.GetProperty("provider").GetString()}")];

    private static (int Code, string Field) Named(Reply reply) => (reply.Code, Assert.Single(reply.Fields));
}
