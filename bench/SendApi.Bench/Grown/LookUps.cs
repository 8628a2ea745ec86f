using System.Diagnostics;
using System.Net.Http.Headers;
using SendApi.Bench.Load;

namespace SendApi.Bench.Grown;

/// <summary>One kind of question to a grown store, asked many times with other values.</summary>
public sealed record LookUp(string Title, Func<long, string> Path);

/// <summary>Asks questions one after the other and tells how long the answers took.</summary>
public static class LookUps
{
    private const int Rounds = 300, WarmUp = 30;

    /// <summary>All questions, for a store with so many messages.</summary>
    public static IReadOnlyList<LookUp> Of(long messages) =>
    [
        new("one message", n => $"/v1/sms/status/{GrownStore.Id(n)}"),
        new("newest messages", _ => "/v1/sms/messages"),
        new("a page far inside, by cursor", n => $"/v1/sms/messages?cursor={GrownStore.Id(n)}"),
        new("messages to one recipient", n => $"/v1/sms/messages?to={Uri.EscapeDataString(GrownStore.Recipient(n))}"),
        new("a status that is rare (1%)", n => $"/v1/sms/messages?status=failed&cursor={GrownStore.Id(Math.Max(n, messages / 10))}"),
        new("a status that never occurs", n => $"/v1/sms/messages?status=canceled&cursor={GrownStore.Id(Math.Max(n, messages / 10))}"),
        new("a status that never occurs, with its count", _ => "/v1/sms/messages?status=canceled"),
        new("the usage of the period", _ => "/v1/account/usage"),
        new("the suppression list", _ => "/v1/suppressions"),
        new("one address on the suppression list", n => $"/v1/suppressions?address={Uri.EscapeDataString("+4915" + ((n * 7_919 % 1_000_000) + 100_000_000))}"),
    ];

    /// <summary>Asks with numbers spread over all messages; any answer but 200 fails the run.</summary>
    public static async Task<LatencyHistogram> Ask(LookUp lookUp, int port, string key, long messages, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var latencies = new LatencyHistogram();
        for (var i = 0; i < WarmUp + Rounds; i++)
        {
            var number = i * 104_729L % messages;
            var started = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(new Uri(lookUp.Path(number), UriKind.Relative), ct);
            var text = await answer.Content.ReadAsStringAsync(ct);
            if (!answer.IsSuccessStatusCode)
                throw new BenchFailure($"{lookUp.Path(number)} answered {(int)answer.StatusCode}: {text}");
            if (i >= WarmUp)
                latencies.Record((long)Stopwatch.GetElapsedTime(started).TotalNanoseconds);
        }

        return latencies;
    }
}
