using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>PUT /v1/whatsapp/sessions/{id}: changes what is named and leaves the rest. New credentials of Meta's Cloud API are proven before they take the place of the old ones.</summary>
public static class UpdateSession
{
    /// <summary>The body. What is left out, or null, stays as it is.</summary>
    public sealed record Request
    {
        public string? Name { get; init; }
        public string? WebhookUrl { get; init; }
        public List<string>? Fallback { get; init; }
        public int? FallbackAfterSeconds { get; init; }
        public CloudPart? Cloud { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPut("/whatsapp/sessions/{id}", Handle)
        .Needs(Scopes.WhatsAppWrite)
        .Refuses(Errors.InvalidRequest, Errors.NotFound, Errors.Conflict, Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.ProviderError, Errors.Overloaded)
        .Describes(SessionDocs.Update);

    private static async Task<Answer> Handle(string id, Body<Request> body, Caller caller, SessionTools tools, PhoneControls phones, CancellationToken ct)
    {
        var row = await tools.Db.Read(s => GetSession.Find(s, caller, id), ct);
        var (changed, access) = await Parse(body.Value, caller, row, tools, ct);
        if (access is null)
            return await tools.Db.Write(async s => await Answered(s, changed, tools), ct);

        var kept = tools.Clouds.Credentials.Seal(row, access);
        await tools.Db.Read(async s =>
        {
            await CloudDesk.RefuseTaken(s, kept);
            return true;
        }, ct);
        // In the test world new credentials are good ones, whatever the number was told to do before.
        if (caller.IsTest)
            await phones.Numbers.LetIn(access.PhoneNumberId);
        var phone = await tools.Clouds.Prove(row.IsTest, access, ct);
        using var held = tools.Clouds.Credentials.Hold(row.Id, access);
        await tools.Clouds.Begin(row, ct);
        return await tools.Db.Write(async s =>
        {
            await CloudDesk.RefuseTaken(s, kept);
            await CloudRows.Put(s, kept);
            var before = await SessionRows.Find(s, row.Id) ?? throw new Refusal(Errors.NotFound, $"Session '{row.Id}' was deleted meanwhile.", "id");
            var now = SessionLooks.Proved(before with { Name = changed.Name, WebhookUrl = changed.WebhookUrl, FallbackAfter = changed.FallbackAfter }, new(GatewayState.Working, phone), tools.Clock.GetUtcNow());
            await SessionRows.Proved(s, now);
            await tools.Publisher.Publish(s, SessionNews.Of(before, now, null));
            return await Answered(s, changed, tools);
        }, ct);
    }

    private static async Task<(SessionRow Changed, CloudAccess? Access)> Parse(Request request, Caller caller, SessionRow row, SessionTools tools, CancellationToken ct)
    {
        var fields = new Fields();
        var name = request.Name is null ? row.Name : fields.Required("name", "a name for the session, such as Support", request.Name);
        fields.Text("name", name, SessionRows.LongestName);
        fields.Url("webhook_url", request.WebhookUrl, tools.Urls);
        var fallback = FallbackOrder.Usual(fields, request.Fallback, request.FallbackAfterSeconds, row.FallbackAfter);
        CloudAccess? access = null;
        if (request.Cloud is { } cloud && row.IsCloud)
            access = CloudFields.Changed(fields, cloud, caller, await tools.Clouds.Credentials.Find(row.Id, ct));
        else if (request.Cloud is not null)
            fields.Add("cloud", $"Session '{row.Id}' is linked: it has no credentials of Meta's Cloud API. Make a session of the kind cloud.");
        fields.Refuse();
        return (row with { Name = name, WebhookUrl = request.WebhookUrl ?? row.WebhookUrl, FallbackAfter = fallback }, access);
    }

    private static async Task<Answer> Answered(Session session, SessionRow changed, SessionTools tools)
    {
        await SessionRows.Rename(session, changed);
        return await SessionRows.Find(session, changed.Id) is { } row
            ? Answer.Ok(SessionView.Of(row, tools.Clock.GetUtcNow()))
            : throw new Refusal(Errors.NotFound, $"Session '{changed.Id}' was deleted meanwhile.", "id");
    }
}
