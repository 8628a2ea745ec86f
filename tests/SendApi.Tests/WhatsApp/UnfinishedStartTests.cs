using Microsoft.Extensions.DependencyInjection;
using SendApi.Server.WhatsApp;

namespace SendApi.Tests.WhatsApp;

/// <summary>A crash between the gateway and the store leaves nothing that nobody knows of.</summary>
public sealed class UnfinishedStartTests
{
    private const string Left = "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M";

    [Theory, ClassData(typeof(Engines))]
    public async Task What_a_crash_left_at_the_gateway_is_taken_back(string engine)
    {
        await using var app = await TestApp.Run(engine);
        // As a process would have left it that ended between the two.
        await UnfinishedStarts.Intend(app.Db, Left, 1, app.Clock.GetUtcNow());
        await app.Services.GetRequiredService<SessionGateways>().Linked(1).Start(Left, default);
        var made = await Sessions.Made(app);

        Assert.Equal([Left], await app.Db.Read(s => s.Query<string>("SELECT session_id FROM whatsapp_starts"), default));
        Assert.Equal(2, await Phones(app));
        app.Clock.Advance(TimeSpan.FromMinutes(11));

        await Eventually.IsTrue(async () => await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM whatsapp_starts"), default) == 0, clock: app.Clock);
        Assert.Equal(1, await Phones(app));
        await Sessions.Simulate(app, made, "scan");
        await Sessions.Until(app, made, "connected");
    }

    [Fact]
    public async Task One_that_is_still_being_started_is_left_alone()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        await UnfinishedStarts.Intend(app.Db, Left, 1, app.Clock.GetUtcNow());
        await app.Services.GetRequiredService<SessionGateways>().Linked(1).Start(Left, default);

        app.Clock.Advance(TimeSpan.FromMinutes(9));
        await app.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<UnfinishedStarts>().Single().Clear(default);

        Assert.Equal(1, await Phones(app));
    }

    private static Task<long> Phones(TestApp app) => app.Db.Read(s => s.Number("SELECT COUNT(*) FROM simulated_phones"), default);
}
