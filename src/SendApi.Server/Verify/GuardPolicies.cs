using Microsoft.Extensions.Options;
using SendApi.Core.Codes.Guarding;
using SendApi.Server.Storage;

namespace SendApi.Server.Verify;

/// <summary>What the guard goes by for an account: its own choice, and the server's settings where it chose nothing.</summary>
public sealed class GuardPolicies(IOptions<GuardOptions> options)
{
    public GuardLimits Limits { get; } = options.Value.Limits();

    /// <summary>What holds for an account now.</summary>
    public async Task<GuardPolicy> Of(Session session, string account) => Over(await Chosen(session, account));

    /// <summary>What the account chose itself.</summary>
    internal static async Task<GuardChoice> Chosen(Session session, string account, string andLock = "") =>
        await session.First<string>($"SELECT policy FROM verify_guards WHERE account_id = @account {andLock}", new { account }) is { } stored ? ApiJson.Read<GuardChoice>(stored) : new GuardChoice();

    internal static Task Choose(Session session, string account, GuardChoice choice, DateTimeOffset now) => session.Execute("""
        INSERT INTO verify_guards (account_id, policy, updated_at) VALUES (@account, @policy, @now)
        ON CONFLICT (account_id) DO UPDATE SET policy = excluded.policy, updated_at = excluded.updated_at
        """, new { account, policy = ApiJson.Text(choice), now = now.ToMicros() });

    /// <summary>The choice in place of the settings; what the server blocks stays blocked.</summary>
    internal GuardPolicy Over(GuardChoice choice)
    {
        var settings = options.Value.Policy();
        return new(
            choice.Mode is { } mode ? GuardNames.Modes[mode] : settings.Mode,
            choice.AllowedPrefixes ?? settings.AllowedPrefixes,
            [.. settings.BlockedPrefixes, .. choice.BlockedPrefixes ?? []],
            choice.RefusedTypes ?? settings.RefusedTypes,
            choice.Budgets ?? settings.Budgets);
    }
}

/// <summary>What an account chose, as it is stored; null is what the server's settings say.</summary>
public sealed record GuardChoice
{
    public string? Mode { get; init; }
    public IReadOnlyList<string>? AllowedPrefixes { get; init; }
    public IReadOnlyList<string>? BlockedPrefixes { get; init; }
    public IReadOnlyList<string>? RefusedTypes { get; init; }
    public IReadOnlyDictionary<string, int>? Budgets { get; init; }
}
