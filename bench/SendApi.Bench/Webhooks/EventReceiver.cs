using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace SendApi.Bench.Webhooks;

/// <summary>The endpoints of a run: one HTTP server on loopback that notes when each event came by each path. Paths that begin with /dead never answer.</summary>
public sealed class EventReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, Arrival>> _paths = [];

    private EventReceiver(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public static async Task<EventReceiver> Start(CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        var receiver = new EventReceiver(builder.Build());
        receiver._app.Run(receiver.Receive);
        await receiver._app.StartAsync(ct);
        return receiver;
    }

    /// <summary>What came by a path, by the event's id.</summary>
    public IReadOnlyCollection<Arrival> By(string path) => [.. Of(path).Values];

    public int Count(string path) => Of(path).Count;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private ConcurrentDictionary<string, Arrival> Of(string path) => _paths.GetOrAdd(path, _ => []);

    private async Task Receive(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        if (path.StartsWith("/dead", StringComparison.Ordinal))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        using var body = new MemoryStream(1_024);
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var now = TimeProvider.System.GetUtcNow();
        var (id, at) = Read(body.GetBuffer().AsSpan(0, (int)body.Length));
        Of(path).AddOrUpdate(id, _ => new Arrival(at, now, 1), (_, first) => first with { Times = first.Times + 1 });
    }

    /// <summary>The body begins with the id, the event's name and the time; what follows is not read.</summary>
    private static (string Id, DateTimeOffset At) Read(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        var (id, property) = ("", "");
        while (json.Read())
            if (json.TokenType == JsonTokenType.PropertyName)
                property = json.GetString();
            else if (json.TokenType == JsonTokenType.String && property == "id")
                id = json.GetString() ?? "";
            else if (json.TokenType == JsonTokenType.String && property == "timestamp")
                return (id, json.GetDateTimeOffset());
        throw new BenchFailure("A body without a timestamp was delivered.");
    }
}

/// <summary>One event at one endpoint: when it happened, when it came first, and how often it came.</summary>
public sealed record Arrival(DateTimeOffset Happened, DateTimeOffset Came, int Times);
