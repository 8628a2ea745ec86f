using SendApi.Core.Messages;
using SendApi.Core.Sending;
using SendApi.Server.Events;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>One batch of facts as one transaction: leases ended, statuses moved, timeline written, receipts matched to their messages, and everybody told who wants to know.</summary>
internal static class RecordBatch
{
    public static async Task<Changes> Write(Session session, IReadOnlyList<Fact> batch, Publisher publisher)
    {
        var changes = new Changes();
        await EndLeases(session, [.. batch.Where(f => f.Attempt is not null).Select(f => f.Attempt!)], changes);
        // One statement may not write a row twice: of two messages with one id the later one has it.
        await session.Run(MessageStatements.AddPart, [.. changes.NewParts.GroupBy(p => (p.Provider, p.ProviderId)).Select(g => g.Last())]);

        var receipts = batch.Where(f => f.Receipt is not null).Select(f => f.Receipt!).ToList();
        receipts.AddRange(await KeptFor(session, changes.NewParts));
        await Match(session, receipts, changes);

        await Books.Close(session, changes.Closings);
        session.AtCommit(MessageStatements.AddEvent, changes.Events);
        UncertainMessages.Note(session, changes.Statuses);
        FallbackNews.Note(session, changes.Statuses);
        await Announcements.Publish(session, publisher, changes.Steps(await session.Run(MessageStatements.Advance, changes.Statuses)));
        return changes;
    }

    /// <summary>Ends the leases that are still held; an attempt whose lease was lost has no say any more.</summary>
    private static async Task EndLeases(Session session, List<Attempt> attempts, Changes changes)
    {
        var held = await session.Run(MessageStatements.Finish, attempts.Where(a => a.Again is null).ToList());
        held.AddRange(await session.Run(MessageStatements.Postpone, attempts.Where(a => a.Again is not null).ToList()));
        var ours = held.ToHashSet();
        var resent = await UncertainMessages.Among(session, [.. attempts.Where(a => a.Outcome is SendOutcome.Rejected && ours.Contains(a.Lease.MessageId)).Select(a => a.Lease.MessageId)]);
        foreach (var attempt in attempts.Where(a => ours.Contains(a.Lease.MessageId)))
            changes.Add(attempt, resent.Contains(attempt.Lease.MessageId));
    }

    /// <summary>Receipts that were quicker than the answer to their submit, taken from where they were kept.</summary>
    private static async Task<List<ReceivedReceipt>> KeptFor(Session session, List<ProviderPart> parts)
    {
        var kept = new List<ReceivedReceipt>();
        foreach (var group in parts.GroupBy(p => p.Provider))
        {
            var rows = await session.Query<OrphanRow>($"""
                SELECT id, receipt, received_at
                FROM orphan_receipts
                WHERE provider = @provider AND {session.Dialect.In("provider_id", "ids")}
                """, new { provider = group.Key, ids = group.SelectMany(p => new[] { p.ProviderId, p.Answered ?? p.ProviderId }).Distinct().ToArray() });
            kept.AddRange(rows.Select(r => r.Received()));
        }

        return kept;
    }

    private static async Task Match(Session session, List<ReceivedReceipt> receipts, Changes changes)
    {
        if (receipts.Count == 0)
            return;

        var parts = await PartsOf(session, receipts);
        var orphans = new List<ReceivedReceipt>();
        var noLongerKept = new List<string>();
        foreach (var receipt in receipts)
        {
            var (provider, id) = (receipt.Receipt.Provider, receipt.Receipt.ProviderId);
            if (!parts.TryGetValue((provider, ProviderIds.Key(id)), out var part) && !parts.TryGetValue((provider, id), out part))
            {
                orphans.Add(receipt);
                continue;
            }

            if (receipt.IsKept)
                noLongerKept.Add(receipt.Id);
            changes.Add(receipt, part);
        }

        await session.Run(MessageStatements.AdvancePart, changes.MovedParts.Values);
        await FoldLongMessages(session, changes);
        await session.Run(MessageStatements.KeepOrphan, orphans);
        if (noLongerKept.Count > 0)
            await session.Execute($"DELETE FROM orphan_receipts WHERE {session.Dialect.In("id", "ids")}", new { ids = noLongerKept.ToArray() });
    }

    private static async Task<Dictionary<(string, string), ProviderPart>> PartsOf(Session session, List<ReceivedReceipt> receipts)
    {
        var parts = new Dictionary<(string, string), ProviderPart>();
        foreach (var group in receipts.GroupBy(r => r.Receipt.Provider))
        {
            // Rows of before there was one spelling have the id as it was answered.
            var rows = await session.Query<PartRow>($"""
                SELECT provider, provider_id, account_id, is_test, message_id, parts, status, created_at
                FROM provider_messages
                WHERE provider = @provider AND {session.Dialect.In("provider_id", "ids")}
                """, new { provider = group.Key, ids = group.SelectMany(r => new[] { ProviderIds.Key(r.Receipt.ProviderId), r.Receipt.ProviderId }).Distinct().ToArray() });
            foreach (var row in rows)
                parts[(row.Provider, row.ProviderId)] = row.Part();
        }

        return parts;
    }

    private static async Task FoldLongMessages(Session session, Changes changes)
    {
        var ids = changes.MovedParts.Values.Select(p => p.Message.Id).Distinct().ToArray();
        if (ids.Length == 0)
            return;

        var at = changes.MovedParts.Values.Max(p => p.At);
        var rows = await session.Query<PartRow>($"""
            SELECT provider, provider_id, account_id, is_test, message_id, parts, status, created_at
            FROM provider_messages
            WHERE {session.Dialect.In("message_id", "ids")} AND parts > 1
            """, new { ids });
        foreach (var message in rows.Select(r => r.Part()).GroupBy(p => p.Message))
            changes.Fold(message.Key, message.ToList(), at);
    }

    private sealed class PartRow
    {
        public string Provider { get; init; } = "";
        public string ProviderId { get; init; } = "";
        public string AccountId { get; init; } = "";
        public long IsTest { get; init; }
        public string MessageId { get; init; } = "";
        public long Parts { get; init; }
        public long Status { get; init; }
        public long CreatedAt { get; init; }

        public ProviderPart Part() => new(Provider, ProviderId, new(AccountId, IsTest, MessageId), Parts, (MessageStatus)Status, Times.FromMicros(CreatedAt));
    }
}
