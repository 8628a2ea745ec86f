namespace SendApi.Bench.Reports;

/// <summary>A Markdown table: the first and the last column are words, those between are figures.</summary>
public sealed record Table(IReadOnlyList<string> Columns)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    public void Add(params IReadOnlyList<string> cells)
    {
        if (cells.Count != Columns.Count)
            throw new ArgumentException($"The table has {Columns.Count} columns, the row {cells.Count}.", nameof(cells));
        _rows.Add(cells);
    }

    public string Markdown()
    {
        var rule = Columns.Select((_, column) => column == 0 || column == Columns.Count - 1 ? "---" : "---:").ToArray();
        return string.Concat(new[] { Columns, rule }.Concat(_rows).Select(cells => $"| {string.Join(" | ", cells)} |\n"));
    }
}
