using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SendApi.Simulator.Waha;

namespace SendApi.Tests.Processes;

/// <summary>The simulated WhatsApp gateway behind a socket of its own: it outlives the server, calls it where it was told to, and remembers what it took.</summary>
internal sealed class GatewayStand : IAsyncDisposable
{
    public const string Key = "gateway key";

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly ConcurrentDictionary<string, SimulatedPhone> _phones = [];
    private WebApplication? _host;
    private string _hookUrl = "", _hookKey = "";

    private GatewayStand()
    {
        Simulator = new GatewaySimulator(new(session => Task.FromResult(_phones.GetValueOrDefault(session)), Put, new(_ => Task.FromResult<IReadOnlyList<SimulatedGroup>>([]), (_, _) => Task.CompletedTask, (_, _) => Task.CompletedTask)), new(Key, "told by each session", "", Call), TimeProvider.System);
    }

    public GatewaySimulator Simulator { get; }

    public string Url => _host?.Urls.First() ?? "";

    /// <summary>The words that it was asked to send, as often as it was asked.</summary>
    public ConcurrentQueue<string> Taken { get; } = [];

    public static async Task<GatewayStand> Open()
    {
        var stand = new GatewayStand();
        stand._host = await Loopback.Host(stand.Pass);
        return stand;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        Simulator.Dispose();
    }

    private Task Put(string session, SimulatedPhone? phone)
    {
        if (phone is null)
            _phones.TryRemove(session, out _);
        else
            _phones[session] = phone;
        return Task.CompletedTask;
    }

    private async Task Pass(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        Note(http.Request.Path, body);
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        await Loopback.Pass(http, Simulator);
    }

    private void Note(string path, string body)
    {
        if (path == "/api/sessions" && body.Length > 0)
        {
            using var made = JsonDocument.Parse(body);
            var hook = made.RootElement.GetProperty("config").GetProperty("webhooks")[0];
            (_hookUrl, _hookKey) = (hook.GetProperty("url").GetString()!, hook.GetProperty("hmac").GetProperty("key").GetString()!);
        }

        if (path == "/api/sendText")
        {
            using var sent = JsonDocument.Parse(body);
            Taken.Enqueue(sent.RootElement.GetProperty("text").GetString()!);
        }
    }

    /// <summary>Signed with the key that the session was made with. What is not confirmed is brought again.</summary>
    private async Task<bool> Call(SimulatedCall call)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _hookUrl) { Content = new ByteArrayContent(call.Body) };
        request.Headers.TryAddWithoutValidation("X-Webhook-Hmac", Convert.ToHexStringLower(HMACSHA512.HashData(Encoding.UTF8.GetBytes(_hookKey), call.Body)));
        try
        {
            using var answer = await Http.SendAsync(request);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
