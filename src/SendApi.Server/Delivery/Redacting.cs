using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Server.Events;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Delivery;

/// <summary>Takes the words, and later the recipients, out of messages that are over, where the settings ask for it. The rest of a message stays for counting and for proof.</summary>
/// <remarks>It goes in portions and rests after each. What it has walked past it remembers; once a day it begins anew, for those that were not over then.</remarks>
internal sealed partial class Redacting(Db db, TimeProvider clock, IOptions<RetentionOptions> options, ILogger<Redacting> log) : BackgroundService
{
    private const int InOneGo = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromHours(1), Rest = TimeSpan.FromMilliseconds(50), BetweenWalks = TimeSpan.FromDays(1);

    // What is not in the queue has nothing before it but a receipt, and within its validity an operator may still send it again.
    private const string IsOver = "updated_at < @before_time AND valid_until < @before_time AND NOT EXISTS (SELECT 1 FROM outbox WHERE message_id = @id)";

    private const string IsOverThere = "m.updated_at < v.before_time AND m.valid_until < v.before_time AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.message_id = v.id)";

    private static readonly Bulk<Old> Content = Redact("content = ''", "content <> ''"), Recipients = Redact("recipient = 'redacted', metadata = NULL", "recipient <> 'redacted'");

    private readonly Dictionary<Walk, string> _walked = [];
    private DateTimeOffset _nextWalk;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Turns.Every(Pause, Round, fault => Failed(log, fault), clock, stoppingToken);

    /// <summary>One round over all accounts.</summary>
    public async Task Round(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (content, recipients) = (options.Value.ContentBefore(now), options.Value.RecipientsBefore(now));
        if (content is null && recipients is null)
            return;
        if (now >= _nextWalk)
        {
            _walked.Clear();
            _nextWalk = now + BetweenWalks;
        }

        foreach (var account in await db.Read(s => s.Query<string>("SELECT id FROM accounts"), ct))
            for (var world = 0L; world <= 1; world++)
            {
                foreach (var prefix in MessageRows.Prefixes)
                {
                    if (content is { } before)
                        await Messages(new(account, world, prefix, nameof(Content)), Content, before, ct);
                    if (recipients is { } until)
                        await Messages(new(account, world, prefix, nameof(Recipients)), Recipients, until, ct);
                }

                await Told(account, world, content, recipients, ct);
            }
    }

    private async Task Messages(Walk walk, Bulk<Old> redact, DateTimeOffset before, CancellationToken ct)
    {
        var end = Ids.First(walk.Prefix, before);
        while (true)
        {
            var after = _walked.GetValueOrDefault(walk, walk.Prefix);
            var ids = await db.Read(s => s.Query<string>("""
                SELECT id
                FROM messages
                WHERE account_id = @Account AND is_test = @World AND id > @after AND id < @end
                ORDER BY id
                LIMIT @most
                """, new { walk.Account, walk.World, after, end, most = InOneGo }), ct);
            if (ids.Count > 0)
            {
                await db.Write(s => s.Run(redact, ids.ConvertAll(id => new Old(walk.Account, walk.World, id, before))), ct);
                _walked[walk] = ids[^1];
            }

            if (ids.Count < InOneGo)
                return;
            await Task.Delay(Rest, clock, ct);
        }
    }

    /// <summary>What webhooks were told: the words of inbound texts go with the content, numbers with the recipients.</summary>
    private async Task Told(string account, long world, DateTimeOffset? content, DateTimeOffset? recipients, CancellationToken ct)
    {
        if (content is { } before)
            await EventRedaction.Forget(db, new(account, world, before), withPeople: false, ct);
        if (recipients is { } until)
            await EventRedaction.Forget(db, new(account, world, until), withPeople: true, ct);
    }

    private static Bulk<Old> Redact(string assignment, string isThere) => new(
        $"UPDATE messages SET {assignment} WHERE account_id = @account_id AND is_test = @is_test AND id = @id AND {isThere} AND {IsOver}",
        $"""
        UPDATE messages m SET {assignment}
        FROM v
        WHERE m.account_id = v.account_id AND m.is_test = v.is_test AND m.id = v.id AND m.{isThere} AND {IsOverThere}
        """,
        new("account_id", o => o.Account), new("is_test", Number: o => o.World), new("id", o => o.Id), new("before_time", Number: o => o.Before.ToMicros()));

    private sealed record Walk(string Account, long World, string Prefix, string What);

    private sealed record Old(string Account, long World, string Id, DateTimeOffset Before);

    [LoggerMessage(2331, LogLevel.Warning, "Old messages could not be redacted; the next try comes in an hour")]
    private static partial void Failed(ILogger log, Exception fault);
}
