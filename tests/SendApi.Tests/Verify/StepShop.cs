using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SendApi.Server.Verify;
using SendApi.Simulator.Smsc;
using SendApi.Tests.Processes;

namespace SendApi.Tests.Verify;

/// <summary>A server with two carriers: the first one loses what is sent to some recipients.</summary>
internal sealed class StepShop : IAsyncDisposable
{
    private StepShop(TestApp app, Carrier first, Carrier second) => (App, First, Second) = (app, first, second);

    public TestApp App { get; }

    public Carrier First { get; }

    public Carrier Second { get; }

    public static async Task<StepShop> Open(string engine, string within = "00:00:05", bool hasSecond = true, bool confirms = true)
    {
        var shop = new StepShop(
            await TestApp.Run(engine, o => o with { Configure = TestApp.Setting("Verify:ReceiptWithin", within) }),
            await Carrier.Open(new SmscOptions { ReceiptDelay = TimeSpan.Zero }), await Carrier.Open());
        await shop.App.AddProvider(shop.First.Port, "first");
        if (hasSecond)
            await shop.App.AddProvider(shop.Second.Port, "second");
        if (confirms)
            await shop.App.Db.Write(s => s.Execute("INSERT INTO code_carriers (provider, confirmed_at) VALUES ('first', @now)", new { now = TestApp.Start.ToMicros() }), default);
        await shop.Until(() => shop.First.Connections > 0 && shop.Second.Connections > 0 == hasSecond);
        return shop;
    }

    /// <summary>One look of a follower of its own, beside the server's.</summary>
    public Task Look() => ActivatorUtilities.CreateInstance<CodeFollower>(App.Services).Look(TestContext.Current.CancellationToken);

    public Task Until(Func<bool> condition) => Until(() => Task.FromResult(condition()));

    public Task Until(Func<Task<bool>> condition) => Eventually.IsTrue(() =>
    {
        App.Clock.Advance(TimeSpan.FromMilliseconds(20));
        return condition();
    }, () => Happened().Result, App.Clock, TimeSpan.FromSeconds(90));

    /// <summary>Lets so much of the clock's time pass, a little at a time, so that the links live.</summary>
    public Task Pass(TimeSpan span)
    {
        var end = App.Clock.GetUtcNow() + span;
        return Until(() =>
        {
            App.Clock.Advance(TimeSpan.FromMilliseconds(100));
            return App.Clock.GetUtcNow() >= end;
        });
    }

    public static Action<WebApplicationBuilder> Settings(params (string Name, string Value)[] settings) => builder =>
    {
        foreach (var (name, value) in settings)
            TestApp.Setting(name, value)(builder);
    };

    /// <summary>What stands in all timelines, for who waits in vain.</summary>
    private async Task<string> Happened() => $"{First.Taken.Count} by the first, {Second.Taken.Count} by the second: " + string.Join("; ", await App.Db.Read(
        s => s.Query<string>("SELECT type || ' ' || data FROM (SELECT at, type, data FROM verification_events UNION ALL SELECT at, type, data FROM message_events) lines ORDER BY at"), default));

    public Task<Reply> State(string id) => App.Get($"/v1/verify/status/{id}", App.LiveKey);

    public async Task<Reply> Delivered(string id)
    {
        Reply? state = null;
        await Until(async () => (state = await State(id)).Json.GetProperty("data").GetProperty("delivery").GetProperty("status").GetString() == "delivered");
        return state!;
    }

    /// <summary>What is kept for further steps.</summary>
    public async Task<(string? Sealed, string? Steps, long? LookAt)> Kept(string id)
    {
        var row = await App.Db.Read(s => s.First<KeptRow>("SELECT sealed, steps, look_at FROM verifications WHERE id = @id", new { id }), default);
        return (row!.Sealed, row.Steps, row.LookAt);
    }

    public string Open(string text) => App.Services.GetRequiredService<Secrets>().Unseal(text);

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await First.DisposeAsync();
        await Second.DisposeAsync();
    }

    private sealed class KeptRow
    {
        public string? Sealed { get; init; }
        public string? Steps { get; init; }
        public long? LookAt { get; init; }
    }
}
