using SendApi.Core;
using SendApi.Core.WhatsApp;
using SendApi.Server.Http;
using SendApi.Server.Outbound;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>POST /v1/whatsapp/sessions: a new session, with the code that a phone scans to pair with it.</summary>
public static class CreateSession
{
    private const int LongestName = 100;

    /// <summary>The body.</summary>
    public sealed record Request
    {
        public string? Name { get; init; }
        public string? Kind { get; init; }
        public string? WebhookUrl { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/whatsapp/sessions", Handle)
        .Needs(Scopes.WhatsAppWrite)
        .Refuses(Errors.InvalidRequest, Errors.QuotaExceeded, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.PayloadTooLarge,
            Errors.UnsupportedMediaType, Errors.ProviderError, Errors.Overloaded)
        .Describes(SessionDocs.Create);

    private static async Task<Answer> Handle(Body<Request> body, Caller caller, HttpContext http, SessionTools tools)
    {
        var now = tools.Clock.GetUtcNow();
        var id = Ids.New(Ids.Session, now);
        var isStarted = false;
        try
        {
            return await tools.Idempotency.Write(http, caller, body, Prepare, Write);
        }
        catch (Exception) when (isStarted)
        {
            // Nothing of it may stay behind at the gateway.
            await tools.Desk.Leave(id, caller.World, CancellationToken.None);
            throw;
        }

        async Task<(SessionRow Row, PairingCode? Code)> Prepare()
        {
            var row = Parse(body.Value, caller, id, (tools.Urls, now));
            await tools.Db.Read(async s => (await Refuse(s, caller), true), http.RequestAborted);
            // Should this process end here, what it leaves at the gateway is known.
            await UnfinishedStarts.Intend(tools.Db, id, caller.World, now);
            isStarted = true;
            return (row, await tools.Desk.Start(id, caller.World, http.RequestAborted));
        }

        async Task<Answer> Write(Session session, (SessionRow Row, PairingCode? Code) ready)
        {
            await session.Query<string>($"SELECT id FROM accounts WHERE id = @AccountId {session.Dialect.Lock}", new { caller.AccountId });
            await Refuse(session, caller);
            await UnfinishedStarts.Done(session, id);
            var view = SessionView.Of(await SessionRows.Add(session, ready.Row, now), now);
            var location = $"/v1/whatsapp/sessions/{id}";
            // A code lets whoever has it pair his phone; it is kept nowhere.
            return Answer.Created(location, view.WithCode(ready.Code)) with { Kept = Answer.Created(location, view) };
        }
    }

    private static SessionRow Parse(Request request, Caller caller, string id, (OutboundUrl Urls, DateTimeOffset Now) world)
    {
        var fields = new Fields();
        var name = fields.Required("name", "a name for the session, such as Support", request.Name);
        fields.Text("name", name, LongestName);
        fields.Url("webhook_url", request.WebhookUrl, world.Urls);
        if (request.Kind == SessionRows.Cloud)
            fields.Add("kind", "'kind' must be linked: this server has no sessions of Meta's Cloud API yet.");
        else if (request.Kind is not (null or SessionRows.Linked))
            fields.Add("kind", "'kind' must be linked.");
        fields.Refuse();
        return new()
        {
            AccountId = caller.AccountId,
            IsTest = caller.World,
            Id = id,
            Name = name,
            WebhookUrl = request.WebhookUrl,
            Status = (long)SessionStatus.Pending,
            StatusAt = world.Now.ToMicros(),
            CreatedAt = world.Now.ToMicros(),
        };
    }

    /// <summary>The plan's quota of sessions, and in the test world a bound.</summary>
    private static async Task<bool> Refuse(Session session, Caller caller)
    {
        var there = await SessionRows.Count(session, caller.AccountId, caller.World);
        if (!caller.IsTest && caller.Account.Plan.Quotas.Sessions is { } quota && there >= quota)
            throw new Refusal(Errors.QuotaExceeded, $"The plan allows {Shown.Count(quota)} WhatsApp sessions at a time, and {Shown.Count(there)} are there. Delete one, or upgrade.");
        if (caller.IsTest && there >= SessionRows.MostTest)
            throw new Refusal(Errors.Conflict, $"The account has {Shown.Count(SessionRows.MostTest)} test sessions, which are the most. Delete one.");
        return true;
    }
}

/// <summary>What the operations of sessions need.</summary>
public sealed record SessionTools(Idempotency Idempotency, Db Db, SessionDesk Desk, OutboundUrl Urls, TimeProvider Clock);
