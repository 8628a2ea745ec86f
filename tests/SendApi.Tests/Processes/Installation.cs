using System.Net.Http.Headers;
using System.Text;
using SendApi.Bench.Processes;
using SendApi.Proof.Processes;

namespace SendApi.Tests.Processes;

/// <summary>The published program on a store of its own, used as an operator does: its command line, its signals, HTTP.</summary>
public sealed class Installation : IAsyncDisposable
{
    private readonly SendApiProgram _program;
    private ChildProcess? _server;

    private Installation(StoreLocation location, SendApiProgram program)
    {
        Location = location;
        _program = program;
    }

    public StoreLocation Location { get; }

    /// <summary>Where the server listens; another port after every start.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1:1");

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(30) };

    public ChildProcess Server => _server ?? throw new InvalidOperationException("No server was started.");

    public static async Task<Installation> Fresh(string engine) => On(await Stores.Empty(engine));

    public static Installation On(StoreLocation location) => new(location, new SendApiProgram(location.Folder, location.Store));

    /// <summary>Runs a command on this store.</summary>
    public Task<Ended> Run(params string[] arguments) => _program.Run(arguments, Ct);

    /// <summary>Runs a command that must succeed and gives what it printed.</summary>
    public async Task<string> Must(params string[] arguments)
    {
        var ended = await Run(arguments);
        Assert.True(ended.Code == 0, $"{string.Join(' ', arguments)} ended with {ended.Code}: {ended.Error}");
        return ended.Output;
    }

    public Task<string> Key(params string[] options) => Must(["keys", "create", "--name", "a key", "--scopes", "admin", .. options]);

    public Task AddSmsc(int port, params string[] settings) => Must(
    [
        "providers", "add", "smpp", "--name", "smsc", .. ((string[])["host=127.0.0.1", $"port={port}", "system_id=test", "password=secret", .. settings])
            .SelectMany(s => (string[])["--set", s]),
    ]);

    /// <summary>Starts the server and waits until it may be sent to.</summary>
    public async Task Start(params (string Name, string Value)[] settings)
    {
        await Begin([], settings);
        await Server.WaitUntil(token => SendApiProgram.Answers(Url.Port, "/readyz", token), Ct);
    }

    /// <summary>Starts the server and waits only until it says where it listens.</summary>
    public async Task<string> Begin(string[] options, params (string Name, string Value)[] settings)
    {
        Launch(options, settings);
        return await Listens();
    }

    /// <summary>Starts the server and waits for nothing.</summary>
    public void Launch(string[] options, params (string Name, string Value)[] settings)
    {
        string[] urls = options.Contains("--urls") ? [] : ["--urls", "http://127.0.0.1:0"];
        _server = _program.Begin(["serve", .. urls, .. options], null, settings.Select(s => KeyValuePair.Create($"SENDAPI_{s.Name}", s.Value)));
    }

    /// <summary>Starts a server that cannot start, and gives how it ended.</summary>
    public async Task<Ended> Fail(string[] options, params (string Name, string Value)[] settings)
    {
        Launch(options, settings);
        return await Server.End(Ct);
    }

    /// <summary>Starts the program as a simulated carrier.</summary>
    public ChildProcess Simulator(params string[] options) => _program.Begin(["simulator", "smsc", .. options], null, []);

    /// <summary>Starts a command that goes on until it is stopped.</summary>
    public ChildProcess Command(params string[] arguments) => _program.Begin(arguments, null, []);

    /// <summary>Ends the server with SIGTERM and gives its exit code.</summary>
    public async Task<int> Stop()
    {
        Server.Terminate();
        return (await Server.End(Ct)).Code;
    }

    public Task<Reply> Get(string path, string key) => Send(new HttpRequestMessage(HttpMethod.Get, path), key);

    public Task<Reply> SendSms(string key, string content, string? idempotencyKey = null, string to = "+447700900000") =>
        Send(Sms(to, content, idempotencyKey), key);

    /// <summary>Throws what the connection threw.</summary>
    public async Task<Reply> Send(HttpRequestMessage request, string key)
    {
        request.RequestUri = new Uri(Url, request.RequestUri!);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await Http.SendAsync(request, Ct);
        return await Reply.Read(response);
    }

    /// <summary>How many messages have a status now.</summary>
    public async Task<int> Count(string key, string status) => (await ListedMessage.All(this, key, $"&status={status}")).Count;

    public Task UntilNone(string key, params string[] statuses)
    {
        var last = "";
        return Eventually.IsTrue(async () =>
        {
            foreach (var status in statuses)
                if (await Count(key, status) is > 0 and var left)
                {
                    last = $"{left} are {status}";
                    return false;
                }

            return true;
        }, () => last, patience: TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        Directory.Delete(Location.Folder, recursive: true);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static HttpRequestMessage Sms(string to, string content, string? idempotencyKey)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/sms/send")
        {
            Content = new StringContent($$"""{"to": "{{to}}", "content": "{{content}}"}""", Encoding.UTF8, "application/json"),
        };
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return request;
    }

    /// <summary>The server's first line names the port it got.</summary>
    private async Task<string> Listens()
    {
        var line = await Server.NextLine(Ct);
        Assert.StartsWith("SendAPI listens on http://127.0.0.1:", line, StringComparison.Ordinal);
        Url = new Uri(line.Split(' ')[3]);
        return line;
    }
}
