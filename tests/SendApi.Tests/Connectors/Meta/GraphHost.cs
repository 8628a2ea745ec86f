using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SendApi.Connectors.Meta;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;
using SendApi.Simulator.Meta;
using SendApi.Simulator.Waha;

namespace SendApi.Tests.Connectors.Meta;

/// <summary>One request that came to the place of the Graph API.</summary>
internal sealed record GraphRequest(string Line, string? Bearer, string? ContentType, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>A listener in the place of Meta's Graph API, and the client of it, over real HTTP.</summary>
internal sealed class GraphHost : IAsyncDisposable
{
    public const string Session = "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M", Number = "106540352242922", Business = "102290129340398", Token = "EAAJB-a-token", Hook = "https://sms.example.com/callbacks/meta/1";

    public static readonly CloudAccess Access = new(Number, Business, Token, "an app secret");

    private readonly WebApplication _app;

    private GraphHost(WebApplication app, CloudAccess? access, MediaSource? media)
    {
        _app = app;
        Gateway = new CloudGateway(
            new("meta", new Uri(Url + "/v23.0/"), (session, _) => Task.FromResult(session == Session ? access ?? Access : null), media ?? ((_, _) => Task.FromResult<Stream?>(null)))
            {
                Hook = _ => new(Hook, "verify me"),
            },
            TimeProvider.System);
    }

    public CloudGateway Gateway { get; }

    public string Url => _app.Urls.First();

    public ConcurrentQueue<GraphRequest> Requests { get; } = [];

    /// <summary>In place of a status: the connection is cut once the request was read.</summary>
    public const int Cut = 0;

    /// <param name="answer">What is answered to a request line such as <c>GET /v23.0/1?fields=id</c>.</param>
    public static Task<GraphHost> Start(Func<string, (int Status, string Body)> answer, CloudAccess? access = null, MediaSource? media = null) => Start(
        async (http, line) =>
        {
            var (status, body) = answer(line);
            if (status == Cut)
            {
                http.Abort();
                return;
            }

            http.Response.StatusCode = status;
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(body);
        }, access, media);

    public static Task<GraphHost> Start(int status, string body, CloudAccess? access = null, MediaSource? media = null) => Start(_ => (status, body), access, media);

    /// <summary>Passes requests on to the simulator as they came over the wire, and its answers back.</summary>
    public static Task<GraphHost> Start(CloudSimulator simulator, CloudAccess? access = null, MediaSource? media = null) => Start((http, _) => Loopback.Pass(http, simulator), access, media);

    /// <summary>A simulator that knows the one number, and keeps its calls.</summary>
    public static CloudSimulator Simulator(ConcurrentQueue<SimulatedCall> calls)
    {
        var kept = new ConcurrentDictionary<string, string>();
        return new CloudSimulator(
            new(id => Task.FromResult(kept.GetValueOrDefault(id)), (id, text) =>
            {
                if (text is null)
                    kept.TryRemove(id, out _);
                else
                    kept[id] = text;
                return Task.CompletedTask;
            }),
            new(id => Task.FromResult<IReadOnlyList<CloudAccess>>(id is Number or Business ? [Access] : []), call =>
            {
                calls.Enqueue(call);
                return Task.FromResult(true);
            }),
            TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        Gateway.Dispose();
        await _app.DisposeAsync();
    }

    private static async Task<GraphHost> Start(Func<HttpContext, string, Task> answer, CloudAccess? access, MediaSource? media)
    {
        GraphHost? host = null;
        var app = await Loopback.Host(async http =>
        {
            var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            http.Request.Body = new MemoryStream(body.ToArray());
            var line = $"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}";
            host?.Requests.Enqueue(new(line, http.Request.Headers.Authorization.ToString(), http.Request.ContentType, body.ToArray()));
            await answer(http, line);
        });
        return host = new GraphHost(app, access, media);
    }
}
