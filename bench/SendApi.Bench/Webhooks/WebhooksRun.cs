using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SendApi.Bench.Load;
using SendApi.Bench.Processes;
using SendApi.Bench.Smpp;

namespace SendApi.Bench.Webhooks;

/// <summary>How much is sent in which part of a run. Each text gives two events: sent and delivered.</summary>
public sealed record WebhooksPlan(int WarmUp, int Burst, int EventsPerSecond, TimeSpan Steady, int Endpoints);

/// <summary>What one run came to.</summary>
/// <param name="Steady">From the event to its arrival at the one endpoint, at the steady rate.</param>
/// <param name="AllWell">The same over several endpoints that answer, with as many deliveries a second in all.</param>
/// <param name="HalfDead">The same over the same endpoints, beside as many that are dead.</param>
public sealed record WebhookFigures(string Engine, Latency Steady, double PerSecond, Latency AllWell, Latency HalfDead, int Events, int Lost, int Doubled);

/// <summary>One run on one engine: live texts over SMPP, receipts, and what a customer's endpoints hear of them.</summary>
public sealed class WebhooksRun(Workbench bench, WebhooksPlan plan, EventReceiver receiver, int port, string key) : IDisposable
{
    private const string First = "/first";

    /// <summary>How often the endpoints are measured with the dead ones switched off and then on.</summary>
    private const int Turns = 3;

    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}"), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
    private int _sent;

    public static async Task<WebhookFigures> Measure(Workbench bench, string engine, WebhooksPlan plan, CancellationToken ct)
    {
        await using var smsc = await SmscProcess.Start(bench, TimeSpan.FromMilliseconds(20), ct);
        await using var receiver = await EventReceiver.Start(ct);
        var (server, port, key) = await DeliveringServer.Start(bench, engine == "postgres" ? await bench.NewDatabase(ct) : null, smsc.Port, DeliveringServer.Window, ct);
        await using var stopping = server;
        using var run = new WebhooksRun(bench, plan, receiver, port, key);
        return await run.Measure(engine, ct);
    }

    public void Dispose() => _http.Dispose();

    private async Task<WebhookFigures> Measure(string engine, CancellationToken ct)
    {
        var first = await AddWebhook(receiver.Url + First, ct);
        await Send(plan.WarmUp, null, [First], ct);
        var steady = await Steady([First], plan.EventsPerSecond, ct);

        var (before, began) = (receiver.Count(First), Stopwatch.GetTimestamp());
        await Send(plan.Burst, null, [First], ct);
        var perSecond = (receiver.Count(First) - before) / Stopwatch.GetElapsedTime(began).TotalSeconds;
        await RemoveWebhook(first, ct);

        string[] well = [.. Enumerable.Range(1, plan.Endpoints).Select(n => $"/well-{n}")];
        foreach (var path in well)
            await AddWebhook(receiver.Url + path, ct);
        // Half of the dead take a connection and never answer, half take none.
        var dead = new List<string>();
        for (var n = 1; n <= plan.Endpoints; n++)
            dead.Add(await AddWebhook(n % 2 == 0 ? $"{receiver.Url}/dead-{n}" : $"http://127.0.0.1:{Workbench.FreePort()}/dead-{n}", ct));

        // In turns, so that what the machine does meanwhile meets both alike.
        List<(long, long)> allWell = [], halfDead = [];
        for (var turn = 0; turn < Turns; turn++)
        {
            await Switch(dead, false, ct);
            allWell.AddRange(await Steady(well, plan.EventsPerSecond / plan.Endpoints, ct));
            await Switch(dead, true, ct);
            halfDead.AddRange(await Steady(well, plan.EventsPerSecond / plan.Endpoints, ct));
        }

        var all = receiver.By(First).Concat(well.SelectMany(receiver.By)).ToList();
        var expected = 2 * (plan.WarmUp + plan.Burst + Texts(plan.EventsPerSecond) + (2 * Turns * plan.Endpoints * Texts(plan.EventsPerSecond / plan.Endpoints)));
        return new(engine, Latency.Of(steady), perSecond, Latency.Of(allWell), Latency.Of(halfDead), all.Count, expected - all.Count, all.Sum(a => a.Times - 1));
    }

    private int Texts(double eventsPerSecond) => (int)(eventsPerSecond * plan.Steady.TotalSeconds / 2);

    /// <summary>Sends at a steady rate and gives the moments that events happened and came, without those of the first two seconds.</summary>
    private async Task<List<(long From, long To)>> Steady(string[] paths, double eventsPerSecond, CancellationToken ct)
    {
        var since = TimeProvider.System.GetUtcNow().AddSeconds(2);
        await Send(Texts(eventsPerSecond), eventsPerSecond / 2, paths, ct);
        return [.. paths.SelectMany(receiver.By).Where(a => a.Happened >= since).Select(a => (1L, 1 + (long)((a.Came - a.Happened).TotalSeconds * Stopwatch.Frequency)))];
    }

    private async Task Switch(List<string> webhooks, bool on, CancellationToken ct)
    {
        foreach (var id in webhooks)
        {
            using var content = new StringContent(on ? """{"is_active": true}""" : """{"is_active": false}""", Encoding.UTF8, "application/json");
            using var answer = await _http.PutAsync(new Uri($"/v1/webhooks/{id}", UriKind.Relative), content, ct);
            if (!answer.IsSuccessStatusCode)
                throw new BenchFailure($"The webhook was not switched: {await answer.Content.ReadAsStringAsync(ct)}");
        }
    }

    /// <summary>Sends texts, as fast as 64 connections can or at a rate, and waits until every event of them came by every path, or nothing moves any more.</summary>
    private async Task Send(int texts, double? perSecond, string[] paths, CancellationToken ct)
    {
        var before = paths.ToDictionary(path => path, receiver.Count);
        var load = await bench.Load("sendapi", key, new LoadPlan([port], RequestTemplate.SendApi(port, key))
        {
            WarmUp = TimeSpan.Zero,
            Measured = TimeSpan.FromMinutes(3),
            MaxSends = texts,
            SendsPerSecond = perSecond,
            FirstSequence = _sent,
        }, ct);
        _sent += texts;
        if (load.Statuses.Values.Sum() is var answered && answered != texts)
            throw new BenchFailure($"Only {answered} of {texts} texts were taken.");

        var (last, moved) = (-1, Stopwatch.GetTimestamp());
        while (paths.Any(path => receiver.Count(path) < before[path] + (2 * texts)) && Stopwatch.GetElapsedTime(moved) < Standstill)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, ct);
            if (paths.Sum(receiver.Count) is var now && now != last)
                (last, moved) = (now, Stopwatch.GetTimestamp());
        }
    }

    private async Task<string> AddWebhook(string url, CancellationToken ct)
    {
        using var content = new StringContent($$"""{"url": "{{url}}", "events": ["sms.sent", "sms.delivered"]}""", Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri("/v1/webhooks", UriKind.Relative), content, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement.GetProperty("data").GetProperty("id").GetString() ?? ""
            : throw new BenchFailure($"The webhook was not made: {text}");
    }

    private async Task RemoveWebhook(string id, CancellationToken ct)
    {
        using var answer = await _http.DeleteAsync(new Uri($"/v1/webhooks/{id}", UriKind.Relative), ct);
        if (!answer.IsSuccessStatusCode)
            throw new BenchFailure($"The webhook was not deleted: {await answer.Content.ReadAsStringAsync(ct)}");
    }
}
