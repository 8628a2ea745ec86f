using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SendApi.Tests.Outbound;

/// <summary>A name server on loopback that answers over UDP what the test says, for no time at all.</summary>
internal sealed class LocalDns : IAsyncDisposable
{
    private const int HeaderLength = 12, NameError = 3;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private readonly Func<string, IReadOnlyList<string>?> _answer;

    /// <param name="answer">The addresses of a name, of both families; null when there is no such name.</param>
    public LocalDns(Func<string, IReadOnlyList<string>?> answer)
    {
        _answer = answer;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _serving = Serve(_stop.Token);
    }

    public string Address => $"{_socket.LocalEndPoint}";

    /// <summary>Every question: the name and the number of the record type, 1 for A and 28 for AAAA.</summary>
    public ConcurrentQueue<(string Name, int Type)> Asked { get; } = [];

    private async Task Serve(CancellationToken ct)
    {
        var question = new byte[512];
        try
        {
            while (true)
            {
                var got = await _socket.ReceiveFromAsync(question, new IPEndPoint(IPAddress.Any, 0), ct);
                await _socket.SendToAsync(Answer(question), got.RemoteEndPoint, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    // RFC 1035 section 4: a header, the question once more, and a record for each address that points back to the name in the question.
    private byte[] Answer(byte[] question)
    {
        var (labels, at) = (new List<string>(), HeaderLength);
        for (; question[at] > 0; at += question[at] + 1)
            labels.Add(Encoding.ASCII.GetString(question, at + 1, question[at]));
        var type = BinaryPrimitives.ReadUInt16BigEndian(question.AsSpan(at + 1));
        Asked.Enqueue((string.Join('.', labels), type));

        var given = _answer(string.Join('.', labels));
        var addresses = given?.Select(IPAddress.Parse).Where(a => a.AddressFamily == (type == 1 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6)).ToList() ?? [];
        byte[] header = [question[0], question[1], 0x81, (byte)(0x80 | (given is null ? NameError : 0)), 0, 1, 0, (byte)addresses.Count, 0, 0, 0, 0];
        return [.. header, .. question[HeaderLength..(at + 5)], .. addresses.Select(a => a.GetAddressBytes()).SelectMany(a => Record(type, a))];
    }

    private static byte[] Record(int type, byte[] address) => [0xC0, HeaderLength, 0, (byte)type, 0, 1, 0, 0, 0, 0, 0, (byte)address.Length, .. address];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _socket.Dispose();
        _stop.Dispose();
    }
}
