using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SendApi.Bench.Load;

/// <summary>One keep-alive connection: a request, its whole answer, the next request. It never pipelines.</summary>
public sealed class LoadConnection(LoadPlan plan, int port, LoadSchedule schedule, LoadMarks? marks) : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request = plan.Request.Copy();
    private readonly byte[] _answer = new byte[plan.Request.AnswerBytes];

    public LatencyHistogram Latencies { get; } = new();

    public Dictionary<int, long> Statuses { get; } = [];

    public string? FirstUnexpected { get; private set; }

    public long LastAnswer { get; private set; }

    public async Task Run(CancellationToken ct)
    {
        await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), ct);

        // A token on each call would cost a registration each; closing the socket ends them all the same.
        await using var closing = ct.UnsafeRegister(static socket => ((Socket)socket!).Dispose(), _socket);
        while (schedule.Next() is { } place)
        {
            var due = await schedule.Due(place);
            plan.Request.Stamp(_request, plan.FirstSequence + place);
            Record(place, due, await Exchange());
        }
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<HttpAnswer> Exchange()
    {
        await _socket.SendAsync(_request, SocketFlags.None);
        for (var filled = 0; filled < _answer.Length;)
        {
            var read = await _socket.ReceiveAsync(_answer.AsMemory(filled), SocketFlags.None);
            if (read == 0)
                throw new BenchFailure($"The server closed the connection after {filled} bytes of an answer.");
            filled += read;
            if (HttpAnswer.TryRead(_answer.AsSpan(0, filled), out var answer))
                return answer.Length == filled ? answer : throw new BenchFailure("More came than one answer.");
        }

        throw new BenchFailure($"An answer is longer than {_answer.Length} bytes.");
    }

    private void Record(long place, long due, HttpAnswer answer)
    {
        var now = Stopwatch.GetTimestamp();
        marks?.Set(place, due, now);
        Statuses[answer.Status] = Statuses.GetValueOrDefault(answer.Status) + 1;
        if (answer.Status != plan.Request.ExpectedStatus)
            FirstUnexpected ??= Encoding.UTF8.GetString(_answer.AsSpan(0, Math.Min(answer.Length, 1_000)));

        // An answer that comes after the end belongs to no measured second.
        if (now < schedule.MeasuredFrom || now > schedule.End)
            return;
        Latencies.Record((now - due) * (1_000_000_000 / Stopwatch.Frequency));
        LastAnswer = now;
    }
}
