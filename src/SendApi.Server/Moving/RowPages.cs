using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using SendApi.Server.Storage;

namespace SendApi.Server.Moving;

/// <summary>How many rows a table has, and the SHA-256 of their lines in the order of the primary key.</summary>
public sealed record TableSum(long Rows, string Sha256);

/// <summary>Reads whole tables by pages in the order of their keys: with bounded memory, by the key's own index, and in the same order on both engines.</summary>
internal static class RowPages
{
    /// <summary>Rows in a page, and in one commit where they are written: long enough to be quick, short enough for memory.</summary>
    public const int Size = 2_000;

    /// <param name="after">The key of the last row that is not wanted again, or null.</param>
    public static async IAsyncEnumerable<List<object?[]>> Read(Session session, Table table, IReadOnlyList<object>? after)
    {
        while (true)
        {
            var page = await session.Rows(Select(table, after is not null), table.Columns, after ?? []);
            if (page.Count > 0)
                yield return page;
            if (page.Count < Size)
                yield break;
            after = table.KeyOf(page[^1]);
        }
    }

    /// <summary>Reads a table to its end and gives its sum; <paramref name="each"/> gets the lines of each page and how many rows there were so far.</summary>
    public static async Task<TableSum> Sum(Session session, Table table, Func<ReadOnlyMemory<byte>, long, Task> each)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var lines = new ArrayBufferWriter<byte>();
        var rows = 0L;
        await foreach (var page in Read(session, table, null))
        {
            lines.ResetWrittenCount();
            foreach (var row in page)
                RowText.Write(lines, row);
            sum.AppendData(lines.WrittenSpan);
            rows += page.Count;
            await each(lines.WrittenMemory, rows);
        }

        return new(rows, Hex(sum));
    }

    public static string Hex(IncrementalHash sum) => Convert.ToHexStringLower(sum.GetHashAndReset());

    private static string Select(Table table, bool isAfter)
    {
        var columns = string.Join(", ", table.Columns.Select(c => c.Name));
        var key = string.Join(", ", table.Key.Select(k => table.Columns[k].Name));
        var values = string.Join(", ", table.Key.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"@k{i}")));
        return string.Create(CultureInfo.InvariantCulture, $"SELECT {columns} FROM {table.Name} {(isAfter ? $"WHERE ({key}) > ({values})" : "")} ORDER BY {key} LIMIT {Size}");
    }
}
