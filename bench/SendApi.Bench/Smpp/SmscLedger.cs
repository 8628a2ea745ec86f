using System.Runtime.InteropServices;

namespace SendApi.Bench.Smpp;

/// <summary>What the SMSC saw of each message, by the sequence number in its text.</summary>
public sealed class SmscLedger(int capacity)
{
    private readonly Entry[] _entries = new Entry[capacity];
    private long _submits, _strangers, _receipts, _receiptsTaken, _refusedReceipts;
    private int _distinct, _doubled;

    /// <summary>How often it was submitted, and when: first submitted, receipt taken. Ticks of the machine's monotonic clock; 0 is never.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Entry
    {
        public long Submits, Submitted, ReceiptTaken;
    }

    public static Entry[] Read(string path) => [.. MemoryMarshal.Cast<byte, Entry>(File.ReadAllBytes(path))];

    /// <param name="sequence">Null when the text holds no number of ours.</param>
    public void Submit(int? sequence, long ticks)
    {
        Interlocked.Increment(ref _submits);
        if (sequence is not { } index || index >= capacity)
        {
            Interlocked.Increment(ref _strangers);
            return;
        }

        if (Interlocked.Increment(ref _entries[index].Submits) == 1)
        {
            Volatile.Write(ref _entries[index].Submitted, ticks);
            Interlocked.Increment(ref _distinct);
        }
        else
            Interlocked.Increment(ref _doubled);
    }

    public void ReceiptSent() => Interlocked.Increment(ref _receipts);

    /// <summary>The receiver says that it keeps the receipt (status 0), or that it cannot.</summary>
    public void ReceiptAnswered(int? sequence, uint status, long ticks)
    {
        Interlocked.Increment(ref status == 0 ? ref _receiptsTaken : ref _refusedReceipts);
        if (status == 0 && sequence is { } index && index < capacity)
            Volatile.Write(ref _entries[index].ReceiptTaken, ticks);
    }

    public SmscTotals Totals() => new()
    {
        Submits = Interlocked.Read(ref _submits),
        Distinct = Volatile.Read(ref _distinct),
        Doubled = Volatile.Read(ref _doubled),
        Strangers = Interlocked.Read(ref _strangers),
        Receipts = Interlocked.Read(ref _receipts),
        ReceiptsTaken = Interlocked.Read(ref _receiptsTaken),
        ReceiptsRefused = Interlocked.Read(ref _refusedReceipts),
    };

    public void Write(int first, int count, string path) => File.WriteAllBytes(path, MemoryMarshal.AsBytes(_entries.AsSpan(first, count)));
}

/// <summary>The SMSC's counters.</summary>
public sealed record SmscTotals
{
    public required long Submits { get; init; }

    public required long Distinct { get; init; }

    /// <summary>Submits of a number that had been submitted before.</summary>
    public required long Doubled { get; init; }

    /// <summary>Submits whose text holds no sequence number that fits the ledger.</summary>
    public required long Strangers { get; init; }

    public required long Receipts { get; init; }

    /// <summary>Receipts answered with status 0.</summary>
    public required long ReceiptsTaken { get; init; }

    public required long ReceiptsRefused { get; init; }
}
