using System.Data.Common;
using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Accounts;

/// <summary>A customer of this installation, with his plan and standing as they are stored.</summary>
public sealed class AccountRow : AccountFacts
{
    public string Id => AccountId;
    public string Name { get; init; } = "";
    public long CreatedAt { get; init; }
}

/// <summary>What a new account is made of.</summary>
/// <param name="PeriodAnchor">The day its billing periods begin on; without one, the day it is made.</param>
/// <param name="TrialEndsAt">The end of the trial it begins with; without one, it is active.</param>
public sealed record NewAccount(string Name, string Plan, DateTimeOffset? PeriodAnchor = null, DateTimeOffset? TrialEndsAt = null);

/// <summary>All of an account that an operator can change.</summary>
public sealed record AccountState(string Name, string Plan, Subscription Subscription, DateTimeOffset? TrialEndsAt, SendPolicy Policy)
{
    public DateTimeOffset? SuspendedAt { get; init; }

    public string? SuspendedReason { get; init; }
}

/// <summary>The accounts in the store. A fresh installation has one, named default, on the Unlimited plan: the operator's own.</summary>
public static class AccountRows
{
    /// <summary>The name that always means the operator's own account, also after it was renamed.</summary>
    public const string DefaultName = "default";

    /// <summary>Lists are counted up to here; a longer one has no total.</summary>
    public const int CountedUpTo = 10_000;

    private const string Selected = $"SELECT {AccountReader.Columns}, a.name, a.created_at FROM accounts a {AccountReader.Join}";

    // A caller's own percent and underline are letters like others.
    private const string Listed = "(@name IS NULL OR LOWER(a.name) LIKE LOWER(@name) ESCAPE '!')";

    /// <summary>Adds an active account; null when the name is taken.</summary>
    public static Task<AccountRow?> Create(Session session, string name, string plan, DateTimeOffset now) => Create(session, new NewAccount(name, plan), now);

    /// <summary>Adds an account; null when the name is taken.</summary>
    public static async Task<AccountRow?> Create(Session session, NewAccount account, DateTimeOffset now)
    {
        var id = Ids.New(Ids.Account, now);
        var added = await session.Execute("""
            INSERT INTO accounts (id, name, plan, created_at, period_anchor, subscription, trial_ends_at, is_operator)
            VALUES (@id, @name, @plan, @now, @anchor, @subscription, @trialEndsAt, @isOperator)
            ON CONFLICT (name) DO NOTHING
            """, new
        {
            id,
            name = account.Name,
            plan = account.Plan,
            now = now.ToMicros(),
            anchor = (account.PeriodAnchor ?? now).ToMicros(),
            subscription = (account.TrialEndsAt is null ? Subscription.Active : Subscription.Trial).Name(),
            trialEndsAt = account.TrialEndsAt?.ToMicros(),
            isOperator = account.Name == DefaultName ? 1L : 0L,
        });
        return added == 1 ? await Get(session, id) : null;
    }

    /// <summary>The account with this id, or 4044.</summary>
    public static async Task<AccountRow> Get(Session session, string id) =>
        (Ids.IsId(Ids.Account, id) ? await session.First<AccountRow>($"{Selected} WHERE a.id = @id", new { id }) : null) ?? throw Missing(id);

    /// <summary>The same, and nobody else can change it, or who belongs to it, before the transaction ends.</summary>
    public static async Task<AccountRow> Lock(Session session, string id)
    {
        await session.Query<string>($"SELECT id FROM accounts WHERE id = @id {session.Dialect.Lock}", new { id });
        return await Get(session, id);
    }

    /// <summary>The account with this name or id, or null; the default one is made when it is asked for and there is no operator's account yet.</summary>
    public static async Task<AccountRow?> Find(Session session, string nameOrId, DateTimeOffset now)
    {
        if (await session.First<AccountRow>($"{Selected} WHERE a.name = @nameOrId OR a.id = @nameOrId", new { nameOrId }) is { } found)
            return found;
        if (nameOrId != DefaultName)
            return null;

        return await session.First<AccountRow>($"{Selected} WHERE a.is_operator = 1 ORDER BY a.id")
            ?? await Create(session, DefaultName, Plans.Unlimited, now)
            ?? await session.First<AccountRow>($"{Selected} WHERE a.name = @nameOrId", new { nameOrId });
    }

    public static Task<List<AccountRow>> List(Session session) => session.Query<AccountRow>($"{Selected} ORDER BY a.id");

    /// <summary>A page of those whose name holds a text, newest first, from behind <paramref name="cursor"/> (an id).</summary>
    public static Task<List<AccountRow>> List(Session session, string? name, string? cursor, (int Skip, int Take) page) => session.Query<AccountRow>($"""
        {Selected}
        WHERE a.id < @before AND {Listed}
        ORDER BY a.id DESC
        LIMIT @take OFFSET @skip
        """, Parameters(name, cursor, page.Skip, page.Take));

    /// <summary>How many there are, or null beyond <see cref="CountedUpTo"/>.</summary>
    public static async Task<long?> Count(Session session, string? name)
    {
        var count = await session.Number($"""
            SELECT COUNT(*)
            FROM (SELECT 1 FROM accounts a WHERE {Listed} LIMIT @take) AS counted
            """, Parameters(name, null, 0, CountedUpTo + 1));
        return count > CountedUpTo ? null : count;
    }

    /// <summary>Writes what an account is now; 4090 when another one has its name, also when both were given it in the same moment.</summary>
    public static async Task Update(Session session, string id, AccountState state)
    {
        try
        {
            await session.Execute("""
                UPDATE accounts
                SET name = @name, plan = @plan, subscription = @subscription, trial_ends_at = @trialEndsAt,
                    suspended_at = @suspendedAt, suspended_reason = @reason, policy = @policy
                WHERE id = @id
                """, new
            {
                id,
                name = state.Name,
                plan = state.Plan,
                subscription = state.Subscription.Name(),
                trialEndsAt = state.TrialEndsAt?.ToMicros(),
                suspendedAt = state.SuspendedAt?.ToMicros(),
                reason = state.SuspendedReason,
                policy = ApiJson.Text(state.Policy),
            });
        }
        catch (DbException fault) when (session.Dialect.IsTaken(fault))
        {
            throw NameTaken(state.Name);
        }
    }

    /// <summary>4090 for a name that another account has.</summary>
    public static Refusal NameTaken(string name) => new(Errors.Conflict, $"There is an account '{name}' already. Choose another name.", "name");

    private static Refusal Missing(string id) =>
        new(Errors.NotFound, $"There is no account '{Shown.Cut(id)}'.", "id");

    private static Dapper.DynamicParameters Parameters(string? name, string? cursor, int skip, int take)
    {
        var parameters = new Dapper.DynamicParameters();
        var pattern = name?.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);
        parameters.Add("name", pattern is null ? null : $"%{pattern}%", System.Data.DbType.String);
        parameters.Add("before", cursor ?? Ids.Account + "~");
        parameters.Add("skip", skip);
        parameters.Add("take", take);
        return parameters;
    }
}
