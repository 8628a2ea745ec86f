using SendApi.Client;

namespace SendApi.Dashboard.Pages.Messages;

/// <summary>Reads on over pages that hold nothing of what was asked for: what stands in a rare state may be far back.</summary>
public static class Reach
{
    private const int MostPages = 4;

    public static async Task<Page<T>> First<T>(Func<PageRequest, Task<Page<T>>> read, PageRequest asked)
    {
        var page = await read(asked);
        for (var more = 1; more < MostPages && page.Items.Count == 0 && page.NextCursor is { } cursor; more++)
            page = await read(asked with { Cursor = cursor });
        return page;
    }
}
