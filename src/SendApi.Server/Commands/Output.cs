using System.Text;
using System.Text.Json;

namespace SendApi.Server.Commands;

/// <summary>One printed column: its heading, its JSON name, and how to read it.</summary>
internal sealed record Column<T>(string Heading, string Name, Func<T, string?> Read);

/// <summary>Prints for people as a table or a line, for scripts as JSON.</summary>
internal static class Output
{
    public static void List<T>(bool json, IReadOnlyList<T> rows, string whenEmpty, params Column<T>[] columns)
    {
        if (json)
            Console.Out.WriteLine(Json(writer =>
            {
                writer.WriteStartArray();
                foreach (var row in rows)
                    Object(writer, row, columns);
                writer.WriteEndArray();
            }));
        else if (rows.Count == 0)
            Console.Out.WriteLine(whenEmpty);
        else
            Table(rows, columns);
    }

    /// <summary>One thing: its fields as a JSON object, or the line a person wants to read.</summary>
    public static void One<T>(bool json, T row, string line, params Column<T>[] columns) =>
        Console.Out.WriteLine(json ? Json(writer => Object(writer, row, columns)) : line);

    /// <summary>The same JSON as the API answers, or the text a person wants to read.</summary>
    public static void View<T>(bool json, T view, string text) => Console.Out.WriteLine(json ? ApiJson.Text(view) : text);

    /// <summary>A JSON array of any length, printed as it is read.</summary>
    public static async Task Stream<T>(IAsyncEnumerable<List<T>> pages, Column<T>[] columns)
    {
        var separator = "[";
        await foreach (var page in pages)
            foreach (var row in page)
            {
                await Console.Out.WriteLineAsync(separator + Json(writer => Object(writer, row, columns)));
                separator = ",";
            }

        await Console.Out.WriteLineAsync(separator == "[" ? "[]" : "]");
    }

    /// <summary>One line that is written over, for a person who watches; a script that reads standard error sees only faults.</summary>
    public static void Progress(string what)
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write($"\r\e[K{what}");
    }

    /// <summary>Takes the line of progress away again.</summary>
    public static void EndProgress() => Progress("");

    public static void Fault(bool json, string message) => Console.Error.WriteLine(json
        ? Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("error", message);
            writer.WriteEndObject();
        })
        : $"sendapi: {message}");

    private static void Table<T>(IReadOnlyList<T> rows, Column<T>[] columns)
    {
        var cells = rows.Select(row => columns.Select(c => c.Read(row) ?? "-").ToArray()).Prepend([.. columns.Select(c => c.Heading)]).ToList();
        var widths = columns.Select((_, i) => cells.Max(line => line[i].Length)).ToArray();
        foreach (var line in cells)
            Console.Out.WriteLine(string.Join("  ", line.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }

    private static void Object<T>(Utf8JsonWriter writer, T row, Column<T>[] columns)
    {
        writer.WriteStartObject();
        foreach (var column in columns)
            writer.WriteString(column.Name, column.Read(row));
        writer.WriteEndObject();
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = ApiJson.Writer(output))
            write(writer);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
