using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Accounts;

/// <summary>A customer of this installation.</summary>
public sealed class AccountRow
{
    public string Id { get; init; } = "";
    public string Name { get; init; } = "";
    public string Plan { get; init; } = "";
    public long CreatedAt { get; init; }
}

/// <summary>The accounts in the store. A fresh installation has one, named default, on the Unlimited plan: the operator's own.</summary>
public static class AccountRows
{
    public const string DefaultName = "default";

    private const string Columns = "id, name, plan, created_at";

    /// <summary>Adds an account; null when the name is taken.</summary>
    public static async Task<AccountRow?> Create(Session session, string name, string plan, DateTimeOffset now)
    {
        var account = new AccountRow { Id = Ids.New(Ids.Account, now), Name = name, Plan = plan, CreatedAt = now.ToMicros() };
        var added = await session.Execute("""
            INSERT INTO accounts (id, name, plan, created_at, period_anchor, is_operator)
            VALUES (@Id, @Name, @Plan, @CreatedAt, @CreatedAt, @isOperator)
            ON CONFLICT (name) DO NOTHING
            """, new { account.Id, account.Name, account.Plan, account.CreatedAt, isOperator = name == DefaultName ? 1L : 0L });
        return added == 1 ? account : null;
    }

    public static Task<List<AccountRow>> List(Session session) =>
        session.Query<AccountRow>($"SELECT {Columns} FROM accounts ORDER BY id");

    /// <summary>The account with this name or id, or null; the default one is made when it is asked for and not there.</summary>
    public static async Task<AccountRow?> Find(Session session, string nameOrId, DateTimeOffset now)
    {
        if (nameOrId == DefaultName)
            await Create(session, DefaultName, Plans.Unlimited, now);
        return await session.First<AccountRow>($"SELECT {Columns} FROM accounts WHERE name = @nameOrId OR id = @nameOrId", new { nameOrId });
    }
}
