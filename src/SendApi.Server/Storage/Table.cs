namespace SendApi.Server.Storage;

/// <summary>A column as the copying of whole tables sees it: a whole number or a text.</summary>
public sealed record TableColumn(string Name, bool IsNumber);

/// <summary>A table that holds data, read from the engine's own catalogue: one that a later migration adds is there by itself.</summary>
/// <param name="Key">Where in a row the columns of the primary key stand, in the key's order. A number that the engine gives out is no key on every engine: there it is the id.</param>
/// <param name="Place">The column whose numbers the engine gives out, or null.</param>
public sealed record Table(string Name, IReadOnlyList<TableColumn> Columns, IReadOnlyList<int> Key, string? Place)
{
    /// <summary>What belongs to one store and its running nodes, and does not move with the data.</summary>
    private static readonly string[] Left = ["schemaversions", "store_marks", "store_moves", "nodes"];

    /// <summary>All tables of the store by their names.</summary>
    public static async Task<List<Table>> All(Session session)
    {
        var rows = await session.Query<CatalogueRow>(session.Dialect.Catalogue);
        return [.. rows.GroupBy(r => r.TableName).Where(t => IsData(t.Key)).Select(t => Read(t.Key, [.. t])).OrderBy(t => t.Name, StringComparer.Ordinal)];
    }

    /// <summary>The table with only these columns, in this order.</summary>
    public Table With(IReadOnlyList<string> columns)
    {
        var kept = columns.Select(name => Columns.FirstOrDefault(c => c.Name == name)
            ?? throw new InvalidDataException($"The store has no column {name} in its table {Name}.")).ToList();
        return this with { Columns = kept, Key = [.. Key.Select(k => kept.IndexOf(Columns[k]))] };
    }

    public IReadOnlyList<object> KeyOf(object?[] row) => [.. Key.Select(k => row[k] ?? throw new InvalidDataException($"A row of {Name} has no key."))];

    private static bool IsData(string name) =>
        !Left.Contains(name, StringComparer.OrdinalIgnoreCase) && !name.StartsWith("node_", StringComparison.Ordinal) && !name.StartsWith("sqlite_", StringComparison.Ordinal);

    private static Table Read(string name, List<CatalogueRow> rows)
    {
        var place = rows.FirstOrDefault(r => r.IsPlace > 0)?.ColumnName;
        var key = rows.Select((row, i) => (Place: row.ColumnName == place ? 0 : row.InKey, Column: i)).Where(k => k.Place > 0).OrderBy(k => k.Place).Select(k => k.Column).ToList();
        if (key.Count == 0 && rows.FirstOrDefault(r => r.ColumnName == "id") is { } id)
            key.Add(rows.IndexOf(id));
        if (key.Count == 0)
            throw new InvalidDataException($"The table {name} has neither a primary key nor a column id, and cannot be copied.");
        return new(name, [.. rows.Select(r => new TableColumn(r.ColumnName, IsNumber(r)))], key, place);
    }

    private static bool IsNumber(CatalogueRow row) => row.Type.ToUpperInvariant() switch
    {
        "TEXT" => false,
        "BIGINT" or "INTEGER" => true,
        var other => throw new InvalidDataException($"The column {row.ColumnName} of the table {row.TableName} is of the type {other}, and cannot be copied."),
    };

    private sealed class CatalogueRow
    {
        public string TableName { get; init; } = "";
        public string ColumnName { get; init; } = "";
        public string Type { get; init; } = "";
        public long InKey { get; init; }
        public long IsPlace { get; init; }
    }
}
