using System.Collections.Concurrent;

namespace SendApi.Simulator.Smsc;

/// <summary>Holds receipts until they are due and hands them to the mailbox of their system_id.</summary>
internal sealed class SmscReceipts(SmscOptions options, TimeProvider clock)
{
    private const int MaxMailboxes = 10_000;

    private readonly Lock _gate = new();
    private readonly PriorityQueue<SimulatedReceipt, DateTimeOffset> _due = new();
    private readonly ConcurrentDictionary<string, SmscMailbox> _mailboxes = new(StringComparer.Ordinal);
    private TaskCompletionSource _earlier = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _sleepsUntil = DateTimeOffset.MaxValue;
    private int _held;

    /// <summary>Receipts that were dropped because too many waited.</summary>
    public long Dropped { get; private set; }

    /// <summary>Receipts that nobody has confirmed yet.</summary>
    public int Held { get { lock (_gate) return _held; } }

    /// <summary>Whether one more system_id can be kept.</summary>
    public bool Knows(string systemId) => _mailboxes.Count < MaxMailboxes || _mailboxes.ContainsKey(systemId);

    public SmscMailbox Mailbox(string systemId) => _mailboxes.GetOrAdd(systemId, static _ => new SmscMailbox());

    /// <summary>A new receipt, to be sent after the delay.</summary>
    public void Schedule(SimulatedReceipt receipt, TimeSpan delay)
    {
        lock (_gate)
        {
            if (_held >= options.MaxWaitingReceipts)
            {
                Dropped++;
                return;
            }

            _held++;
            Enqueue(receipt, delay);
        }
    }

    /// <summary>A receipt that was not taken, to be sent once more.</summary>
    public void Again(SimulatedReceipt receipt)
    {
        lock (_gate)
            Enqueue(receipt, options.ReceiptRetryDelay);
    }

    /// <summary>A receipt is done with.</summary>
    public void Done()
    {
        lock (_gate)
            _held--;
    }

    /// <summary>Hands out what is due until it is stopped.</summary>
    public async Task Run(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var (wait, earlier) = HandOut();
            using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
            await Task.WhenAny(earlier, Task.Delay(wait, clock, over.Token));
            await over.CancelAsync();
        }
    }

    private void Enqueue(SimulatedReceipt receipt, TimeSpan delay)
    {
        var due = clock.GetUtcNow() + delay;
        _due.Enqueue(receipt, due);
        if (due < _sleepsUntil)
            _earlier.TrySetResult();
    }

    /// <summary>Hands out what is due; says how long until the next, and what ends when an earlier one comes in.</summary>
    private (TimeSpan Wait, Task Earlier) HandOut()
    {
        while (true)
        {
            SimulatedReceipt? receipt;
            lock (_gate)
            {
                var now = clock.GetUtcNow();
                if (!_due.TryPeek(out receipt, out var due) || due > now)
                {
                    _earlier = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    _sleepsUntil = receipt is null ? DateTimeOffset.MaxValue : due;
                    return (receipt is null ? Timeout.InfiniteTimeSpan : due - now, _earlier.Task);
                }

                _due.Dequeue();
            }

            Mailbox(receipt.Submit.SystemId).Add(receipt);
        }
    }
}
