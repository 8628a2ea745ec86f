using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>A person of an account.</summary>
public sealed class MemberRow
{
    public string Email { get; init; } = "";
    public string Role { get; init; } = "";
    public long CreatedAt { get; init; }
    public long? JoinedAt { get; init; }
}

/// <summary>An account that a person joined, and as what.</summary>
public sealed class MembershipRow
{
    public string AccountId { get; init; } = "";
    public string Name { get; init; } = "";
    public string Role { get; init; } = "";
    public long IsOperator { get; init; }
}

/// <summary>The people of an account. Who changes them holds the account, so that two cannot remove the last owner together.</summary>
public static class MemberRows
{
    /// <summary>The most people that an account can have: they are listed whole.</summary>
    public const int Most = 100;

    private const string Columns = "email, role, created_at, joined_at";

    /// <summary>Holds the account, so that nobody else changes it, or who belongs to it, before the transaction ends.</summary>
    public static Task Hold(Session session, string account) =>
        session.Query<string>($"SELECT id FROM accounts WHERE id = @account {session.Dialect.Lock}", new { account });

    public static Task<List<MemberRow>> List(Session session, string account) =>
        session.Query<MemberRow>($"SELECT {Columns} FROM account_members WHERE account_id = @account ORDER BY created_at, email", new { account });

    /// <summary>The member with this address, or 4044.</summary>
    public static async Task<MemberRow> Get(Session session, string account, string email) =>
        await Find(session, account, email.ToLowerInvariant())
        ?? throw new Refusal(Errors.NotFound, $"No member '{(email.Length <= 60 ? email : email[..60] + "…")}' exists in this account.", "email");

    public static Task<MemberRow?> Find(Session session, string account, string email) =>
        session.First<MemberRow>($"SELECT {Columns} FROM account_members WHERE account_id = @account AND email = @email", new { account, email });

    /// <summary>The accounts that a person joined, the first to be joined first.</summary>
    public static Task<List<MembershipRow>> Joined(Session session, string email) => session.Query<MembershipRow>("""
        SELECT m.account_id, a.name, m.role, a.is_operator
        FROM account_members m
        JOIN accounts a ON a.id = m.account_id
        WHERE m.email = @email AND m.joined_at IS NOT NULL
        ORDER BY m.joined_at, m.account_id
        """, new { email });

    /// <summary>From now on the person can sign in to the account. Joining again keeps the first time.</summary>
    public static Task Join(Session session, string account, string email, DateTimeOffset now) => session.Execute(
        "UPDATE account_members SET joined_at = COALESCE(joined_at, @now) WHERE account_id = @account AND email = @email", new { account, email, now = now.ToMicros() });

    /// <summary>Adds a member; false when there is one with this address.</summary>
    public static async Task<bool> Add(Session session, string account, EmailAddress email, string role, DateTimeOffset now) => await session.Execute("""
        INSERT INTO account_members (account_id, email, role, created_at)
        VALUES (@account, @email, @role, @now)
        ON CONFLICT DO NOTHING
        """, new { account, email = email.Value, role, now = now.ToMicros() }) == 1;

    public static Task SetRole(Session session, string account, string email, string role) =>
        session.Execute("UPDATE account_members SET role = @role WHERE account_id = @account AND email = @email", new { account, email, role });

    /// <summary>Takes a person out, with his link and his sign-ins to this account; who is in no account any more is forgotten.</summary>
    public static async Task Remove(Session session, string account, string email, DateTimeOffset now)
    {
        await session.Execute("DELETE FROM account_members WHERE account_id = @account AND email = @email", new { account, email });
        await LinkRows.Drop(session, account, email);
        await SignInRows.EndIn(session, account, email, now);
        await PersonRows.Forget(session, email);
    }

    /// <summary>4090 when this member is the last owner. An account that lost him could be managed by nobody.</summary>
    public static async Task KeepAnOwner(Session session, string account, MemberRow member)
    {
        if (member.Role == MemberRoles.Owner && (await List(session, account)).Count(m => m.Role == MemberRoles.Owner) == 1)
            throw new Refusal(Errors.Conflict, $"{member.Email} is the account's last owner. Make somebody else an owner first.", "email");
    }
}
