using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>The link by which the first owner of the operator's account joins. There is one, the newest, and none any more once somebody has joined as owner.</summary>
public static class FirstStart
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>The path with a fresh link, or null when nobody needs one.</summary>
    public static async Task<string?> Welcome(Session session, DateTimeOffset now)
    {
        if (await session.First<string>("SELECT id FROM accounts WHERE is_operator = 1 ORDER BY id") is not { } account)
            return null;

        await MemberRows.Hold(session, account);
        if (await HasOwner(session, account))
            return null;
        return $"/dashboard/welcome?token={await LinkRows.Make(session, account, LinkRows.Nobody, mayReset: true, now + Life)}";
    }

    /// <summary>Whether an owner of the account can sign in.</summary>
    public static async Task<bool> HasOwner(Session session, string account) => await session.Number("""
        SELECT COUNT(*)
        FROM account_members m
        JOIN people p ON p.email = m.email
        WHERE m.account_id = @account AND m.role = @owner AND m.joined_at IS NOT NULL
        """, new { account, owner = MemberRoles.Owner }) > 0;
}
