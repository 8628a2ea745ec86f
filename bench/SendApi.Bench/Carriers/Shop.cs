using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SendApi.Bench.Load;
using SendApi.Bench.Processes;
using SendApi.Proof.Processes;

namespace SendApi.Bench.Carriers;

/// <summary>One server with its carriers, and a customer who sends by it.</summary>
public sealed class Shop : IAsyncDisposable
{
    private readonly HttpClient _http;

    private Shop(ChildProcess server, int port, string key, string folder, string? store)
    {
        (Server, Port, Key, Folder, Store) = (server, port, key, folder, store);
        _http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")), Timeout = TimeSpan.FromMinutes(3) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public ChildProcess Server { get; }

    public int Port { get; }

    public string Key { get; }

    public string Folder { get; }

    public string? Store { get; }

    /// <param name="carriers">The providers in the order of their choice, each with its settings.</param>
    /// <param name="fill">What is done with the store before the server starts.</param>
    public static async Task<Shop> Open(Workbench bench, string engine, IReadOnlyList<(string Name, int Port, string Setting)> carriers, Func<string, string?, Task>? fill, CancellationToken ct)
    {
        var (folder, store) = (bench.NewFolder("shop"), engine == "postgres" ? await bench.NewDatabase(ct) : null);
        var program = new SendApiProgram(folder, store);
        var key = await program.CreateKey(isTest: false, ct);
        foreach (var (name, carrier, setting) in carriers)
        {
            var added = await program.Run(["providers", "add", "smpp", "--name", name, "--set", "host=127.0.0.1", "--set", $"port={carrier.ToString(CultureInfo.InvariantCulture)}",
                "--set", "system_id=bench", "--set", "password=bench", "--set", setting], ct);
            if (added.Code != 0)
                throw new BenchFailure(added.Error);
        }

        if (fill is not null)
            await fill(folder, store);
        var port = Workbench.FreePort();
        var server = program.Serve(port, "api,worker", bench.ServerCpus);
        await server.WaitUntil(token => SendApiProgram.Answers(port, "/readyz", token), ct);
        return new Shop(server, port, key, folder, store);
    }

    public async Task<JsonElement> Post(string path, string json, CancellationToken ct)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), body, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement.GetProperty("data") : throw new BenchFailure($"{path} answered {text}");
    }

    /// <summary>How many messages have a status now.</summary>
    public async Task<int> Count(string status, CancellationToken ct)
    {
        var (found, cursor) = (0, "");
        while (true)
        {
            using var answer = JsonDocument.Parse(await _http.GetStringAsync(new Uri($"/v1/sms/messages?status={status}&per_page=100{cursor}", UriKind.Relative), ct));
            found += answer.RootElement.GetProperty("data").GetArrayLength();
            if (answer.RootElement.GetProperty("meta").GetProperty("next_cursor").GetString() is not { } next)
                return found;
            cursor = $"&cursor={next}";
        }
    }

    /// <summary>Sends as fast as 64 connections can.</summary>
    public async Task Send(Workbench bench, int messages, CancellationToken ct)
    {
        var load = await bench.Load("sendapi", Key, new LoadPlan([Port], RequestTemplate.SendApi(Port, Key)) { WarmUp = TimeSpan.Zero, Measured = TimeSpan.FromMinutes(3), MaxSends = messages }, ct);
        if (load.Statuses.Values.Sum() is var taken && taken != messages)
            throw new BenchFailure($"Only {taken} of {messages} were taken.");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }
}
