using System.CommandLine;
using SendApi.Server.Delivery;

namespace SendApi.Server.Commands;

/// <summary>sendapi receipts: receipts that found no message</summary>
internal static class ReceiptCommands
{
    public static Command Make()
    {
        const int most = 1_000;
        var provider = new Option<string?>("--provider") { Description = "Only those of this provider.", HelpName = "NAME" };
        var limit = new Option<int>("--limit") { Description = $"How many, the newest first; at most {most:N0}.", DefaultValueFactory = _ => 100, HelpName = "COUNT" };
        return new Command("receipts", """
            Lists receipts that found no message. Each is tried again every second and kept for 7 days.

            A few are no harm: the answer to their submit was lost, and its message is uncertain. When all receipts of a provider lie
            here, its ids differ between the answer and the receipt: see its setting receipt_ids.
            """) { provider, limit }.Runs(async (parsed, ct) =>
        {
            if (parsed.GetValue(limit) is < 1 or > most)
                throw new CommandFault($"The limit is 1 to {most:N0}.");
            var rows = await CommandLine.With(parsed, db => db.Read(s => OrphanRow.List(s, parsed.GetValue(provider), parsed.GetValue(limit)), ct));
            Output.List(parsed.GetValue(CommandLine.Json), rows.ConvertAll(r => r.Received()), "Every receipt found its message.",
                new("PROVIDER", "provider", r => r.Receipt.Provider), new("ID OF THE PROVIDER", "provider_id", r => r.Receipt.ProviderId), new("STATE", "state", r => r.Receipt.Raw),
                new("ERROR", "error_code", r => r.Receipt.ErrorCode), new("RECEIVED", "received_at", r => Shown.Time(Storage.Times.ToMicros(r.At))));
        });
    }
}
