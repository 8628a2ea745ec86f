namespace SendApi.Tests.Processes;

/// <summary>A message as the list shows it.</summary>
public sealed record ListedMessage(string Id, string Status, string Content)
{
    /// <summary>Every message of the key's account that passes <paramref name="filter"/>, page by page: with a status, one page looks through a bounded number of them.</summary>
    public static async Task<List<ListedMessage>> All(Installation server, string key, string filter = "")
    {
        var all = new List<ListedMessage>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await server.Get($"/v1/sms/messages?per_page=100{filter}{(cursor.Length > 0 ? "&cursor=" + cursor : "")}", key)).Json;
            all.AddRange(page.GetProperty("data").EnumerateArray().Select(m =>
                new ListedMessage(m.GetProperty("id").GetString()!, m.GetProperty("status").GetString()!, m.GetProperty("content").GetString()!)));
            cursor = page.GetProperty("meta").TryGetProperty("next_cursor", out var next) ? next.GetString() : null;
        }

        return all;
    }
}
