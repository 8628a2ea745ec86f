using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using SendApi.Bench.Reports;

namespace SendApi.Bench.Smpp;

/// <summary>`smsc`: a message centre that takes everything at once. It answers the lines `totals` and `dump FIRST COUNT PATH` on its standard input, prints
/// its totals when that ends, and goes.</summary>
public static class SmscCommand
{
    private static readonly Option<int> Port = new("--port") { Required = true };

    private static readonly Option<double> ReceiptDelay = new("--receipt-delay") { Description = "Milliseconds from submit to receipt." };

    private static readonly Option<int> Capacity = new("--capacity") { Description = "Sequence numbers it tells apart.", DefaultValueFactory = _ => 3_000_000 };

    public static Command Create()
    {
        var command = new Command("smsc", "A simulated message centre over SMPP 3.4, until its standard input ends.") { Port, ReceiptDelay, Capacity };
        command.Hidden = true;
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult options, CancellationToken ct)
    {
        var ledger = new SmscLedger(options.GetValue(Capacity));
        using var listener = new TcpListener(IPAddress.Loopback, options.GetValue(Port));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        listener.Start();
        var accepting = Accept(listener, ledger, TimeSpan.FromMilliseconds(options.GetValue(ReceiptDelay)), ending.Token);

        Console.WriteLine("listening");
        while (await Console.In.ReadLineAsync(ct) is { } line)
            Console.WriteLine(Answer(ledger, line.Split(' ', 4)));

        await ending.CancelAsync();
        await accepting;
        Console.WriteLine(Json(ledger));
        return 0;
    }

    private static string Answer(SmscLedger ledger, string[] words)
    {
        if (words is not ["dump", var first, var count, var path])
            return Json(ledger);
        ledger.Write(int.Parse(first, CultureInfo.InvariantCulture), int.Parse(count, CultureInfo.InvariantCulture), path);
        return "dumped";
    }

    private static string Json(SmscLedger ledger) => JsonSerializer.Serialize(ledger.Totals(), ReportFiles.Line);

    private static async Task Accept(TcpListener listener, SmscLedger ledger, TimeSpan receiptDelay, CancellationToken ct)
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(ct);
                socket.NoDelay = true;
                sessions.Add(Serve(new SmscSession(socket, ledger, receiptDelay), ct));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(sessions);
        }
    }

    /// <summary>A session that fails takes the centre with it: half a measurement would look like lost messages.</summary>
    private static async Task Serve(SmscSession session, CancellationToken ct)
    {
        try
        {
            await session.Run(ct);
        }
        catch (Exception fault)
        {
            await Console.Error.WriteLineAsync(fault.ToString());
            Environment.Exit(2);
        }
    }
}
