using System.Text.Json;
using System.Text.Json.Serialization;
using SendApi.Bench.Processes;

namespace SendApi.Bench.Reports;

/// <summary>Puts a report where people and programs look: the screen, artifacts/bench, and on wish the page of the documentation.</summary>
public static class ReportFiles
{
    /// <summary>JSON on one line, as the child processes speak it.</summary>
    public static readonly JsonSerializerOptions Line = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly JsonSerializerOptions Indented = new(Line)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static async Task Publish(Report report, bool writeDocs, CancellationToken ct)
    {
        var markdown = report.Markdown();
        Console.WriteLine($"\n{report.Title}\n\n{markdown}");

        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "bench")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, report.Name + ".md"), $"# {report.Title}\n\n{markdown}", ct);
        var json = new { report.Name, report.Machine, report.Verdicts, report.Figures };
        await File.WriteAllTextAsync(Path.Combine(folder, report.Name + ".json"), JsonSerializer.Serialize(json, Indented), ct);
        if (writeDocs)
            await WriteDocs(report.Name, markdown, ct);
    }

    /// <summary>Replaces what stands between the page's two marks of this name.</summary>
    private static async Task WriteDocs(string name, string markdown, CancellationToken ct)
    {
        string page = Path.Combine(Repository.Root, "docs", "performance.md"), open = $"<!-- bench:{name} -->", close = $"<!-- /bench:{name} -->";
        var text = await File.ReadAllTextAsync(page, ct);
        int from = text.IndexOf(open, StringComparison.Ordinal), to = text.IndexOf(close, StringComparison.Ordinal);
        if (from < 0 || to < from)
            throw new BenchFailure($"{page} has no {open} … {close} to write between.");
        await File.WriteAllTextAsync(page, $"{text[..(from + open.Length)]}\n\n{markdown}\n{text[to..]}", ct);
    }
}
