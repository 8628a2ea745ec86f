using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SendApi.Bench.Processes;
using SendApi.Proof.Processes;

namespace SendApi.Bench.Accept;

/// <summary>The yardstick of the field: Kannel's bearerbox and smsbox from Debian, delivering to its own fake SMSC, or by SMPP to ours.</summary>
public static class Kannel
{
    private const string Bearerbox = "/usr/sbin/bearerbox", Smsbox = "/usr/sbin/smsbox", FakeSmsc = "/usr/lib/kannel/test/fakesmsc", Password = "bench";

    public static IReadOnlyList<Subject> Subjects { get; } =
    [
        Row("memory", "in memory"),
        Row("file", "in a file without sync"),
        Row("spool", "in a file of its own without sync"),
    ];

    /// <summary>Why it cannot be run by SMPP here, or null.</summary>
    public static string? MissingForSmpp => File.Exists(Bearerbox) && File.Exists(Smsbox) ? null : "the package kannel is not installed";

    /// <summary>Kannel with its store in memory, bound to an SMSC that listens already.</summary>
    public static async Task<RunningSubject> StartSmpp(Workbench bench, int smscPort, int window, CancellationToken ct)
    {
        var folder = bench.NewFolder("kannel");
        Ports ports = new(Workbench.FreePort(), Workbench.FreePort(), smscPort, Workbench.FreePort());
        var settings = Path.Combine(folder, "kannel.conf");
        var smsc = $"""
            smsc = smpp
            smsc-id = bench
            host = 127.0.0.1
            port = {smscPort}
            transceiver-mode = true
            smsc-username = bench
            smsc-password = bench
            system-type = ""
            max-pending-submits = {window}
            """;
        await File.WriteAllTextAsync(settings, Settings(ports, "", smsc), ct);

        return await Run(bench, (ports, settings), withFakeSmsc: false, ct);
    }

    private static Subject Row(string store, string promise) => new(
        "kannel-" + store, $"Kannel, {store} store, delivering to its fake SMSC meanwhile", promise, (bench, ct) => Start(bench, store, ct))
    {
        Missing = Missing(),
    };

    private static string? Missing() => (File.Exists(Bearerbox) && File.Exists(Smsbox), File.Exists(FakeSmsc)) switch
    {
        (false, _) => "the package kannel is not installed",
        (_, false) => "the package kannel-extras (fakesmsc) is not installed",
        _ => null,
    };

    private static async Task<RunningSubject> Start(Workbench bench, string store, CancellationToken ct)
    {
        var folder = bench.NewFolder("kannel");
        Ports ports = new(Workbench.FreePort(), Workbench.FreePort(), Workbench.FreePort(), Workbench.FreePort());
        var settings = Path.Combine(folder, "kannel.conf");
        var smsc = $"""
            smsc = fake
            smsc-id = fake
            port = {ports.Smsc}
            connect-allow-ip = 127.0.0.1
            """;
        await File.WriteAllTextAsync(settings, Settings(ports, Store(store, folder), smsc), ct);

        return await Run(bench, (ports, settings), withFakeSmsc: true, ct);
    }

    private static async Task<RunningSubject> Run(Workbench bench, (Ports Ports, string Settings) kannel, bool withFakeSmsc, CancellationToken ct)
    {
        List<ChildProcess> children = [];
        try
        {
            var bearerbox = Run(Bearerbox, ["-v", "4", kannel.Settings], bench.ServerCpus, children);
            await bearerbox.WaitUntil(token => SendApiProgram.Answers(kannel.Ports.Admin, "/status.txt?password=" + Password, token), ct);

            // -m 0: it only receives. It connects to the port that bearerbox's `fake` centre listens on.
            if (withFakeSmsc)
                Run(FakeSmsc, ["-v", "4", "-H", "127.0.0.1", "-r", Text(kannel.Ports.Smsc), "-m", "0", "1 2 text nothing"], bench.ClientCpus, children);
            await bearerbox.WaitUntil(token => Listens(kannel.Ports.Smsbox, token), ct);
            var smsbox = Run(Smsbox, ["-v", "4", kannel.Settings], bench.ServerCpus, children);
            await smsbox.WaitUntil(token => Accepts(kannel.Ports.SendSms, token), ct);
            return new RunningSubject("kannel", [kannel.Ports.SendSms], Password, children);
        }
        catch (Exception)
        {
            await new RunningSubject("kannel", [kannel.Ports.SendSms], Password, children).DisposeAsync();
            throw;
        }
    }

    private static ChildProcess Run(string program, string[] arguments, string? cpus, List<ChildProcess> children)
    {
        var child = ChildProcess.Start(new ChildCommand(program, arguments) { Cpus = cpus });
        children.Add(child);
        return child;
    }

    /// <summary>Whether bearerbox takes its smsbox in: it answers on its admin port earlier, and a smsbox that comes too soon gives up for good.</summary>
    private static async Task<bool> Listens(int port, CancellationToken ct)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, ct);
            return true;
        }
        catch (SocketException)
        {
            return false; // Not yet.
        }
    }

    /// <summary>Whether one real send is accepted: smsbox listens before bearerbox knows it.</summary>
    private static Task<bool> Accepts(int port, CancellationToken ct) =>
        SendApiProgram.Answers(port, $"/cgi-bin/sendsms?username=bench&password={Password}&from=12345&to=%2B447700900123&text=ready", ct);

    /// <summary>Without a location Kannel keeps its store in memory only.</summary>
    private static string Store(string store, string folder) => store switch
    {
        "file" => $"store-type = file\nstore-location = {Path.Combine(folder, "store.log")}",
        "spool" => $"store-type = spool\nstore-location = {Directory.CreateDirectory(Path.Combine(folder, "spool")).FullName}",
        _ => "",
    };

    private static string Settings(Ports ports, string store, string smsc) => $"""
        group = core
        admin-port = {ports.Admin}
        admin-interface = 127.0.0.1
        admin-password = {Password}
        smsbox-port = {ports.Smsbox}
        smsbox-interface = 127.0.0.1
        {store}

        group = smsc
        {smsc}

        group = smsbox
        bearerbox-host = 127.0.0.1
        sendsms-port = {ports.SendSms}
        sendsms-interface = 127.0.0.1

        group = sms-service
        keyword = default
        max-messages = 0
        text = nothing

        group = sendsms-user
        username = bench
        password = {Password}

        """;

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    /// <summary>Every port that Kannel's boxes listen on.</summary>
    private sealed record Ports(int Admin, int Smsbox, int Smsc, int SendSms);
}
