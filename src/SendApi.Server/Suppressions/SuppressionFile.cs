using SendApi.Core;

namespace SendApi.Server.Suppressions;

/// <summary>The columns of an import as its first line orders them, and how a line of it is read.</summary>
public sealed class SuppressionFile
{
    private const string Expected = "The first line names the columns, with commas between them: address, and where you like channel and reason.";

    private const string DefaultReason = "import";

    /// <summary>What the export writes beyond that is passed over, so that an export can be imported as it is.</summary>
    private static readonly string[] Read = ["address", "channel", "reason"], PassedOver = ["id", "source", "created_at"];

    private readonly int _columns, _address, _channel, _reason;

    private SuppressionFile(List<string> names) =>
        (_columns, _address, _channel, _reason) = (names.Count, names.IndexOf("address"), names.IndexOf("channel"), names.IndexOf("reason"));

    /// <summary>Reads the first line; 4000 when it is no header, and then nothing was changed.</summary>
    public static async Task<SuppressionFile> Open(CsvLines lines, CancellationToken ct)
    {
        if (await lines.Next(ct) is not { } first)
            throw Wrong("The file is empty.");

        var names = first.Values.Select(v => v.ToLowerInvariant()).ToList();
        if (first.Fault is { } fault)
            throw Wrong(fault);
        if (names.Find(n => !Read.Contains(n) && !PassedOver.Contains(n)) is { } unknown)
            throw Wrong($"There is no column '{Shown.Cut(unknown)}'.");
        if (!names.Contains("address") || names.Distinct().Count() < names.Count)
            throw Wrong("The column 'address' is missing, or a column is there twice.");
        return new SuppressionFile(names);
    }

    /// <summary>Reads a line; the answer is what is wrong with it, or null.</summary>
    public string? Parse(CsvLine line, out Suppressed entry)
    {
        entry = new("", "", "");
        if (line.Fault is not null)
            return line.Fault;
        if (line.Values.Count != _columns)
            return $"The line has {line.Values.Count} values and the first line has {_columns}.";

        var channel = Value(line, _channel, Suppressed.AllChannels).ToLowerInvariant();
        if (!Suppressed.Channels.Contains(channel))
            return $"'{Shown.Cut(channel)}' is not a channel: {string.Join(", ", Suppressed.Channels)}.";

        var reason = Value(line, _reason, DefaultReason);
        var fault = Suppressed.ReadAddress(line.Values[_address], channel, out var address) ?? Suppressed.ReasonFault(reason);
        entry = new(address, channel, reason);
        return fault;
    }

    private static string Value(CsvLine line, int column, string otherwise) => column < 0 || line.Values[column].Length == 0 ? otherwise : line.Values[column];

    private static Refusal Wrong(string fault) => new(Errors.InvalidRequest, $"{fault} {Expected} Nothing was imported.", "line 1");
}
