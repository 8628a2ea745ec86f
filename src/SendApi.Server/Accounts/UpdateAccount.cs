using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Accounts;

/// <summary>PATCH /v1/admin/accounts/{id} and sendapi accounts update: changes what is named and leaves the rest; in force on every node within a second.</summary>
public static class UpdateAccount
{
    /// <summary>The body. What is left out, or null, stays as it is.</summary>
    public sealed record Request
    {
        public string? Name { get; init; }
        public string? Plan { get; init; }
        public string? Subscription { get; init; }
        public int? TrialDays { get; init; }
        public string? TrialEndsAt { get; init; }
        public bool? Suspended { get; init; }
        public string? SuspendedReason { get; init; }
        public PolicyRequest? Policy { get; init; }
    }

    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapPatch("/accounts/{id}", Handle)
        .Refuses(Errors.InvalidRequest, Errors.NotFound, Errors.Conflict, Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(OperatorDocs.UpdateAccount);

    /// <summary>Changes the account and gives it as it is then.</summary>
    public static async Task<AccountView> Run(Session session, string id, Request request, DateTimeOffset now)
    {
        var row = await AccountRows.Lock(session, id);
        var state = Change(row, request, now);
        await AccountRows.Update(session, row.Id, state);
        return await GetAccount.Read(session, await AccountRows.Get(session, row.Id), now);
    }

    private static Task<Answer> Handle(string id, Body<Request> body, Db db, TimeProvider clock, CancellationToken ct) =>
        db.Write(async session => Answer.Ok(await Run(session, id, body.Value, clock.GetUtcNow())), ct);

    private static AccountState Change(AccountRow row, Request request, DateTimeOffset now)
    {
        var (was, fields) = (row.Account(), new Fields());
        var standing = AccountFields.Standing(fields, request.Subscription) ?? was.Subscription;
        var isSuspended = request.Suspended ?? was.SuspendedAt is not null;
        AccountFields.Reason(fields, request.SuspendedReason);
        if (request.SuspendedReason is not null && !isSuspended)
            fields.Add("suspended_reason", "'suspended_reason' goes with 'suspended': true.");

        var state = new AccountState(
            request.Name is null ? row.Name : AccountFields.Name(fields, request.Name, was.IsOperator),
            request.Plan is null ? row.Plan : AccountFields.Plan(fields, request.Plan),
            standing,
            TrialEnd(fields, request, was, standing, now),
            request.Policy?.Over(was.Policy, fields) ?? was.Policy)
        {
            SuspendedAt = isSuspended ? was.SuspendedAt ?? now : null,
            SuspendedReason = isSuspended ? request.SuspendedReason ?? was.SuspendedReason : null,
        };
        fields.Refuse();
        return was.IsOperator && (isSuspended || standing != Subscription.Active)
            ? throw new Refusal(Errors.Conflict, "The operator's own account stays active: it is the one that manages all others.", isSuspended ? "suspended" : "subscription")
            : state;
    }

    private static DateTimeOffset? TrialEnd(Fields fields, Request request, Account was, Subscription standing, DateTimeOffset now)
    {
        var end = AccountFields.TrialEnd(fields, request.TrialDays, request.TrialEndsAt, now);
        if (standing == Subscription.Trial)
            return end ?? was.TrialEndsAt ?? now.AddDays(Trial.Days);
        if (request.TrialDays is not null || request.TrialEndsAt is not null)
            fields.Add(request.TrialDays is null ? "trial_ends_at" : "trial_days", "Only the subscription 'trial' has an end. Give 'subscription': \"trial\" with it.");
        return null;
    }
}
