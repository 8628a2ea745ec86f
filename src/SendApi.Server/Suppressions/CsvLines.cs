using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace SendApi.Server.Suppressions;

/// <summary>One line of a CSV file that is not empty: its values, or what is wrong with it.</summary>
public sealed record CsvLine(long Number, IReadOnlyList<string> Values, string? Fault = null);

/// <summary>Reads a CSV file of any length line by line: values between commas, in double quotes where they hold one. A line is a row.</summary>
/// <param name="hash">Takes in all that is read, to tell the file from another.</param>
public sealed class CsvLines(TextReader text, IncrementalHash? hash = null)
{
    private const int LongestLine = 2_000;

    private readonly char[] _buffer = new char[32 * 1024];
    private readonly StringBuilder _line = new();
    private int _at, _length;
    private long _number;

    /// <summary>The next line, or null at the end.</summary>
    public async ValueTask<CsvLine?> Next(CancellationToken ct)
    {
        while (await ReadLine(ct))
        {
            _number++;
            if (_line.Length > LongestLine)
                return new(_number, [], $"The line is longer than {LongestLine:N0} characters.");
            var line = _line.ToString().TrimEnd('\r');
            if (!string.IsNullOrWhiteSpace(line))
                return Split(line) is { } values ? new(_number, values) : new(_number, [], "A double quote is not closed, or text stands beside a quoted value.");
        }

        return null;
    }

    /// <summary>Reads to the end, for the hash alone.</summary>
    public async Task Skip(CancellationToken ct)
    {
        while (await Fill(ct))
        {
        }
    }

    /// <summary>A value as it has to stand in a line.</summary>
    public static string Quoted(string value) =>
        value.AsSpan().ContainsAny(",\"\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;

    /// <summary>Of a line that is too long only the beginning is kept.</summary>
    private async ValueTask<bool> ReadLine(CancellationToken ct)
    {
        _line.Clear();
        for (var isBegun = false; ; isBegun = true)
        {
            if (_at == _length && !await Fill(ct))
                return isBegun;

            var rest = _buffer.AsSpan(_at, _length - _at);
            var end = rest.IndexOf('\n');
            var part = end < 0 ? rest : rest[..end];
            _line.Append(part[..Math.Min(part.Length, LongestLine + 1 - Math.Min(_line.Length, LongestLine + 1))]);
            _at += end < 0 ? rest.Length : end + 1;
            if (end >= 0)
                return true;
        }
    }

    private async ValueTask<bool> Fill(CancellationToken ct)
    {
        (_at, _length) = (0, await text.ReadAsync(_buffer, ct));
        hash?.AppendData(MemoryMarshal.AsBytes(_buffer.AsSpan(0, _length)));
        return _length > 0;
    }

    private static List<string>? Split(string line)
    {
        var values = new List<string>(3);
        for (var at = 0; ;)
        {
            var isQuoted = line.AsSpan(at).TrimStart().StartsWith("\"");
            var end = isQuoted ? EndOfQuoted(line, line.IndexOf('"', at)) : line.IndexOf(',', at);
            if (isQuoted && end < 0)
                return null;

            var value = (end < 0 ? line[at..] : line[at..end]).Trim();
            values.Add(isQuoted ? value[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal).Trim() : value);
            if (end < 0 || end == line.Length)
                return values;
            at = end + 1;
        }
    }

    /// <summary>Where the comma behind a quoted value is, or the end of the line; -1 when the quote does not end there.</summary>
    private static int EndOfQuoted(string line, int quote)
    {
        var at = quote + 1;
        while (at < line.Length && (line[at] != '"' || (at + 1 < line.Length && line[at + 1] == '"')))
            at += line[at] == '"' ? 2 : 1;
        if (at >= line.Length)
            return -1;

        for (at++; at < line.Length && line[at] != ','; at++)
            if (!char.IsWhiteSpace(line[at]))
                return -1;
        return at;
    }
}
