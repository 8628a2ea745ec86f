using System.Globalization;
using System.Net;
using System.Text.Json;

namespace SendApi.Simulator.Meta;

/// <summary>The templates of the simulated Graph API: one whose name says <c>reject</c> is rejected, and any other is approved.</summary>
internal sealed class CloudTemplateDesk(CloudRecords records, Func<string> nextId)
{
    private const string Approved = "APPROVED";

    private const int MostTemplates = 250, UsualPage = 25;

    private static readonly string[] Categories = ["MARKETING", "UTILITY", "AUTHENTICATION"];

    public async Task<bool> IsApproved(string business, string? name, string? language) =>
        (await records.Find(business)).Templates.Any(t => t.Name == name && t.Language == language && t.Status == Approved);

    public async Task<CloudAnswer> List(string business, IReadOnlyDictionary<string, string> query)
    {
        var all = (await records.Find(business)).Templates.Where(t => query.GetValueOrDefault("name") is not { } name || t.Name == name).ToList();
        var from = Number(query.GetValueOrDefault("after"), 0);
        var page = all.Skip(from).Take(Number(query.GetValueOrDefault("limit"), UsualPage)).ToList();
        return CloudAnswer.Good(json =>
        {
            json.WriteStartArray("data");
            foreach (var template in page)
                Write(json, template);
            json.WriteEndArray();
            json.WriteStartObject("paging");
            json.WriteStartObject("cursors");
            json.WriteString("after", (from + page.Count).ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
            if (from + page.Count < all.Count)
                json.WriteString("next", "the next page");
            json.WriteEndObject();
        });
    }

    /// <summary>Takes a template in, which is pending in the answer.</summary>
    /// <returns>The template as it is decided; null where it is not taken.</returns>
    public async Task<(CloudAnswer Answer, CloudRecordTemplate? Added)> Add(string business, JsonElement body)
    {
        if (Read(body) is not { } draft)
            return (CloudAnswer.Error(HttpStatusCode.BadRequest, 100, "A template has a name, a language, a category and components."), null);

        var isTaken = await records.Change(business, r => r.Templates.Count == MostTemplates || r.Templates.Any(t => t.Name == draft.Name && t.Language == draft.Language)
            ? r
            : r with { Templates = [.. r.Templates, draft] });
        return isTaken
            ? (CloudAnswer.Good(json =>
            {
                json.WriteString("id", draft.Id);
                json.WriteString("status", "PENDING");
                json.WriteString("category", draft.Category);
            }), draft)
            : (CloudAnswer.Error(HttpStatusCode.BadRequest, 100, "There is a template of this name in this language already, or there are too many."), null);
    }

    public async Task<CloudAnswer> Remove(string business, IReadOnlyDictionary<string, string> query)
    {
        var isThere = await records.Change(business, r =>
        {
            var rest = r.Templates.Where(t => t.Id != query.GetValueOrDefault("hsm_id") || t.Name != query.GetValueOrDefault("name")).ToList();
            return rest.Count < r.Templates.Count ? r with { Templates = rest } : r;
        });
        return isThere ? CloudAnswer.Done : CloudAnswer.Error(HttpStatusCode.BadRequest, 100, "There is no such template.");
    }

    private CloudRecordTemplate? Read(JsonElement body)
    {
        if (CloudRequest.Text(body, "name") is not { Length: > 0 } name || CloudRequest.Text(body, "language") is not { Length: > 0 } language
            || CloudRequest.Text(body, "category") is not { } category || !Categories.Contains(category)
            || !body.TryGetProperty("components", out var components) || components.ValueKind != JsonValueKind.Array)
            return null;

        var isRejected = name.Contains("reject", StringComparison.OrdinalIgnoreCase);
        return new(nextId(), name, language, category, isRejected ? "REJECTED" : Approved, isRejected ? "INVALID_FORMAT" : "NONE", components.GetRawText());
    }

    private static void Write(Utf8JsonWriter json, CloudRecordTemplate template)
    {
        json.WriteStartObject();
        json.WriteString("id", template.Id);
        json.WriteString("name", template.Name);
        json.WriteString("language", template.Language);
        json.WriteString("category", template.Category);
        json.WriteString("status", template.Status);
        json.WriteString("rejected_reason", template.Reason);
        json.WritePropertyName("components");
        json.WriteRawValue(template.Components);
        json.WriteEndObject();
    }

    private static int Number(string? text, int otherwise) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
