using SendApi.Core;
using SendApi.Core.WhatsApp;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>GET /v1/whatsapp/templates and …/{id}: the templates of the caller's sessions, as they stand at Meta.</summary>
public static class GetTemplate
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/whatsapp/templates", List).Needs(Scopes.WhatsAppRead).Refuses(Errors.InvalidRequest, Errors.InvalidSession).Describes(TemplateDocs.List);
        v1.MapGet("/whatsapp/templates/{id}", Handle).Needs(Scopes.WhatsAppRead).Refuses(Errors.NotFound).Describes(TemplateDocs.Get);
    }

    /// <summary>The template of a path, or 4044.</summary>
    public static async Task<TemplateRow> Find(Session session, Caller caller, string id) =>
        (Ids.IsId(Ids.Template, id) ? await TemplateRows.Find(session, caller, id) : null)
        ?? throw new Refusal(Errors.NotFound, $"No template '{Shown.Cut(id)}' exists in this account.", "id");

    private static Task<Answer> Handle(string id, Caller caller, Db db, CancellationToken ct) => db.Read(async s => Answer.Ok(TemplateView.Of(await Find(s, caller, id))), ct);

    private static async Task<Answer> List(HttpRequest request, Caller caller, Db db, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        var (asked, name, status) = (query.Text("session_id"), query.Text("name"), query.Text("status"));
        if (status is not null && !TemplateState.All.Contains(status))
            query.Add("status", $"'status' must be one of: {string.Join(", ", TemplateState.All)}.");
        // So few are allowed that every page can be had by its number.
        var page = query.Page(Ids.Template, int.MaxValue);
        query.Refuse();

        return await db.Read(async session =>
        {
            var filter = new TemplateQuery(asked is null ? null : (await GetSession.Named(session, caller, SessionRef.Named(asked))).Id, name, status);
            var rows = await TemplateRows.List(session, caller, filter, page);
            long? total = page.Cursor is null ? await TemplateRows.Count(session, caller, filter) : null;
            return Answer.Page(page, rows, TemplateView.Of, row => row.Id, total);
        }, ct);
    }
}
