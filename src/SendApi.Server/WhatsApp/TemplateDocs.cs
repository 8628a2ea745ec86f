using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>The operations of templates in words, for the reference and the OpenAPI document.</summary>
internal static class TemplateDocs
{
    private const string Components = """[{"type": "BODY", "text": "Hello {{1}}, your order {{2}} is on its way.", "example": {"body_text": [["Ada", "1001"]]}}]""";

    private const string Template = $$"""
        {
          "id": "tpl_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "whatsapp.template",
          "session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0GC10D",
          "name": "order_shipped",
          "language": "en_US",
          "category": "UTILITY",
          "status": "approved",
          "reason": null,
          "components": {{Components}},
          "created_at": "2026-03-09T14:30:00Z",
          "updated_at": "2026-03-09T14:31:00Z"
        }
        """;

    private static readonly FieldDocs Id = new("id", "path", "The template's id.", Required: true) { Example = "tpl_01J9ZK3V5T8W2Y4A6C8E0G2J4M" };

    public static readonly OperationDocs Create = new("createTemplate", "Create a template",
        "Hands a template in to Meta at once. Meta looks at it; `template.approved` and `template.rejected` tell. What Meta does not take is `4000` with its reason. Only sessions of Meta's Cloud API have templates.",
        [
            new("session_id", "id or number", "The session whose business account it is for. It may be left out where exactly one is connected.") { Schema = """{"type": ["string", "integer"]}""" },
            new("name", "text", "1 to 512 small letters, digits and underscores.", Required: true) { Schema = """{"pattern": "^[a-z0-9_]{1,512}$"}""" },
            new("language", "code", "A language of Meta's list, such as `en_US`.", Required: true) { Schema = """{"pattern": "^[a-z]{2,3}(_[A-Z]{2,3})?$"}""" },
            new("category", "`MARKETING`, `UTILITY` or `AUTHENTICATION`", "What it is for. Meta may put it into another one.", Required: true) { Schema = """{"enum": ["MARKETING", "UTILITY", "AUTHENTICATION"]}""" },
            new("components", "list", "Its parts, as Meta's own API has them: `HEADER`, `BODY`, `FOOTER` and `BUTTONS`, with places such as `{{1}}` and an `example` for them.", Required: true) { Schema = """{"type": "array", "items": {"type": "object"}}""" },
        ])
    {
        Request = typeof(CreateTemplate.Request),
        RequestExample = $$"""{"session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0GC10D", "name": "order_shipped", "language": "en_US", "category": "UTILITY", "components": {{Components}}}""",
        Answer = typeof(TemplateView),
        AnswerExample = Template.Replace("\"approved\"", "\"pending\"", StringComparison.Ordinal),
        Status = StatusCodes.Status201Created,
    };

    public static readonly OperationDocs List = new("listTemplates", "List templates", "The templates of your sessions, newest first, those made in Meta's own pages too. They are compared with Meta's every ten minutes, and at once when Meta tells of a change.",
        [
            new("session_id", "query", "Only those of this session, by its id or its number."),
            new("name", "query", "Only those of this name, in all languages.") { Example = "order_shipped" },
            new("status", "query", "Only those that stand so.") { Schema = """{"type": "string", "enum": ["draft", "pending", "approved", "rejected", "paused", "disabled"]}""" },
            PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor,
        ])
    {
        Answer = typeof(TemplateView),
        AnswerExample = $"[{Template}]",
        IsList = true,
    };

    public static readonly OperationDocs Get = new("getTemplate", "Look at a template", "Answers the template as it stands at Meta.", [Id])
    {
        Answer = typeof(TemplateView),
        AnswerExample = Template,
    };

    public static readonly OperationDocs Delete = new("deleteTemplate", "Delete a template", "Takes the template away in its language, at Meta and here. Meta keeps its name for a while.", [Id])
    {
        Answer = typeof(DeletedView),
        AnswerExample = """{"id": "tpl_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "deleted": true}""",
    };
}
