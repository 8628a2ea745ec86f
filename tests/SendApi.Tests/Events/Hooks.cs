using SendApi.Server.Events;

namespace SendApi.Tests.Events;

/// <summary>Makes webhooks and reads what became of their deliveries.</summary>
internal static class Hooks
{
    /// <summary>A webhook over the API; its id and its secret.</summary>
    public static async Task<(string Id, string Secret)> Add(TestApp app, string url, string events = "*", string? key = null)
    {
        var patterns = string.Join(", ", events.Split(' ').Select(e => $"\"{e}\""));
        var made = await app.Post("/v1/webhooks", $$"""{"url": "{{url}}", "events": [{{patterns}}]}""", key);
        Assert.True(made.Status == 201, made.Text);
        return (made.Data("id"), made.Data("secret"));
    }

    public static Task<List<DeliveryRow>> Deliveries(TestApp app, string webhook) =>
        app.Db.Read(s => DeliveryRows.List(s, webhook, null, null, (0, 100)), default);

    /// <summary>Waits until the webhook has so many deliveries of a status, while the clock goes on a little.</summary>
    public static async Task<List<DeliveryRow>> Until(TestApp app, string webhook, DeliveryStatus status, int count = 1)
    {
        List<DeliveryRow> found = [];
        await Eventually.IsTrue(async () => (found = (await Deliveries(app, webhook)).FindAll(d => d.ShownStatus == status)).Count == count,
            () => string.Join("; ", Deliveries(app, webhook).Result.Select(d => $"{d.Type} {d.ShownStatus} {d.Log}")), app.Clock);
        return found;
    }

    /// <summary>Waits until one of the webhook's deliveries was tried so often, while the clock goes on a little.</summary>
    public static async Task<DeliveryRow> UntilTried(TestApp app, string webhook, int times)
    {
        DeliveryRow? found = null;
        await Eventually.IsTrue(async () => (found = (await Deliveries(app, webhook)).Find(d => d.Attempts == times)) is not null, clock: app.Clock);
        return found!;
    }

    /// <summary>Waits until so much was received, while the clock goes on a little.</summary>
    public static Task Until(TestApp app, Receiver receiver, int count) =>
        Eventually.IsTrue(() => Task.FromResult(receiver.All.Count >= count), () => $"{receiver.All.Count} received", app.Clock);
}
