using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace SendApi.Proof.Processes;

/// <summary>How a process ended and what it printed, the last 1,000 lines on its output and 200 on its error stream.</summary>
public sealed record Ended(int Code, string Output, string Error);

/// <summary>A process that this program started: it reads its lines, and stops it by its id when disposed.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private const int KillSignal = 9, TerminateSignal = 15;

    /// <summary>These two have other numbers on other systems than Linux.</summary>
    private static readonly int StopSignal = OperatingSystem.IsLinux() ? 19 : 17, ContinueSignal = OperatingSystem.IsLinux() ? 18 : 19;

    /// <summary>A server may take 45 seconds to end in order, and a start that takes two seconds alone takes more than twenty where ten others want each processor.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _name;
    private readonly StreamWriter? _log;

    /// <summary>Bounded, oldest dropped: a server's log must not fill our memory.</summary>
    private readonly Channel<string> _lines = Channel.CreateBounded<string>(new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly Queue<string> _tail = new(), _errors = new();

    private ChildProcess(Process process, ChildCommand command)
    {
        _process = process;
        _name = Path.GetFileName(command.Program) + " " + command.Arguments.FirstOrDefault();
        _log = command.LogFile is null ? null : File.AppendText(command.LogFile);
        process.OutputDataReceived += (_, line) => Take(line.Data, isOutput: true);
        process.ErrorDataReceived += (_, line) => Take(line.Data, isOutput: false);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public static ChildProcess Start(ChildCommand command)
    {
        string[] taskset = command.Cpus is null ? [] : ["taskset", "-c", command.Cpus];
        string[] words = [.. taskset, command.Program, .. command.Arguments];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (command.WithoutVariables is { } prefix)
            foreach (var name in start.Environment.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToList())
                start.Environment.Remove(name);
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = value;

        var process = Process.Start(start) ?? throw new ProcessFault($"{command.Program} did not start.");
        var child = new ChildProcess(process, command);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a short command to its end and gives what it printed; any exit code but 0 is a failure.</summary>
    public static async Task<string> Output(ChildCommand command, CancellationToken ct)
    {
        var ended = await Run(command, ct);
        return ended.Code == 0 ? ended.Output : throw new ProcessFault($"{command} ended with {ended.Code}:\n{ended.Error}\n{ended.Output}");
    }

    /// <summary>Runs a short command to its end, whatever its exit code.</summary>
    public static async Task<Ended> Run(ChildCommand command, CancellationToken ct)
    {
        await using var child = Start(command);
        return await child.End(ct);
    }

    /// <summary>Waits for the end that somebody asked for.</summary>
    public async Task<Ended> End(CancellationToken ct)
    {
        if (!await HasEnded(Patience, ct))
            throw new ProcessFault($"{_name} did not end in {Patience.TotalSeconds:0} s:\n{Tail()}");
        var lines = new List<string>();
        await foreach (var line in _lines.Reader.ReadAllAsync(ct))
            lines.Add(line);
        lock (_tail)
            return new Ended(_process.ExitCode, string.Join('\n', lines), string.Join('\n', _errors));
    }

    /// <summary>Asks the child to end, as an operator or a supervisor does.</summary>
    public void Terminate() => _ = SendSignal(Id, TerminateSignal);

    /// <summary>Takes the child away in the middle of whatever it does (kill -9), and waits until it is gone.</summary>
    public async Task Kill(CancellationToken ct)
    {
        _ = SendSignal(Id, KillSignal);
        await _process.WaitForExitAsync(ct);
    }

    /// <summary>Stops the child's clockwork where it stands, as a machine that is out of breath does.</summary>
    public void Pause() => _ = SendSignal(Id, StopSignal);

    public void GoOn() => _ = SendSignal(Id, ContinueSignal);

    /// <summary>Says a line to the child and waits for its next line.</summary>
    public async Task<string> Ask(string line, CancellationToken ct)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(line.AsMemory(), ct);
            await _process.StandardInput.FlushAsync(ct);
        }
        catch (IOException)
        {
            throw EndedTooEarly();
        }

        return await NextLine(ct);
    }

    public async Task<string> NextLine(CancellationToken ct)
    {
        try
        {
            return await _lines.Reader.ReadAsync(ct);
        }
        catch (ChannelClosedException)
        {
            throw EndedTooEarly();
        }
    }

    private ProcessFault EndedTooEarly() => new($"{_name} ended too early:\n{Tail()}");

    /// <summary>Asks until <paramref name="isReady"/> says yes; fails at once when the child ends before that.</summary>
    public async Task WaitUntil(Func<CancellationToken, Task<bool>> isReady, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await isReady(ct))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
                throw new ProcessFault($"{_name} {(_process.HasExited ? "ended before it was" : "took too long to be")} ready:\n{Tail()}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, ct);
        }
    }

    /// <summary>Resident memory now, as the kernel counts it.</summary>
    public double ResidentMegabytes()
    {
        var status = File.ReadLines($"/proc/{Id.ToString(CultureInfo.InvariantCulture)}/status");
        var line = status.First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>The last lines it printed, on either stream.</summary>
    public string Tail()
    {
        lock (_tail)
            return string.Join('\n', _tail);
    }

    /// <summary>Asks the child to end as an operator would, and ends it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close(); // Our own verbs end with their input.
            Terminate();
            if (!await HasEnded(Patience, CancellationToken.None))
                _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        lock (_tail)
            _log?.Dispose();
    }

    private async Task<bool> HasEnded(TimeSpan patience, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Take(string? line, bool isOutput)
    {
        if (line is null)
        {
            if (isOutput)
                _lines.Writer.TryComplete();
            return;
        }

        if (isOutput)
            _lines.Writer.TryWrite(line);
        lock (_tail)
        {
            Keep(_tail, line, 20);
            if (isOutput)
                return;
            Keep(_errors, line, 200);
            _log?.WriteLine(line);
        }
    }

    private static void Keep(Queue<string> lines, string line, int most)
    {
        lines.Enqueue(line);
        if (lines.Count > most)
            lines.Dequeue();
    }

    /// <summary>.NET can only kill; a clean end needs the signal itself.</summary>
    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int processId, int signal);
}
