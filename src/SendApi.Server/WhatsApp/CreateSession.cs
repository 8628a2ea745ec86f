using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Outbound;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>POST /v1/whatsapp/sessions: a new session, with the code that a phone scans to pair with it, or with credentials of Meta's Cloud API that are proven at once.</summary>
public static class CreateSession
{
    /// <summary>The body.</summary>
    public sealed record Request
    {
        public string? Name { get; init; }
        public string? Kind { get; init; }
        public string? WebhookUrl { get; init; }
        public List<string>? Fallback { get; init; }
        public int? FallbackAfterSeconds { get; init; }
        public CloudPart? Cloud { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/whatsapp/sessions", Handle)
        .Needs(Scopes.WhatsAppWrite)
        .Refuses(Errors.InvalidRequest, Errors.QuotaExceeded, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.PayloadTooLarge,
            Errors.UnsupportedMediaType, Errors.ProviderError, Errors.Overloaded)
        .Describes(SessionDocs.Create);

    private static Task<Answer> Handle(Body<Request> body, Caller caller, HttpContext http, SessionTools tools) =>
        body.Value.Kind == SessionRows.Cloud ? Cloud(body, caller, http, tools) : Linked(body, caller, http, tools);

    private static async Task<Answer> Linked(Body<Request> body, Caller caller, HttpContext http, SessionTools tools)
    {
        var row = New(caller, tools.Clock.GetUtcNow());
        var isStarted = false;
        try
        {
            return await tools.Idempotency.Write(http, caller, body, Prepare, async (session, ready) =>
            {
                await UnfinishedStarts.Done(session, row.Id);
                var (location, view) = await Add(session, ready.Row, caller, tools);
                // A code lets whoever has it pair his phone; it is kept nowhere.
                return Answer.Created(location, view.WithCode(ready.Code)) with { Kept = Answer.Created(location, view) };
            });
        }
        catch (Exception) when (isStarted)
        {
            // Nothing of it may stay behind at the gateway.
            await tools.Desk.Leave(row, CancellationToken.None);
            throw;
        }

        async Task<(SessionRow Row, PairingCode? Code)> Prepare()
        {
            var fields = new Fields();
            var named = Read(fields, body.Value, row, tools.Urls);
            if (body.Value.Cloud is not null)
                fields.Add("cloud", "'cloud' goes with the kind cloud: a linked session is let in by scanning a code.");
            fields.Refuse();
            await tools.Db.Read(async s => (await Refuse(s, caller), true), http.RequestAborted);
            // Should this process end here, what it leaves at the gateway is known.
            await UnfinishedStarts.Intend(tools.Db, row.Id, caller.World, tools.Clock.GetUtcNow());
            isStarted = true;
            return (named, await tools.Desk.Start(named.Id, caller.World, http.RequestAborted));
        }
    }

    private static async Task<Answer> Cloud(Body<Request> body, Caller caller, HttpContext http, SessionTools tools)
    {
        var row = New(caller, tools.Clock.GetUtcNow()) with { Kind = SessionRows.Cloud };
        IDisposable? held = null;
        try
        {
            return await tools.Idempotency.Write(http, caller, body, Prepare, async (session, ready) =>
            {
                await CloudDesk.RefuseTaken(session, ready.Access);
                await CloudRows.Put(session, ready.Access);
                await tools.Publisher.Publish(session, SessionNews.Of(row, ready.Row, null));
                var (location, view) = await Add(session, ready.Row, caller, tools);
                return Answer.Created(location, view);
            });
        }
        catch (Exception) when (held is not null)
        {
            await tools.Clouds.TakeBack(row);
            throw;
        }
        finally
        {
            held?.Dispose();
        }

        async Task<(SessionRow Row, CloudRow Access)> Prepare()
        {
            var fields = new Fields();
            var named = Read(fields, body.Value, row, tools.Urls);
            var access = CloudFields.New(fields, body.Value.Cloud, caller, row.Id);
            fields.Refuse();
            var kept = tools.Clouds.Credentials.Seal(row, access);
            await tools.Db.Read(async s =>
            {
                await Refuse(s, caller);
                await CloudDesk.RefuseTaken(s, kept);
                return true;
            }, http.RequestAborted);
            var phone = await tools.Clouds.Prove(caller.World, access, http.RequestAborted);
            held = tools.Clouds.Credentials.Hold(row.Id, access);
            await tools.Clouds.Begin(row, http.RequestAborted);
            return (SessionLooks.Proved(named, new(GatewayState.Working, phone), tools.Clock.GetUtcNow()), kept);
        }
    }

    /// <summary>Adds a session while no other one can be added to the account.</summary>
    private static async Task<(string Location, SessionView View)> Add(Session session, SessionRow row, Caller caller, SessionTools tools)
    {
        await session.Query<string>($"SELECT id FROM accounts WHERE id = @AccountId {session.Dialect.Lock}", new { caller.AccountId });
        await Refuse(session, caller);
        var now = tools.Clock.GetUtcNow();
        return ($"/v1/whatsapp/sessions/{row.Id}", SessionView.Of(await SessionRows.Add(session, row, now), now));
    }

    private static SessionRow New(Caller caller, DateTimeOffset now) => new()
    {
        AccountId = caller.AccountId,
        IsTest = caller.World,
        Id = Ids.New(Ids.Session, now),
        Name = "",
        Status = (long)SessionStatus.Pending,
        StatusAt = now.ToMicros(),
        CreatedAt = now.ToMicros(),
    };

    private static SessionRow Read(Fields fields, Request request, SessionRow row, OutboundUrl urls)
    {
        var name = fields.Required("name", "a name for the session, such as Support", request.Name);
        fields.Text("name", name, SessionRows.LongestName);
        fields.Url("webhook_url", request.WebhookUrl, urls);
        if (request.Kind is not (null or SessionRows.Linked or SessionRows.Cloud))
            fields.Add("kind", "'kind' must be one of: linked, cloud.");
        return row with { Name = name, WebhookUrl = request.WebhookUrl, FallbackAfter = FallbackOrder.Usual(fields, request.Fallback, request.FallbackAfterSeconds, null) };
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
public sealed record SessionTools(Idempotency Idempotency, Db Db, SessionDesk Desk, CloudDesk Clouds, OutboundUrl Urls, Publisher Publisher, TimeProvider Clock);
