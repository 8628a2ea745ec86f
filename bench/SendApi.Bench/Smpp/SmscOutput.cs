using System.Buffers;
using System.Net.Sockets;

namespace SendApi.Bench.Smpp;

/// <summary>What a session writes: answers and receipts are gathered and leave together, in the order they were added.</summary>
public sealed class SmscOutput(Socket socket) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _sending = new(1);
    private ArrayBufferWriter<byte> _filling = new(64 * 1024), _leaving = new(64 * 1024);

    public void Add(SmppHead head, ReadOnlySpan<byte> body)
    {
        lock (_gate)
            SmppPdu.Write(_filling, head, body);
    }

    public async Task Flush(CancellationToken ct)
    {
        await _sending.WaitAsync(ct);
        try
        {
            lock (_gate)
                (_filling, _leaving) = (_leaving, _filling);
            if (_leaving.WrittenCount > 0)
                await socket.SendAsync(_leaving.WrittenMemory, SocketFlags.None, ct);
            _leaving.ResetWrittenCount();
        }
        finally
        {
            _sending.Release();
        }
    }

    public void Dispose() => _sending.Dispose();
}
