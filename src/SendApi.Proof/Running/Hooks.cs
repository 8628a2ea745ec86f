using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using SendApi.Proof.Judging;

namespace SendApi.Proof.Running;

/// <summary>A customer's endpoint through every fault: it refuses every tenth event at first, and knows afterwards what it was told of which text.</summary>
internal sealed class Hooks : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, List<ToldEvent>> _told = [];
    private readonly ConcurrentDictionary<string, bool> _ids = [];
    private long _received, _ended;

    private Hooks(WebApplication app) => _app = app;

    public Uri Url => new(new Uri(_app.Urls.First()), "/hook");

    /// <summary>Everything it was sent, refused or taken.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>How many texts it knows the end of.</summary>
    public long Ended => Interlocked.Read(ref _ended);

    /// <summary>What was taken of each text, in its order and as often as it came.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ToldEvent>> Told() => _told.ToDictionary(t => t.Key, t => (IReadOnlyList<ToldEvent>)t.Value);

    public static async Task<Hooks> Open(CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http1));
        var hooks = new Hooks(builder.Build());
        hooks._app.Run(hooks.Receive);
        await hooks._app.StartAsync(ct);
        return hooks;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Receive(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
        Interlocked.Increment(ref _received);
        var told = new ToldEvent(Text(body.RootElement, "event"), Text(body.RootElement, "id"));
        if (_ids.TryAdd(told.Id, true) && told.Id[^1] is '0' or '5' or 'A')
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        else
            Take(Text(body.RootElement.GetProperty("data"), "id"), told);
    }

    private void Take(string subject, ToldEvent told)
    {
        var events = _told.GetOrAdd(subject, static _ => []);
        lock (events)
        {
            if (told.Event is not "sms.sent" && !events.Contains(told))
                Interlocked.Increment(ref _ended);
            events.Add(told);
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
