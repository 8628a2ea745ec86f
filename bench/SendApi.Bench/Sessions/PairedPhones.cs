using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace SendApi.Bench.Sessions;

/// <summary>Makes sessions over HTTP, lets their simulated phones scan, and sends through them.</summary>
internal sealed class PairedPhones : IDisposable
{
    private const int AtOnce = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient _http;
    private readonly List<string> _sessions = [];

    public PairedPhones(int port, string key)
    {
        _http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")), Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Makes so many sessions more, each scanned by its phone.</summary>
    public async Task Pair(int more, CancellationToken ct)
    {
        var made = new string[more];
        await Parallel.ForAsync(0, more, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (i, token) =>
        {
            made[i] = (await Post("/v1/whatsapp/sessions", new { name = "bench" }, token)).GetProperty("id").GetString() ?? "";
            await Post($"/v1/whatsapp/sessions/{made[i]}/simulate", new { action = "scan" }, token);
        });
        _sessions.AddRange(made);
    }

    /// <summary>A message through each.</summary>
    public Task SendThroughAll(CancellationToken ct) => Parallel.ForEachAsync(_sessions, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
        async (session, token) => await Post("/v1/whatsapp/send", new { session_id = session, to = "+447700900100", content = "Hello" }, token));

    /// <summary>Waits until so many sessions stand so; the answer is how many did at the end.</summary>
    public Task<int> Until(string status, int count, TimeSpan patience, CancellationToken ct) => Until("/v1/whatsapp/sessions?per_page=100", status, count, patience, ct);

    /// <summary>The same for messages that are delivered.</summary>
    public Task<int> UntilDelivered(int count, TimeSpan patience, CancellationToken ct) => Until("/v1/whatsapp/messages?per_page=100", "delivered", count, patience, ct);

    public void Dispose() => _http.Dispose();

    private async Task<int> Until(string path, string status, int count, TimeSpan patience, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var found = await Count(path, status, ct);
            if (found >= count || Stopwatch.GetElapsedTime(started) > patience)
                return found;
            await Task.Delay(Pause, TimeProvider.System, ct);
        }
    }

    private async Task<int> Count(string path, string status, CancellationToken ct)
    {
        for (var (found, cursor) = (0, ""); ;)
        {
            var page = await _http.GetFromJsonAsync<JsonElement>(path + cursor, ct);
            found += page.GetProperty("data").EnumerateArray().Count(one => one.GetProperty("status").GetString() == status);
            if (page.GetProperty("meta").GetProperty("next_cursor").GetString() is not { } next)
                return found;
            cursor = "&cursor=" + next;
        }
    }

    private async Task<JsonElement> Post(string path, object body, CancellationToken ct)
    {
        using var answer = await _http.PostAsJsonAsync(path, body, ct);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        return answer.IsSuccessStatusCode ? json.GetProperty("data") : throw new BenchFailure($"POST {path} was answered {(int)answer.StatusCode}.");
    }
}
