using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SendApi.Server.Keys;

namespace SendApi.Tests.Keys;

/// <summary>Where a key may be used from, and when it was last used.</summary>
public sealed class KeyUseTests
{
    private const string Keys = "/v1/api-keys", Messages = "/v1/sms/messages";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_key_is_refused_outside_its_networks_and_the_address_is_named(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var inside = await Make(app, "\"10.0.0.0/8\", \"127.0.0.0/8\"");
        var outside = await Make(app, "\"10.0.0.0/8\", \"::/0\"");

        Assert.Equal(200, (await app.Get(Messages, inside.Data("key"))).Status);
        var refused = await app.Get(Messages, outside.Data("key"));
        Assert.Equal((403, 4030), (refused.Status, refused.Code));
        Assert.Contains("127.0.0.1", refused.Message, StringComparison.Ordinal);
        Assert.False(refused.Error.TryGetProperty("required_scope", out _));
    }

    [Fact]
    public async Task An_expired_key_is_4013_wherever_it_is_used()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var outside = await app.Post(Keys, """{"name": "k", "scopes": ["sms:read"], "networks": ["10.0.0.0/8"], "expires_at": "2026-03-09T14:31:00Z"}""");
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(4013, (await app.Get(Messages, outside.Data("key"))).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_last_use_is_written_in_batches_and_once_a_minute_at_most(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var (busy, other) = (await Make(app), await Make(app));

        await app.Get(Messages, busy.Data("key"));
        Assert.Equal("", await LastUsed(app, busy));
        await UntilUsed(app, busy);
        Assert.Equal("2026-03-09T14:30:00Z", await LastUsed(app, busy));

        // The other key's first use is written in a round that leaves the busy one alone.
        app.Clock.Advance(TimeSpan.FromSeconds(5));
        await app.Get(Messages, busy.Data("key"));
        await app.Get(Messages, other.Data("key"));
        await UntilUsed(app, other);
        Assert.Equal("2026-03-09T14:30:00Z", await LastUsed(app, busy));

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.IsTrue(async () => await LastUsed(app, busy) != "2026-03-09T14:30:00Z", clock: app.Clock);
        Assert.StartsWith("2026-03-09T14:30:", await LastUsed(app, busy), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_stop_writes_the_last_uses_that_still_wait(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var key = await Make(app);
        await app.Get(Messages, key.Data("key"));
        Assert.Equal("", await LastUsed(app, key));

        await app.Services.GetServices<IHostedService>().OfType<LastUses>().Single().StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal("2026-03-09T14:30:00Z", await LastUsed(app, key));
    }

    [Fact]
    public async Task A_refused_use_is_none()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var outside = await Make(app, "\"10.0.0.0/8\"");
        await app.Get(Messages, outside.Data("key"));

        await app.Services.GetServices<IHostedService>().OfType<LastUses>().Single().StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal("", await LastUsed(app, outside));
    }

    private static Task<Reply> Make(TestApp app, string networks = "") =>
        app.Post(Keys, $$"""{"name": "k", "scopes": ["sms:read"], "networks": [{{networks}}]}""");

    private static async Task<string> LastUsed(TestApp app, Reply key) => (await app.Get($"{Keys}/{key.Data("id")}")).Data("last_used_at");

    private static Task UntilUsed(TestApp app, Reply key) => Eventually.IsTrue(async () => await LastUsed(app, key) != "", clock: app.Clock);
}
