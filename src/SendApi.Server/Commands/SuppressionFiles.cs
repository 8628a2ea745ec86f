using System.CommandLine;
using SendApi.Server.Suppressions;

namespace SendApi.Server.Commands;

/// <summary>sendapi suppressions import|export: whole lists as CSV, of any length.</summary>
internal static class SuppressionFiles
{
    private const int LinesBetweenWords = 50_000;

    private static readonly Column<ImportTally>[] TallyColumns =
    [
        new("", "imported", t => Number(t.Imported)), new("", "already_listed", t => Number(t.AlreadyListed)), new("", "rejected", t => Number(t.Rejected)),
    ];

    public static Command Import(TimeProvider clock, Option<bool> test)
    {
        var file = new Argument<string>("file") { Description = "A CSV file with the columns address, and where you like channel and reason." };
        var command = new Command("import", "Takes a CSV file into the list. Lines that are wrong are passed over and told. It can be repeated: what is listed is passed over.") { file, KeyCommands.Account, test };
        return command.Runs(async (parsed, ct) =>
        {
            using var text = new StreamReader(parsed.GetRequiredValue(file));
            var tally = await CommandLine.With(parsed, async db =>
            {
                var import = new SuppressionImport(db, await SuppressionCommands.FindList(db, parsed, clock, ct), clock);
                await import.Run(new CsvLines(text), Progress(), (_, _) => Task.CompletedTask, ct);
                return import.Tally;
            });

            foreach (var error in tally.Errors)
                await Console.Error.WriteLineAsync($"line {error.Line}: {error.Message}");
            if (tally.Rejected > tally.Errors.Count)
                await Console.Error.WriteLineAsync($"… and {tally.Rejected - tally.Errors.Count:N0} more lines.");
            Output.One(parsed.GetValue(CommandLine.Json), tally, $"Imported {tally.Imported:N0}, already listed {tally.AlreadyListed:N0}, rejected {tally.Rejected:N0}.", TallyColumns);
        });
    }

    public static Command Export(TimeProvider clock, Option<bool> test, Column<SuppressionRow>[] columns)
    {
        var command = new Command("export", "Prints the whole list as CSV, in the form that the import takes.") { KeyCommands.Account, test };
        return command.Runs(async (parsed, ct) =>
        {
            await CommandLine.With(parsed, async db =>
            {
                var list = await SuppressionCommands.FindList(db, parsed, clock, ct);
                var pages = SuppressionRows.Pages(db, list, ExportSuppressions.PerPage, ct);
                if (parsed.GetValue(CommandLine.Json))
                    await Output.Stream(pages, columns);
                else
                    await WriteCsv(pages);
                return true;
            });
        });
    }

    private static async Task WriteCsv(IAsyncEnumerable<List<SuppressionRow>> pages)
    {
        await Console.Out.WriteAsync(ExportSuppressions.Header);
        await foreach (var page in pages)
            await Console.Out.WriteAsync(ExportSuppressions.Lines(page));
    }

    private static Action<ImportTally> Progress()
    {
        var told = 0L;
        return tally =>
        {
            var lines = tally.Imported + tally.AlreadyListed + tally.Rejected;
            if (lines - told < LinesBetweenWords)
                return;
            told = lines;
            Console.Error.WriteLine($"{lines:N0} lines, {tally.Rejected:N0} rejected");
        };
    }

    private static string Number(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
