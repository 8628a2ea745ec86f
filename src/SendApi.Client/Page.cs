namespace SendApi.Client;

/// <summary>One page of a list, and how to get the next one.</summary>
/// <param name="Items">What stands on the page.</param>
/// <param name="Meta">Where in the list it is.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, PageMeta Meta)
{
    /// <summary>Where the next page begins, for <see cref="PageRequest.Cursor"/>; null when this was the last one.</summary>
    public string? NextCursor => Meta.NextCursor;
}

/// <summary>Where in a list a page is.</summary>
public sealed record PageMeta
{
    /// <summary>How many entries the whole list has; null where counting would be slow.</summary>
    public long? Total { get; init; }

    /// <summary>The number of the page, from 1; null where the list is read by cursor.</summary>
    public int? Page { get; init; }

    /// <summary>How many entries a page has at most.</summary>
    public int PerPage { get; init; }

    /// <summary>The number of the last page; null where counting would be slow.</summary>
    public long? LastPage { get; init; }

    /// <summary>Where the next page begins; null when this was the last one.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>Which page of a list is wanted; the first one without any of it.</summary>
public sealed record PageRequest
{
    /// <summary>How many entries, 1 to 100; 25 without it.</summary>
    public int? PerPage { get; init; }

    /// <summary>The number of the page, from 1. For the first few; further in, use the cursor.</summary>
    public int? Page { get; init; }

    /// <summary>Where the page begins: the <see cref="Page{T}.NextCursor"/> of the one before.</summary>
    public string? Cursor { get; init; }
}
