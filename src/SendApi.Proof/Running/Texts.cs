using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SendApi.Proof.Judging;

namespace SendApi.Proof.Running;

/// <summary>Clients that send numbered texts through every fault, and know which of them were answered.</summary>
/// <remarks>A client without an answer repeats its request only when it had an Idempotency-Key, as the documentation asks of it, and then on any node.</remarks>
internal sealed class Texts(Fleet fleet, string key, TimeProvider clock, Func<long, bool> mayGoOn) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), Pause = TimeSpan.FromMilliseconds(20), PauseAtBacklog = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = Patience };
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _wrong = [];
    private readonly ConcurrentDictionary<string, bool> _lost = [];
    private readonly ConcurrentDictionary<string, string> _answered = [];
    private readonly ConcurrentDictionary<long, int> _perSecond = [];
    private readonly long _began = clock.GetTimestamp();
    private Task _clients = Task.CompletedTask;
    private volatile bool _isOver;
    private long _number, _repeats, _refused, _inDoubt, _count, _longestWait;

    /// <summary>The moment of this run up to which a commit may break: only a request that began before may be answered that nobody knows (5000).</summary>
    public TimeSpan DoubtUntil { get; set; } = TimeSpan.Zero;

    public long Answered => Interlocked.Read(ref _count);

    public TimeSpan Elapsed => clock.GetElapsedTime(_began);

    /// <summary>How many texts were answered in each second.</summary>
    public IReadOnlyList<int> PerSecond() => _perSecond.IsEmpty ? [] : [.. Enumerable.Range(0, (int)_perSecond.Keys.Max() + 1).Select(second => _perSecond.GetValueOrDefault(second))];

    public void Start(int clients) => _clients = Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => Client(client))));

    /// <summary>Ends after every client has the answer it waits for.</summary>
    public async Task Finish()
    {
        await _stop.CancelAsync();
        try
        {
            await _clients.WaitAsync(Patience + Patience, clock);
        }
        catch (TimeoutException)
        {
            _isOver = true;
            _wrong.Enqueue($"A client still waits for an answer {(Patience + Patience).TotalSeconds:0} s after the last fault.");
        }
    }

    public TextsSent Sent() => new(_answered, _lost.Keys.ToHashSet(), [.. _wrong])
    {
        Repeats = Interlocked.Read(ref _repeats),
        Refused = Interlocked.Read(ref _refused),
        InDoubt = Interlocked.Read(ref _inDoubt),
        LongestWait = TimeSpan.FromTicks(Interlocked.Read(ref _longestWait)),
    };

    public void Dispose()
    {
        _isOver = true;
        _stop.Cancel();
        _http.Dispose();
    }

    /// <summary>Each client has a node of its own, and turns to the next one when that does not answer.</summary>
    private async Task Client(int client)
    {
        while (!_stop.IsCancellationRequested)
        {
            // With too much under way it becomes slow and does not stop: each node must go on being asked.
            if (!mayGoOn(Answered))
                await Task.Delay(PauseAtBacklog, clock);
            var number = Interlocked.Increment(ref _number);
            await SendOne($"Proof text {number}.", number % 2 == 0 ? $"once-{number}" : null, client);
        }
    }

    private async Task SendOne(string text, string? idempotencyKey, int client)
    {
        for (var turn = client; ; turn++)
        {
            var node = fleet.Nodes[turn % fleet.Nodes.Count];
            var reply = node.Url is { } url ? await Try(url, text, idempotencyKey) : Reply.Nothing;
            if (reply == Reply.Answered)
                node.HasAnswered();
            if (reply is Reply.Answered or Reply.Wrong)
                return;
            if (idempotencyKey is null && reply == Reply.Unknown)
            {
                _lost[text] = true;
                return;
            }

            // Gives up only when the whole proof does: until then somebody wants that answer.
            if (_isOver)
                return;
            Interlocked.Add(ref _repeats, idempotencyKey is not null && reply == Reply.Unknown ? 1 : 0);
            await Task.Delay(Pause, clock);
        }
    }

    private async Task<Reply> Try(Uri url, string text, string? idempotencyKey)
    {
        var began = Elapsed;
        try
        {
            using var request = Request(url, text, idempotencyKey);
            using var answer = await _http.SendAsync(request, CancellationToken.None);
            var body = await answer.Content.ReadAsStringAsync(CancellationToken.None);
            Longest(Elapsed - began);
            return Judge(text, (int)answer.StatusCode, body, began < DoubtUntil);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException)
        {
            // A bare SocketException comes out when the server dies just as it is connected to; of that nothing is known.
            return fault is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } ? Reply.Nothing : Reply.Unknown;
        }
        catch (TaskCanceledException)
        {
            _wrong.Enqueue($"'{text}' had no answer after {Patience.TotalSeconds:0} s.");
            return Reply.Unknown;
        }
    }

    private Reply Judge(string text, int status, string body, bool mayBeInDoubt)
    {
        switch (status)
        {
            case 201:
                using (var json = JsonDocument.Parse(body))
                    if (!_answered.TryAdd(text, json.RootElement.GetProperty("data").GetProperty("id").GetString() ?? ""))
                        _wrong.Enqueue($"'{text}' was answered twice.");
                Interlocked.Increment(ref _count);
                _perSecond.AddOrUpdate((long)Elapsed.TotalSeconds, 1, (_, answers) => answers + 1);
                return Reply.Answered;
            case 503:
            case 409 when body.Contains("4092", StringComparison.Ordinal):
                Interlocked.Increment(ref _refused);
                return Reply.Nothing;
            case 500 when mayBeInDoubt && body.Contains("5000", StringComparison.Ordinal):
                Interlocked.Increment(ref _inDoubt);
                return Reply.Unknown;
            default:
                _wrong.Enqueue(string.Create(CultureInfo.InvariantCulture, $"'{text}' was answered {status}: {body}"));
                return Reply.Wrong;
        }
    }

    private HttpRequestMessage Request(Uri url, string text, string? idempotencyKey)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, "/v1/sms/send"))
        {
            Content = new StringContent($$"""{"to": "{{Recipient(text)}}", "content": "{{text}}"}""", Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
        };
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return request;
    }

    /// <summary>One of 10,000 people, the same for a text and its repeats: what goes to one person goes one after the other.</summary>
    private static string Recipient(string text) =>
        string.Create(CultureInfo.InvariantCulture, $"+44770090{text.Aggregate(0, (sum, c) => ((sum * 31) + c) % 10_000):D4}");

    private void Longest(TimeSpan wait)
    {
        for (var longest = Interlocked.Read(ref _longestWait); wait.Ticks > longest;)
            longest = Interlocked.CompareExchange(ref _longestWait, wait.Ticks, longest) is var seen && seen == longest ? wait.Ticks : seen;
    }

    /// <summary>What a client knows after a try: taken, surely not taken, or neither; or an answer that no fault excuses.</summary>
    private enum Reply { Answered, Nothing, Unknown, Wrong }
}
