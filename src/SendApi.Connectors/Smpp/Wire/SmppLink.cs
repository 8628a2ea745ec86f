using System.IO.Pipelines;

namespace SendApi.Connectors.Smpp.Wire;

/// <summary>One connection that carries units both ways. Many threads post; one loop writes whatever has gathered in a single socket write.</summary>
public sealed class SmppLink(Stream stream) : IAsyncDisposable
{
    /// <summary>Waiting octets from which <see cref="Drained"/> holds its caller back.</summary>
    private const int HighMark = 256 * 1024;

    /// <summary>Waiting octets that only a peer which no longer reads can cause.</summary>
    private const int MaxWaiting = 8 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private PduBuffer _filling = new();
    private PduBuffer _leaving = new();
    private TaskCompletionSource _flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _underWay = Task.CompletedTask;
    private bool _woken;
    private bool _ended;
    private long _batch = 1;
    private long _handedOver;

    /// <summary>The last batch that was given to the socket: what stands in a later one has surely not left.</summary>
    public long HandedOver => Volatile.Read(ref _handedOver);

    /// <summary>Queues a unit and says in which batch it leaves. Throws <see cref="SmppFault"/> when the link ended or the peer stopped reading.</summary>
    public long Post(in Pdu pdu)
    {
        lock (_gate)
        {
            if (_ended)
                throw new SmppFault("The link has ended.");
            if (_filling.Length > MaxWaiting)
                throw new SmppFault($"The peer does not read: {_filling.Length} octets wait for it.");

            PduWriter.Write(_filling, pdu);
            if (!_woken)
            {
                _woken = true;
                _wake.Release();
            }

            return _batch;
        }
    }

    /// <summary>Ends at once while little waits, else when a batch has left: whoever reads and answers waits here, so that nothing piles up.</summary>
    public Task Drained(CancellationToken ct)
    {
        lock (_gate)
            return _ended || _filling.Length < HighMark ? Task.CompletedTask : _flushed.Task.WaitAsync(ct);
    }

    /// <summary>Ends when everything posted so far has been written, or the link has ended.</summary>
    public Task Flushed(CancellationToken ct)
    {
        lock (_gate)
            return _ended ? Task.CompletedTask : (_filling.Length > 0 ? _flushed.Task : _underWay).WaitAsync(ct);
    }

    /// <summary>The writing loop: runs until the link fails or is cancelled.</summary>
    public async Task Write(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await _wake.WaitAsync(ct);
                await WriteBatch(Swap(), ct);
            }
        }
        finally
        {
            lock (_gate)
            {
                _ended = true;
                _flushed.TrySetResult();
            }
        }
    }

    private async Task WriteBatch(TaskCompletionSource flushed, CancellationToken ct)
    {
        try
        {
            await stream.WriteAsync(_leaving.Written, ct);
            await stream.FlushAsync(ct);
            _leaving.Clear();
        }
        finally
        {
            flushed.SetResult();
        }
    }

    private TaskCompletionSource Swap()
    {
        lock (_gate)
        {
            (_filling, _leaving) = (_leaving, _filling);
            _woken = false;
            Volatile.Write(ref _handedOver, _batch++);
            var flushed = _flushed;
            _underWay = flushed.Task;
            _flushed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return flushed;
        }
    }

    /// <summary>The reading loop: ends when the peer closes. <paramref name="each"/> holds the peer back for as long as it waits. A peer whose octets cannot be read is told so before the fault is thrown.</summary>
    public async Task Read(Func<Pdu, ValueTask> each, CancellationToken ct)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 32 * 1024, leaveOpen: true));
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(ct);
                var buffer = result.Buffer;
                while (PduReader.TryRead(ref buffer, out var pdu))
                    await each(pdu);

                reader.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCompleted)
                    return;
            }
        }
        catch (SmppFault fault) when (fault.Nack is { } status)
        {
            // Whose it was cannot be known: the sequence number is 0.
            Post(new Pdu(SmppCommand.GenericNack, status, 0));
            await Flushed(ct);
            throw;
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
