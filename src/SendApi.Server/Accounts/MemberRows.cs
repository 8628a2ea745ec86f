using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Accounts;

/// <summary>A person of an account.</summary>
public sealed class MemberRow
{
    public string Email { get; init; } = "";
    public string Role { get; init; } = "";
    public long CreatedAt { get; init; }
}

/// <summary>The people of an account. Who changes them holds the account, so that two cannot remove the last owner together.</summary>
public static class MemberRows
{
    /// <summary>The most people that an account can have: they are listed whole.</summary>
    public const int Most = 100;

    private const string Columns = "email, role, created_at";

    public static Task<List<MemberRow>> List(Session session, string account) =>
        session.Query<MemberRow>($"SELECT {Columns} FROM account_members WHERE account_id = @account ORDER BY created_at, email", new { account });

    /// <summary>The member with this address, or 4044.</summary>
    public static async Task<MemberRow> Get(Session session, string account, string email) =>
        await session.First<MemberRow>($"SELECT {Columns} FROM account_members WHERE account_id = @account AND email = @email", new { account, email = email.ToLowerInvariant() })
        ?? throw new Refusal(Errors.NotFound, $"No member '{(email.Length <= 60 ? email : email[..60] + "…")}' exists in this account.", "email");

    /// <summary>Adds a member; false when there is one with this address.</summary>
    public static async Task<bool> Add(Session session, string account, EmailAddress email, string role, DateTimeOffset now) => await session.Execute("""
        INSERT INTO account_members (account_id, email, role, created_at)
        VALUES (@account, @email, @role, @now)
        ON CONFLICT DO NOTHING
        """, new { account, email = email.Value, role, now = now.ToMicros() }) == 1;

    public static Task SetRole(Session session, string account, MemberRow member, string role) =>
        session.Execute("UPDATE account_members SET role = @role WHERE account_id = @account AND email = @email", new { account, email = member.Email, role });

    public static Task Remove(Session session, string account, MemberRow member) =>
        session.Execute("DELETE FROM account_members WHERE account_id = @account AND email = @email", new { account, email = member.Email });

    /// <summary>4090 when this member is the last owner. An account that lost him could be managed by nobody.</summary>
    public static async Task KeepAnOwner(Session session, string account, MemberRow member)
    {
        if (member.Role == MemberRoles.Owner && (await List(session, account)).Count(m => m.Role == MemberRoles.Owner) == 1)
            throw new Refusal(Errors.Conflict, $"{member.Email} is the account's last owner. Make somebody else an owner first.", "email");
    }
}
