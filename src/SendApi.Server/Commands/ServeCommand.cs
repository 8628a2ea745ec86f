using System.CommandLine;
using Microsoft.Extensions.Options;
using SendApi.Server.Accounts;
using SendApi.Server.Outbound;
using SendApi.Server.People;
using SendApi.Server.Storage;
using SendApi.Server.Wiring;

namespace SendApi.Server.Commands;

/// <summary>sendapi serve: runs the server until it is told to stop.</summary>
internal static class ServeCommand
{
    public const string Name = "serve";

    public static Command Make(TimeProvider clock)
    {
        var urls = new Option<string>("--urls") { Description = "Where to listen, several separated by ';'.", DefaultValueFactory = _ => "http://localhost:8080", HelpName = "URLS" };
        var roles = new Option<string>("--roles") { Description = "What this node does: api, worker or both.", DefaultValueFactory = _ => "api,worker", HelpName = "ROLES" };
        var dev = new Option<bool>("--dev") { Description = "For trying out: prints keys and a first curl, and live keys reach the simulator while no provider is set up, and calls may go to this machine." };
        var log = new Option<string>("--log") { Description = "How to log on standard error: text or json.", DefaultValueFactory = _ => Console.IsErrorRedirected ? "json" : "text", HelpName = "FORM" };
        log.AcceptOnlyFromAmong("text", "json");
        var command = new Command(Name, "Runs the server. Needs no settings: the store is made in the data folder, test keys reach the built-in simulator.") { urls, roles, dev, log };
        return command.Runs(async (parsed, ct) =>
        {
            var parts = parsed.GetRequiredValue(roles).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length == 0 || parts.Any(r => r is not ("api" or "worker")))
                throw new CommandFault("--roles takes api, worker or api,worker.");

            var location = CommandLine.Location(parsed);
            var options = new ServeOptions(location, Urls(parsed.GetRequiredValue(urls)))
            {
                Api = parts.Contains("api"),
                Worker = parts.Contains("worker"),
                LiveToSimulator = parsed.GetValue(dev),
                AllowedNetworks = parsed.GetValue(dev) ? OutboundOptions.Loopback : [],
                JsonLog = parsed.GetValue(log) == "json",
                // Several nodes agree on one time.
                Clock = location.Store is null ? clock : new StoreClock(clock),
            };
            try
            {
                await Run(options, parsed.GetValue(dev), ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                // Stopped on its way up: that was wanted, and nothing was taken yet.
            }
        });
    }

    /// <summary>Checked before anything starts: the framework would find a wrong one last, and say it in a trace.</summary>
    private static string[] Urls(string text)
    {
        var urls = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (urls.Length == 0 || !Array.TrueForAll(urls, IsUrl))
            throw new CommandFault($"--urls takes http://HOST:PORT, several separated by ';', and not '{text}'. For https put a proxy in front.");
        return urls;
    }

    // A star or a plus sign as the host means every address; to Uri it is no host.
    private static bool IsUrl(string url) =>
        Uri.TryCreate(url.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri is { Scheme: "http", Host.Length: > 0, PathAndQuery: "/" };

    private static async Task Run(ServeOptions options, bool dev, CancellationToken ct)
    {
        await using var app = ServerHost.Build(options);
        var db = app.Services.GetRequiredService<Db>();
        await db.Write(s => AccountRows.Find(s, AccountRows.DefaultName, options.Clock.GetUtcNow()), ct);
        await Start(app, ct);
        var listens = app.Urls.Select(url => url.Replace("[::]", "localhost", StringComparison.Ordinal)).ToList();
        await Console.Out.WriteLineAsync($"SendAPI listens on {string.Join(", ", listens)}    store: {db.Dialect.Name}    roles: {string.Join(' ', options.Roles)}");
        // A fresh one at each start: whoever reads the log of an earlier one finds a link that works no more.
        var first = options.Api && await db.Write(s => FirstStart.Welcome(s, options.Clock.GetUtcNow()), ct) is { } path ? listens[0] + path : null;
        if (dev)
            await DevWelcome.Print(app.Services, (listens[0], first), options, ct);
        else if (first is not null)
            await Console.Out.WriteLineAsync($"Nobody can sign in yet. Make yourself the owner within 24 hours, with this link, which works once: {first}");
        await app.WaitForShutdownAsync(CancellationToken.None);
    }

    /// <summary>Stops in order what did start before a start that failed; taken away under the workers, the store would add their faults.</summary>
    private static async Task Start(WebApplication app, CancellationToken ct)
    {
        // Made before anything starts: a wrong setting is found here, where there is nothing to stop yet.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.Services.GetRequiredService<IEnumerable<IHostedService>>();
        try
        {
            await app.StartAsync(ct);
        }
        catch
        {
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }
}
