using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SendApi.Server.Storage;

namespace SendApi.Server.Moving;

/// <summary>A row as one line of text: a JSON array of texts, whole numbers and nulls. One row has one spelling, on every engine and in every version: checksums are taken over it.</summary>
internal static class RowText
{
    /// <summary>Only what JSON must escape is escaped.</summary>
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\']);

    public static void Write(IBufferWriter<byte> output, IReadOnlyList<object?> row)
    {
        for (var i = 0; i < row.Count; i++)
        {
            output.Write(i == 0 ? "["u8 : ","u8);
            Write(output, row[i]);
        }

        output.Write("]\n"u8);
    }

    /// <summary>The values of a line, each of the kind of its column.</summary>
    public static object?[] Read(ReadOnlySpan<byte> line, IReadOnlyList<TableColumn> columns)
    {
        var json = new Utf8JsonReader(line);
        json.Read();
        var row = new object?[columns.Count];
        for (var i = 0; i < row.Length; i++)
        {
            json.Read();
            row[i] = json.TokenType switch
            {
                JsonTokenType.Null => null,
                JsonTokenType.Number when columns[i].IsNumber => json.GetInt64(),
                JsonTokenType.String when !columns[i].IsNumber => json.GetString(),
                _ => throw new JsonException($"The value of {columns[i].Name} is a {json.TokenType}."),
            };
        }

        return json.Read() && json.TokenType == JsonTokenType.EndArray ? row : throw new JsonException("A row has more values than columns.");
    }

    private static void Write(IBufferWriter<byte> output, object? value)
    {
        switch (value)
        {
            case null:
                output.Write("null"u8);
                break;
            case long number:
                var room = output.GetSpan(20);
                number.TryFormat(room, out var length, provider: CultureInfo.InvariantCulture);
                output.Advance(length);
                break;
            case string text:
                output.Write("\""u8);
                WriteEscaped(output, text);
                output.Write("\""u8);
                break;
            default:
                throw new InvalidOperationException($"A {value.GetType().Name} is neither a text nor a whole number.");
        }
    }

    private static void WriteEscaped(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        for (int next; (next = text.IndexOfAny(Escaped)) >= 0; text = text[(next + 1)..])
        {
            Encoding.UTF8.GetBytes(text[..next], output);
            if (text[next] < ' ')
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)text[next]:x4}"), output);
            else
                output.Write(text[next] == '"' ? "\\\""u8 : @"\\"u8);
        }

        Encoding.UTF8.GetBytes(text, output);
    }
}
