using SendApi.Proof.Faults;
using SendApi.Proof.Processes;

namespace SendApi.Proof.Running;

/// <summary>One real server process, started again as often as it is killed.</summary>
internal sealed class Node(int number, ChildCommand serve, WrongClock? clock) : IAsyncDisposable
{
    private const int MostLaunches = 3;

    private ChildProcess? _process;
    private Task _listens = Task.CompletedTask;
    private volatile Uri? _url;
    private long _answered;
    private int _launches;

    /// <summary>From 0.</summary>
    public int Number => number;

    /// <summary>Where it listens; null while it is away or on its way up.</summary>
    public Uri? Url => _url;

    /// <summary>How many texts it has answered 201.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    public WrongClock Clock => clock ?? throw new InvalidOperationException("This node has the system's clock.");

    private ChildProcess Process => _process ?? throw new InvalidOperationException("The node was not started.");

    public void HasAnswered() => Interlocked.Increment(ref _answered);

    /// <summary>Starts it and does not wait until it listens.</summary>
    public Task Launch()
    {
        _launches = 0;
        return Begin();
    }

    /// <summary>Starts it once more, as a supervisor does, when it ended before it listened: a store that is slow for a moment is no reason to stay away. False when it had its tries, or did listen.</summary>
    public async Task<bool> LaunchAgain()
    {
        if (_url is not null || ++_launches > MostLaunches)
            return false;
        await Begin();
        return true;
    }

    /// <summary>Waits until it listens; false when it ended before.</summary>
    public async Task<bool> Listens()
    {
        await _listens;
        return _url is not null;
    }

    /// <summary>Takes it away in the middle of whatever it does.</summary>
    public async Task Kill()
    {
        await Process.Kill(CancellationToken.None);
        await _listens;
        _url = null;
    }

    public void Pause() => Process.Pause();

    public void GoOn() => Process.GoOn();

    public string Tail() => _process?.Tail() ?? "";

    /// <summary>Whether it is gone though nobody took it away.</summary>
    public bool HasDied => _process is { HasExited: true };

    /// <summary>Ends it as an operator does and gives its exit code.</summary>
    public async Task<int> Stop()
    {
        Process.Terminate();
        return (await Process.End(CancellationToken.None)).Code;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        if (!_process.HasExited)
            await _process.Kill(CancellationToken.None); // Its data is of no use to anybody now.
        await _listens;
        await Forget(_process);
    }

    private async Task Begin()
    {
        if (_process is not null)
            await Forget(_process);
        _process = ChildProcess.Start(serve);
        _listens = Listen(_process);
    }

    private async Task Forget(ChildProcess process)
    {
        if (clock is not null)
            WrongClock.Forget(process.Id);
        await process.DisposeAsync();
    }

    /// <summary>The first line of a server names the port it got.</summary>
    private async Task Listen(ChildProcess process)
    {
        try
        {
            var line = await process.NextLine(CancellationToken.None);
            _url = new Uri(line.Split(' ', StringSplitOptions.RemoveEmptyEntries).First(word => word.StartsWith("http://", StringComparison.Ordinal)).TrimEnd(','));
        }
        catch (ProcessFault)
        {
            _url = null; // It was killed before it listened.
        }
    }
}
