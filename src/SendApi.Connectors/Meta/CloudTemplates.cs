using System.Globalization;
using System.Text.Json;
using SendApi.Connectors.Http;
using SendApi.Core;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Meta;

/// <summary>The templates of a business account, as Meta keeps them.</summary>
/// <remarks>Source: WhatsApp Business Platform documentation, Business Management API, Message templates; Graph API documentation, Paginated results.</remarks>
internal sealed class CloudTemplates(CloudGraph graph)
{
    /// <summary>A business account has 6,000 templates at most, some of them in several languages.</summary>
    private const int PageSize = 50, MostPages = 240;

    private const string Fields = "id,name,language,category,status,rejected_reason,components";

    public async Task<IReadOnlyList<CloudTemplate>> All(CloudAccess access, CancellationToken ct)
    {
        var (all, after) = (new List<CloudTemplate>(), "");
        for (var page = 0; page < MostPages; page++)
        {
            ct.ThrowIfCancellationRequested();
            var said = await graph.Page(access, $"{Path(access)}?fields={Fields}&limit={PageSize}{after}");
            all.AddRange((said.List("data") ?? throw new GatewayFault("Meta's list of templates cannot be read.")).Select(Read).OfType<CloudTemplate>());
            if (said.At("paging.next") is null || said.At("paging.cursors.after") is not { } cursor)
                return all;
            after = "&after=" + Uri.EscapeDataString(cursor);
        }

        return all;
    }

    public async Task<CloudTemplate> Add(CloudAccess access, CloudTemplate draft)
    {
        var said = Taken(access, await graph.Ask(access, HttpMethod.Post, Path(access), JsonBytes.Object(json =>
        {
            json.WriteString("name", draft.Name);
            json.WriteString("language", draft.Language);
            json.WriteString("category", draft.Category);
            json.WritePropertyName("components");
            json.WriteRawValue(draft.Components);
        })));
        return draft with
        {
            Id = said.At("id") ?? throw new GatewayFault("Meta took the template and did not say by what id."),
            Status = said.At("status") ?? "PENDING",
            // Meta may choose another category than was asked for.
            Category = said.At("category") ?? draft.Category,
            Reason = null,
        };
    }

    public async Task Remove(CloudAccess access, CloudTemplate template)
    {
        var name = Uri.EscapeDataString(template.Name);
        var answer = await graph.Ask(access, HttpMethod.Delete, $"{Path(access)}?hsm_id={CloudGraph.Id(template.Id)}&name={name}");
        if (answer.IsSuccess)
            return;

        // Meta refuses to take away what is not there.
        var there = (await graph.Page(access, $"{Path(access)}?fields=id&name={name}&limit={PageSize}")).List("data");
        if (there is null || there.Any(t => t.At("id") == template.Id))
            Taken(access, answer);
    }

    private static string Path(CloudAccess access) => $"{CloudGraph.Id(access.BusinessId)}/message_templates";

    private static CloudTemplate? Read(JsonElement item) =>
        item.At("id") is { } id && item.At("name") is { } name && item.At("language") is { } language && item.At("status") is { } status
            ? new(id, name, language, item.At("category") ?? "", status, item.At("rejected_reason") is { } reason && reason != "NONE" ? reason : null,
                JsonText.Find(item, "components") is { ValueKind: JsonValueKind.Array } components ? components.GetRawText() : "[]")
            : null;

    /// <summary>What Meta took; throws <see cref="CloudRefused"/> for what it refuses for good.</summary>
    private static JsonElement? Taken(CloudAccess access, HttpHeard.Answered answer)
    {
        var fault = CloudFault.Read(JsonText.Parse(answer.Body), access.Token);
        return answer.Status is >= 400 and < 500 && fault is { Code: { } code, Known: null or { Meaning: CloudMeaning.Refused } }
            ? throw new CloudRefused(code, fault.Words ?? string.Create(CultureInfo.InvariantCulture, $"Meta does not say why (error {code})."))
            : CloudGraph.Good(access, answer);
    }
}
