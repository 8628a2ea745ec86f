using System.Collections.Concurrent;
using System.Text;
using SendApi.Client;
using SendApi.Tests.Outbound;

namespace SendApi.Tests.Client;

/// <summary>A server that answers one request after the other as it is told, and the client that calls it, on a clock that jumps.</summary>
internal sealed class Script : IAsyncDisposable
{
    public const string HangUp = "";

    /// <summary>A good answer to a send.</summary>
    public const string Message = """{"success":true,"data":{"id":"sms_1","object":"sms.message","status":"queued","to":"+447700900000","price":{"amount":"0.038000","currency":"USD"},"created_at":"2026-03-09T14:30:00Z"}}""";

    private static readonly TimeSpan TryTimeout = TimeSpan.FromSeconds(39);

    private readonly ConcurrentQueue<string> _answers;
    private readonly Receiver _receiver;

    /// <param name="answers">One each, as <see cref="Answer"/> makes them, or <see cref="HangUp"/>; after the last one nothing more is answered.</param>
    public Script(Action<SendApiOptions>? change, params string[] answers)
    {
        _answers = new(answers);
        _receiver = new Receiver(Talk);
        Client = new(Clients.Options(Root, change: options =>
        {
            (options.Clock, options.Chance, options.TryTimeout) = (Clock, () => 0, TryTimeout);
            change?.Invoke(options);
        }));
    }

    public Script(params string[] answers) : this(null, answers)
    {
    }

    public Uri Root => new($"http://127.0.0.1:{_receiver.Port}");

    public SendApiClient Client { get; }

    public JumpingClock Clock { get; } = new(TryTimeout);

    public IReadOnlyList<string> Requests => [.. _receiver.Requests];

    public IReadOnlyList<string> Keys => [.. Requests.Select(r => Header(r, "Idempotency-Key") ?? "none")];

    public static string Answer(int status, string body, params string[] headers) =>
        $"HTTP/1.1 {status} So\r\nContent-Type: application/json\r\nConnection: close\r\n{string.Concat(headers.Select(h => h + "\r\n"))}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public static string Good() => Answer(201, Message);

    public static string Refusal(int status, int code, int? retryAfter = null) => Answer(status,
        $$"""{"success":false,"error":{"type":"a_type","message":"A sentence.","request_id":"req_1",{{(retryAfter is null ? "" : $"\"retry_after\":{retryAfter},")}}"code":{{code}} },"meta":{} }""");

    public static string? Header(string request, string name) => request.Split("\r\n")
        .FirstOrDefault(l => l.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];

    public Task<SmsMessage> Send(RequestOptions? options = null) =>
        Client.Sms.SendAsync(new SendSmsRequest { To = "+447700900000", Content = "Hello" }, options, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _receiver.DisposeAsync();
    }

    private async Task Talk(Stream stream, CancellationToken ct)
    {
        if (await Receiver.ReadRequest(stream, ct) is not { } request)
            return;
        _receiver.Requests.Enqueue(request);
        if (!_answers.TryDequeue(out var answer))
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        else if (answer != HangUp)
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), ct);
    }
}
