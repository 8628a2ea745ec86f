using SendApi.Core.Sending;

namespace SendApi.Connectors.Smpp;

/// <summary>Sends texts through a carrier by SMPP 3.4, over one bind or several, and brings its receipts and inbound texts home.</summary>
public sealed class SmppSender : ISmsSender
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5), Margin = TimeSpan.FromSeconds(2);

    private readonly SmppOptions _options;
    private readonly SmppSurroundings _around;
    private readonly SmppMessages _messages;
    private readonly SmppLane[] _lanes;
    private readonly DeliverIntake _intake;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;
    private int _disposed;

    public SmppSender(string name, SmppOptions options, CarrierSinks sinks, SmppSurroundings around)
    {
        Name = name;
        _options = options;
        _around = around;
        _messages = new SmppMessages(options, (byte)(around.Chance() * 256));
        _intake = new DeliverIntake(name, options, sinks, around);
        _lanes = [.. Enumerable.Range(0, options.Binds).Select(i => new SmppLane(options, options.ThrottleOf(i), _intake, around))];
    }

    public string Name { get; }

    public int Room => _stop.IsCancellationRequested ? 0 : _lanes.Sum(l => l.Window.Room);

    public bool IsUp => Array.Exists(_lanes, l => l.IsBound);

    public string State
    {
        get
        {
            if (_lanes is [var only])
                return only.State;

            var bound = _lanes.Count(l => l.IsBound);
            return bound < _lanes.Length
                ? $"{bound} of {_lanes.Length} bound, {_lanes.FirstOrDefault(l => !l.IsBound)?.State ?? "bound"}"
                : $"{bound} of {bound} bound{(_lanes.Any(l => l.Window.Calm > TimeSpan.Zero) ? ", slowed by the carrier" : "")}";
        }
    }

    /// <summary>Parts begin within two answer times; the last one's answer gets a third.</summary>
    public TimeSpan SendLimit => 3 * _options.ResponseTimeout + Margin;

    public void Start()
    {
        foreach (var lane in _lanes)
            lane.Start();
    }

    public void ShareWith(int nodes)
    {
        foreach (var lane in _lanes)
            lane.Window.ShareWith(nodes);
    }

    public async Task WaitForRoom(CancellationToken ct)
    {
        if (_lanes is [var only])
        {
            await only.Window.WaitForRoom(ct);
            return;
        }

        // The first lane with room ends the wait of the others.
        using var found = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var waits = _lanes.Select(l => l.Window.WaitForRoom(found.Token)).ToArray();
        await await Task.WhenAny(waits);
        await found.CancelAsync();
    }

    public async Task<SendOutcome> Send(SmsSubmission submission, CancellationToken ct)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            return await Deliver(submission, ct);
        }
        finally
        {
            if (Interlocked.Decrement(ref _underWay) == 0 && _stop.IsCancellationRequested)
                _idle.TrySetResult();
        }
    }

    private Task<SendOutcome> Deliver(SmsSubmission submission, CancellationToken ct)
    {
        var now = _around.Clock.GetUtcNow();
        if (submission.ValidUntil <= now)
            return Task.FromResult<SendOutcome>(new SendOutcome.Rejected("expired", "Its validity ended before it could be sent."));
        if (_stop.IsCancellationRequested || ct.IsCancellationRequested)
            return Task.FromResult<SendOutcome>(new SendOutcome.TryLater("The link is being closed."));

        var lane = Lane();
        var delivery = new SmppDelivery(lane.Window, lane.Sending, _around.Clock, 2 * _options.ResponseTimeout);
        return delivery.Send(_messages.Build(submission, now), ct);
    }

    /// <summary>The lane with the most room; where none has any, one that is bound.</summary>
    private SmppLane Lane()
    {
        var best = _lanes[0];
        if (_lanes.Length == 1)
            return best;

        var room = best.Window.Room;
        foreach (var lane in _lanes.AsSpan(1))
            if (lane.Window.Room is var other && (other > room || (other == room && !best.IsBound && lane.IsBound)))
                (best, room) = (lane, other);
        return best;
    }

    /// <summary>Takes nothing more, waits shortly for the answers still due, says goodbye to the carrier and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        await _stop.CancelAsync();
        if (Volatile.Read(ref _underWay) > 0)
            await Task.WhenAny(_idle.Task, Task.Delay(Farewell, _around.Clock, CancellationToken.None));
        await Task.WhenAll(_lanes.Select(l => l.DisposeAsync().AsTask()));
        await _intake.Finish(Farewell);
        _stop.Dispose();
    }
}
