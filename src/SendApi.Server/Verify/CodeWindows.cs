using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Core.Codes;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Verify;

/// <summary>One subject whose codes are counted, and its limits.</summary>
/// <param name="Grain">How finely times are kept.</param>
/// <param name="Words">What is limited, as the refusal ends: <c>to this recipient</c>.</param>
public sealed record CodeWindow(string Subject, IReadOnlyList<RollingLimit> Limits, TimeSpan Grain, string Words);

/// <summary>Counts codes within spans that move with the time, exactly: under parallel requests, on any number of nodes and after any restart, because each subject is a row that is held until the commit.</summary>
/// <remarks>A row holds no number and no address, only a keyed hash, and is forgotten a day after it last changed.</remarks>
public sealed class CodeWindows(Secrets secrets, TimeProvider clock, IOptions<VerifyOptions> options)
{
    private static readonly TimeSpan Exact = TimeSpan.FromMicroseconds(1), Coarse = TimeSpan.FromMinutes(1), Hour = TimeSpan.FromHours(1), Kept = TimeSpan.FromDays(1);

    private readonly byte[] _key = secrets.Derive("verify.windows");

    /// <summary>What an order counts for. A recipient is one person to all live accounts; each account's test world has its own.</summary>
    internal IReadOnlyList<CodeWindow> Of(Caller caller, CodeOrder order)
    {
        List<CodeWindow> windows =
        [
            new(Subject("to", caller.IsTest ? caller.AccountId : "", order.To.Value), VerifyOptions.PerRecipient, Exact, "to this recipient"),
        ];
        var own = caller.IsTest ? caller.AccountId + ":test" : caller.AccountId;
        if (order.Network is { } network)
            windows.Add(new(Subject("ip", own, network), [new(options.Value.PerNetworkAndHour, Hour)], Coarse, "for people in this network"));
        if (options.Value.PerAccountAndHour is { } most)
            windows.Add(new(Subject("account", own, ""), [new(most, Hour)], Coarse, "by this account"));
        return windows;
    }

    /// <summary>Counts one code for each subject; 4043 with the time to wait when that is too many for one of them. Held until the transaction ends.</summary>
    public async Task Count(Session session, IReadOnlyList<CodeWindow> windows)
    {
        // One order everywhere, or two nodes would wait for each other.
        foreach (var window in windows.OrderBy(w => w.Subject, StringComparer.Ordinal))
        {
            var now = clock.GetUtcNow();
            await session.Execute("INSERT INTO verify_windows (subject, entries, updated_at) VALUES (@Subject, '', @now) ON CONFLICT DO NOTHING", new { window.Subject, now = now.ToMicros() });
            var stored = await session.Query<string>($"SELECT entries FROM verify_windows WHERE subject = @Subject {session.Dialect.Lock}", new { window.Subject });
            // It may have waited for the row.
            now = clock.GetUtcNow();
            var count = RollingCount.Read(stored.Single(), window.Grain);
            if (count.Wait(window.Limits, now) is { } wait)
                throw Refuse(window, wait);

            count.Add(window.Limits, now);
            await session.Execute("UPDATE verify_windows SET entries = @entries, updated_at = @now WHERE subject = @Subject", new { window.Subject, entries = count.Write(), now = now.ToMicros() });
        }
    }

    /// <summary>Forgets subjects of which nothing counts any more; the answer is how many.</summary>
    public static Task<int> Forget(Session session, DateTimeOffset now, int most) => session.Execute(
        "DELETE FROM verify_windows WHERE updated_at <= @before AND subject IN (SELECT subject FROM verify_windows WHERE updated_at <= @before ORDER BY updated_at LIMIT @most)",
        new { before = (now - Kept).ToMicros(), most });

    private static Refusal Refuse(CodeWindow window, TimeSpan wait)
    {
        var seconds = (long)Math.Ceiling(wait.TotalSeconds);
        return new(Errors.OtpRateLimit, string.Create(CultureInfo.InvariantCulture, $"Too many codes were sent {window.Words} lately. Retry after {seconds:N0} seconds."))
        {
            RetryAfter = TimeSpan.FromSeconds(seconds),
        };
    }

    private string Subject(string kind, string account, string subject) =>
        Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{kind} {account} {subject}")));
}
