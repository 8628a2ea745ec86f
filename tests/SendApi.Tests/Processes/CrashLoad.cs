using System.Collections.Concurrent;
using System.Net.Sockets;

namespace SendApi.Tests.Processes;

/// <summary>Clients that send numbered texts through every crash, and know which of them were answered.</summary>
/// <remarks>A client without an answer repeats its request only when it had an Idempotency-Key, as the documentation asks of it.</remarks>
public sealed class CrashLoad(Installation server, string key)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stop = new();
    private Task _clients = Task.CompletedTask;
    private int _number;

    /// <summary>The id that each text was answered with.</summary>
    public ConcurrentDictionary<string, string> Answered { get; } = [];

    /// <summary>Texts whose answer was lost and that were not repeated: they may exist or not.</summary>
    public ConcurrentDictionary<string, bool> Lost { get; } = [];

    /// <summary>Answers that no crash excuses.</summary>
    public ConcurrentQueue<string> Wrong { get; } = [];

    /// <summary>How often a request had to be repeated under its Idempotency-Key.</summary>
    public int Repeats;

    public void Start(int clients) => _clients = Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(Client)));

    /// <summary>Ends after every client has the answer it waits for.</summary>
    public async Task Finish()
    {
        await _stop.CancelAsync();
        await _clients.WaitAsync(Patience, TimeProvider.System);
        _stop.Dispose();
    }

    private async Task Client()
    {
        while (!_stop.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref _number);
            await SendOne($"Crash text {number}.", number % 2 == 0 ? $"once-{number}" : null);
        }
    }

    private async Task SendOne(string text, string? idempotencyKey)
    {
        while (await Try(text, idempotencyKey) is var (answered, sure) && !answered)
        {
            if (idempotencyKey is null && !sure)
            {
                Lost[text] = true;
                return;
            }

            Interlocked.Increment(ref Repeats);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    /// <summary>Whether it was answered, and when not, whether the server surely took nothing.</summary>
    private async Task<(bool Answered, bool SurelyNothing)> Try(string text, string? idempotencyKey)
    {
        try
        {
            var reply = await server.SendSms(key, text, idempotencyKey);
            switch (reply.Status)
            {
                case 201:
                    if (!Answered.TryAdd(text, reply.Data("id")))
                        Wrong.Enqueue($"'{text}' was answered twice.");
                    return (true, true);
                case 503 or 409:
                    return (false, true);
                default:
                    Wrong.Enqueue($"'{text}': {reply.Status} {reply.Text}");
                    return (true, true);
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException)
        {
            // The client lets a bare SocketException out when the server dies just as it connects; of that nothing is known.
            return (false, fault is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError });
        }
    }
}
