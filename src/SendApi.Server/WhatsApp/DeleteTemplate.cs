using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>DELETE /v1/whatsapp/templates/{id}: takes a template away in its language, at Meta and here.</summary>
public static class DeleteTemplate
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapDelete("/whatsapp/templates/{id}", Handle)
        .Needs(Scopes.WhatsAppWrite)
        .Refuses(Errors.InvalidRequest, Errors.NotFound, Errors.ProviderError, Errors.Overloaded)
        .Describes(TemplateDocs.Delete);

    private static async Task<Answer> Handle(string id, Caller caller, TemplateTools tools, CancellationToken ct)
    {
        var row = await tools.Db.Read(s => GetTemplate.Find(s, caller, id), ct);
        await SessionDesk.Asked(async () =>
        {
            await tools.Gateways.Cloud(row.IsTest).Templates.Remove(row.SessionId, row.AtMeta(), ct);
            return true;
        });
        // From here on it is done in any case: at Meta it is gone.
        await tools.Db.Write(async s =>
        {
            await TemplateRows.Remove(s, row);
            await CloudRows.CompareTemplates(s, row.SessionId, tools.Clock.GetUtcNow());
            return true;
        }, CancellationToken.None);
        return Answer.Deleted(row.Id);
    }
}
