using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using SendApi.Tests.Connectors.Smpp;

namespace SendApi.Tests.Strangers;

/// <summary>A program we did not write, started beside the test; it says what happens in JSON lines.</summary>
internal sealed class Stranger : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Channel<JsonElement> _events = Channel.CreateUnbounded<JsonElement>();
    private readonly Task _reading;
    private bool _isOver;

    private Stranger(Process process)
    {
        _process = process;
        _reading = Read();
    }

    /// <summary>Starts a script of this folder with node; skips the test where node or the package is not there.</summary>
    public static Stranger Start(string script, string package = "smpp")
    {
        var folder = Folder();
        if (!Directory.Exists(Path.Combine(folder, "node_modules", package)))
            Assert.Skip("The strangers are not installed: run 'npm ci' in tests/SendApi.Tests/Strangers.");

        try
        {
            var start = new ProcessStartInfo("node", script) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true };
            // Null only where the shell starts it.
            return new Stranger(Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            Assert.Skip($"node could not be started: {missing.Message}");
            throw;
        }
    }

    /// <summary>Gives it all that it will ever be told.</summary>
    public async Task Tell(string everything)
    {
        await _process.StandardInput.WriteAsync(everything);
        _process.StandardInput.Close();
    }

    /// <summary>The next event, whatever its name.</summary>
    public Task<JsonElement> Next() => _events.Reader.ReadAsync().AsTask().Soon();

    /// <summary>The next event of this name; others before it are passed over.</summary>
    public async Task<JsonElement> Next(string name)
    {
        while (true)
        {
            var happened = await Next();
            if (happened.GetProperty("event").GetString() == name)
                return happened;
        }
    }

    private async Task Read()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            _events.Writer.TryWrite(JsonDocument.Parse(line).RootElement);
        _events.Writer.Complete();
    }

    private static string Folder()
    {
        for (var up = AppContext.BaseDirectory; up is not null; up = Path.GetDirectoryName(up))
            if (File.Exists(Path.Combine(up, "Strangers", "package.json")))
                return Path.Combine(up, "Strangers");
        throw new DirectoryNotFoundException("The folder Strangers is not above the tests' own.");
    }

    /// <summary>Ends it; a second time there is nothing to end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isOver, true))
            return;

        _process.StandardInput.Close();
        await _reading.Soon();
        await _process.WaitForExitAsync().Soon();
        _process.Dispose();
    }
}
