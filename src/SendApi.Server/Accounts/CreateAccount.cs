using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Accounts;

/// <summary>POST /v1/admin/accounts and sendapi accounts create: adds a customer; one on trial gets the trial's credit in the same transaction.</summary>
public static class CreateAccount
{
    private static readonly DateTimeOffset EarliestAnchor = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The body. Naming the length of a trial is asking for one.</summary>
    public sealed record Request
    {
        public string? Name { get; init; }
        public string? Plan { get; init; }
        public string? Subscription { get; init; }
        public int? TrialDays { get; init; }
        public string? TrialEndsAt { get; init; }
        public string? PeriodAnchor { get; init; }
    }

    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapPost("/accounts", Handle)
        .Refuses(Errors.InvalidRequest, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(OperatorDocs.CreateAccount);

    /// <summary>Adds the account; 4090 when the name is taken.</summary>
    public static async Task<AccountView> Run(Session session, Request request, DateTimeOffset now)
    {
        var wanted = Parse(request, now);
        var account = await AccountRows.Create(session, wanted, now)
            ?? throw AccountRows.NameTaken(wanted.Name);
        if (wanted.TrialEndsAt is not null)
            await Credit.Book(session, new Payment(account.Id, Trial.Credit, Trial.Reference, null), now);
        return await GetAccount.Read(session, account, now);
    }

    private static Task<Answer> Handle(Body<Request> body, Caller caller, HttpContext http, Idempotency idempotency, TimeProvider clock) =>
        idempotency.Write(http, caller, body, async session =>
        {
            var account = await Run(session, body.Value, clock.GetUtcNow());
            return Answer.Created($"/v1/admin/accounts/{account.Id}", account);
        });

    private static NewAccount Parse(Request request, DateTimeOffset now)
    {
        var fields = new Fields();
        var name = AccountFields.Name(fields, request.Name);
        var end = AccountFields.TrialEnd(fields, request.TrialDays, request.TrialEndsAt, now);
        var standing = AccountFields.Standing(fields, request.Subscription) ?? (end is null ? Subscription.Active : Subscription.Trial);
        if (standing is not (Subscription.Active or Subscription.Trial))
            fields.Add("subscription", "A new account is 'active' or on 'trial'.");
        if (end is not null && standing != Subscription.Trial)
            fields.Add("subscription", "Only the subscription 'trial' has an end. Leave 'subscription' out, or the end.");

        var isTrial = standing == Subscription.Trial;
        var plan = AccountFields.Plan(fields, request.Plan ?? (isTrial ? Trial.Plan : Plans.Unlimited));
        var anchor = Anchor(fields, request.PeriodAnchor, now);
        fields.Refuse();
        return new(name, plan, anchor, isTrial ? end ?? now.AddDays(Trial.Days) : null);
    }

    /// <summary>The day that billing periods begin on. It lies behind us: a customer brought from elsewhere keeps his day.</summary>
    private static DateTimeOffset? Anchor(Fields fields, string? text, DateTimeOffset now)
    {
        if (text is null)
            return null;

        var anchor = Rfc3339.ParseTimeOrDay(text);
        if (anchor is null || anchor > now || anchor < EarliestAnchor)
            fields.Add("period_anchor", "'period_anchor' must be a day such as 2026-03-01, from 2000-01-01 to today.");
        return anchor;
    }
}
