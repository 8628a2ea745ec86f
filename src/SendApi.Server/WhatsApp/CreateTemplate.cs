using System.Text.Json;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>POST /v1/whatsapp/templates: hands a template in to Meta at once, which then looks at it.</summary>
public static class CreateTemplate
{
    /// <summary>The body.</summary>
    public sealed record Request
    {
        public SessionRef? SessionId { get; init; }
        public string? Name { get; init; }
        public string? Language { get; init; }
        public string? Category { get; init; }
        public JsonElement? Components { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/whatsapp/templates", Handle)
        .Needs(Scopes.WhatsAppWrite)
        .Refuses(Errors.InvalidRequest, Errors.InvalidSession, Errors.SessionNotConnected, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.PayloadTooLarge,
            Errors.UnsupportedMediaType, Errors.ProviderError, Errors.Overloaded)
        .Describes(TemplateDocs.Create);

    private static Task<Answer> Handle(Body<Request> body, Caller caller, HttpContext http, TemplateTools tools) =>
        tools.Idempotency.Write(http, caller, body, () => HandIn(body.Value, caller, tools, http.RequestAborted), async (session, made) =>
        {
            var row = TemplateRow.New(made.Session, made.Template, tools.Clock.GetUtcNow());
            if (!await TemplateRows.Add(session, row))
            {
                // The comparison with Meta's list was faster.
                row = (await TemplateRows.Named(session, made.Session.Id, made.Template.Name)).Find(t => t.Language == made.Template.Language)
                    ?? throw new InvalidOperationException("A template is there and cannot be found.");
                await tools.Publisher.Publish(session, TemplateNews.Of(made.Session, row));
            }

            return Answer.Created($"/v1/whatsapp/templates/{row.Id}", TemplateView.Of(row));
        });

    private static async Task<(SessionRow Session, CloudTemplate Template)> HandIn(Request request, Caller caller, TemplateTools tools, CancellationToken ct)
    {
        var draft = Parse(request);
        var session = await tools.Db.Read(async s =>
        {
            var chosen = await SessionChoice.Of(s, caller, request.SessionId, tools.Clock.GetUtcNow());
            RefuseLinked(chosen);
            if ((await TemplateRows.Named(s, chosen.Id, draft.Name)).Exists(t => t.Language == draft.Language))
                throw new Refusal(Errors.Conflict, $"Session '{chosen.Id}' has a template '{draft.Name}' in {draft.Language} already.", "name");
            return chosen;
        }, ct);
        return (session, await SessionDesk.Asked(() => tools.Gateways.Cloud(session.IsTest).Templates.Add(session.Id, draft, ct)));
    }

    /// <summary>4000 for a session that has no templates.</summary>
    public static void RefuseLinked(SessionRow session)
    {
        if (!session.IsCloud)
            throw new Refusal(Errors.InvalidRequest, $"Session '{session.Id}' is linked, and only sessions of Meta's Cloud API have templates.", "session_id");
    }

    private static CloudTemplate Parse(Request request)
    {
        var fields = new Fields();
        var name = fields.Required("name", "1 to 512 small letters, digits and underscores", request.Name);
        if (name.Length > 0 && !TemplateRules.IsName(name))
            fields.Add("name", "'name' must have 1 to 512 small letters, digits and underscores, such as order_shipped.");
        var language = fields.Required("language", "the code of its language, such as en_US", request.Language);
        if (language.Length > 0 && !TemplateRules.IsLanguage(language))
            fields.Add("language", "'language' must be a code of Meta's list, such as en, en_US or pt_BR.");
        var category = fields.Required("category", $"one of {string.Join(", ", TemplateRules.Categories)}", request.Category).ToUpperInvariant();
        if (category.Length > 0 && !TemplateRules.Categories.Contains(category))
            fields.Add("category", $"'category' must be one of: {string.Join(", ", TemplateRules.Categories)}.");
        var components = Components(fields, request.Components, category);
        fields.Refuse();
        return new("", name, language, category, "", null, components);
    }

    private static string Components(Fields fields, JsonElement? given, string category)
    {
        if (given is not { ValueKind: not JsonValueKind.Null } components)
        {
            fields.Add("components", "'components' is required: the parts of the template, as Meta has them.");
            return "[]";
        }

        var text = components.GetRawText();
        fields.Text("components", text, TemplateRules.LongestJson);
        if (!TemplateJson.IsText(components))
            fields.Add("components", "'components' holds an escaped half of a character, which is no text.");
        else
            foreach (var fault in TemplateRules.Faults(components, category))
                fields.Add("components" + fault.Field, $"'components{fault.Field}' {fault.Message}");
        return text;
    }
}

/// <summary>What the operations of templates need.</summary>
public sealed record TemplateTools(Idempotency Idempotency, Db Db, SessionGateways Gateways, Publisher Publisher, TimeProvider Clock);
