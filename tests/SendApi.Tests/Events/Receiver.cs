using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace SendApi.Tests.Events;

/// <summary>One delivery as an endpoint received it.</summary>
public sealed record Received(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonElement Json { get; } = JsonDocument.Parse(Body).RootElement;

    public string Event => Json.GetProperty("event").GetString()!;

    public string Id => Json.GetProperty("id").GetString()!;

    /// <summary>Whether it was answered with an error.</summary>
    public bool WasRefused { get; set; }

    public string Subject => Json.GetProperty("data").GetProperty("id").GetString()!;
}

/// <summary>A customer's endpoint: a real HTTP server on loopback that keeps what it receives and answers as it is told.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _received = [];

    private Receiver(WebApplication app) => _app = app;

    /// <summary>What it answers; 200 without a body at first.</summary>
    public Func<Received, HttpContext, Task> Answers { get; set; } = (_, _) => Task.CompletedTask;

    public string Url => _app.Urls.First();

    public IReadOnlyList<Received> All => [.. _received];

    public IReadOnlyList<string> Events => [.. _received.Select(r => r.Event)];

    public static async Task<Receiver> Start(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port, l => l.Protocols = HttpProtocols.Http1));
        var receiver = new Receiver(builder.Build());
        receiver._app.MapPost("/{**path}", receiver.Receive);
        await receiver._app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>From now on answers with this status.</summary>
    public void AnswersWith(int status, string body = "", int? retryAfter = null) => Answers = async (_, http) =>
    {
        http.Response.StatusCode = status;
        if (retryAfter is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await http.Response.WriteAsync(body);
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Receive(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var received = new Received(http.Request.Path, http.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()), body.ToArray());
        _received.Enqueue(received);
        await Answers(received, http);
    }
}
