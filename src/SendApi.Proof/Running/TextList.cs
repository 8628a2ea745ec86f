using System.Globalization;
using System.Text.Json;
using SendApi.Proof.Judging;

namespace SendApi.Proof.Running;

/// <summary>Every message of the account, read from a node page by page as a customer would.</summary>
internal static class TextList
{
    public static async Task<List<ListedText>> Read(Uri node, string key, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = node, DefaultRequestHeaders = { Authorization = new("Bearer", key) } };
        var all = new List<ListedText>();
        for (string? cursor = ""; cursor is not null;)
        {
            using var page = JsonDocument.Parse(await http.GetStringAsync($"/v1/sms/messages?per_page=100{(cursor.Length > 0 ? "&cursor=" + cursor : "")}", ct));
            all.AddRange(page.RootElement.GetProperty("data").EnumerateArray().Select(One));
            cursor = page.RootElement.GetProperty("meta").TryGetProperty("next_cursor", out var next) ? next.GetString() : null;
        }

        return all;
    }

    private static ListedText One(JsonElement m) => new(Text(m, "id"), Text(m, "status"), Text(m, "content"),
        (long)(decimal.Parse(Text(m.GetProperty("price"), "amount"), CultureInfo.InvariantCulture) * 1_000_000));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
