using SendApi.Connectors.Pacing;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Http;

/// <summary>Sends texts through a provider over HTTP, each by one request that is never repeated here.</summary>
public sealed class HttpSender : ISmsSender
{
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1), Farewell = TimeSpan.FromSeconds(5), Margin = TimeSpan.FromSeconds(2);

    private readonly HttpLine _line;
    private readonly TimeProvider _clock;
    private readonly string? _receiptsUrl;
    private readonly SendWindow _window;
    private readonly HttpCaller _caller;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _unwell;
    private int _underWay;
    private int _disposed;
    private bool _started;

    public HttpSender(string name, string kind, HttpLine line, HttpSurroundings around)
    {
        Name = name;
        _line = line;
        _clock = around.Clock;
        _receiptsUrl = line.Dialect.TakesCallbacks ? CallbackAddress.Of(around.PublicUrl, kind, name, CallbackTopic.Receipts, line.Dialect.PathSecret) : null;
        _window = new SendWindow(line.Limits.Window, line.Limits.PerSecond, around.Clock);
        _caller = new HttpCaller(line.Limits, around.Clock);
    }

    public string Name { get; }

    public int Room => _stop.IsCancellationRequested ? 0 : _window.Room;

    /// <summary>There is no connection to hold, so it is ready until a request shows otherwise.</summary>
    public string State => !_started ? "not started" : _stop.IsCancellationRequested ? "stopped" : _unwell is { } why ? $"unwell: {why}" : "ready";

    /// <summary>A wait for room and one answer.</summary>
    public TimeSpan SendLimit => ShortWait + _line.Limits.Timeout + Margin;

    public void Start()
    {
        _started = true;
        _window.Open();
    }

    public void ShareWith(int nodes) => _window.ShareWith(nodes);

    public Task WaitForRoom(CancellationToken ct) => _window.WaitForRoom(ct);

    public async Task<SendOutcome> Send(SmsSubmission submission, CancellationToken ct)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            return Refuse(submission, ct) ?? await WaitForPlace(ct) ?? await Exchange(submission);
        }
        finally
        {
            if (Interlocked.Decrement(ref _underWay) == 0 && _stop.IsCancellationRequested)
                _idle.TrySetResult();
        }
    }

    private SendOutcome? Refuse(SmsSubmission submission, CancellationToken ct)
    {
        if (submission.ValidUntil <= _clock.GetUtcNow())
            return new SendOutcome.Rejected("expired", "Its validity ended before it could be sent.");
        if (_stop.IsCancellationRequested || ct.IsCancellationRequested)
            return new SendOutcome.TryLater("The link is being closed.");
        return _line.Dialect.Refuse(submission);
    }

    /// <summary>Takes a place in the window; nothing has left while there is none.</summary>
    private async Task<SendOutcome?> WaitForPlace(CancellationToken ct)
    {
        if (_window.TryTake())
            return null;
        if (_window.Calm is { Ticks: > 0 } calm)
            return new SendOutcome.TryLater("The provider asked to slow down.", calm);
        return await _window.Take(ShortWait, ct) ? null : new SendOutcome.TryLater("There was no room for it in time.");
    }

    /// <summary>The one request, on a place that was taken and is given back.</summary>
    private async Task<SendOutcome> Exchange(SmsSubmission submission)
    {
        SendOutcome outcome = new SendOutcome.Unknown("the exchange was broken off");
        try
        {
            var now = _clock.GetUtcNow();
            var heard = await _caller.Call(_line.Dialect.Write(submission, _receiptsUrl, now));
            var shown = _line.Dialect.Write(submission.Shown(), _receiptsUrl, now);
            outcome = heard switch
            {
                HttpHeard.Answered answer => _line.Dialect.Read(answer),
                HttpHeard.NotSent notSent => new SendOutcome.TryLater($"The provider cannot be reached: {notSent.Why}."),
                HttpHeard.Silence silence => new SendOutcome.Unknown(silence.Why),
                _ => throw new InvalidOperationException($"{heard} is no answer we know."),
            };
            _unwell = Unwell(heard, outcome);
            return outcome.After(shown, heard, new Blotting(submission.To.Digits, [submission.Text.Content], _line.Dialect.Secrets));
        }
        finally
        {
            // Who cannot take a text now, or leaves its fate open, is asked for less, and after a pause for more again.
            _window.Release(outcome switch { SendOutcome.Accepted => Pressure.Eased, SendOutcome.Rejected => Pressure.None, _ => Pressure.Throttled },
                (outcome as SendOutcome.TryLater)?.After);
        }
    }

    /// <summary>In our own words: a provider's may hold the number that it complains of.</summary>
    private static string? Unwell(HttpHeard heard, SendOutcome outcome) => (heard, outcome) switch
    {
        (HttpHeard.NotSent notSent, _) => notSent.Why,
        (HttpHeard.Silence silence, _) => silence.Why,
        (HttpHeard.Answered answer, SendOutcome.TryLater) => $"it put a text off with HTTP {answer.Status}",
        (HttpHeard.Answered answer, SendOutcome.Unknown) => $"it left the fate of a text open with HTTP {answer.Status}",
        _ => null,
    };

    /// <summary>Takes nothing more, waits shortly for the answers still due, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        await _stop.CancelAsync();
        if (Volatile.Read(ref _underWay) > 0)
            await Task.WhenAny(_idle.Task, Task.Delay(Farewell, _clock, CancellationToken.None));
        _window.End();
        _caller.Dispose();
        _stop.Dispose();
    }
}
