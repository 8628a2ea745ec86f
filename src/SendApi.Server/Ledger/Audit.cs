using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Storage;

namespace SendApi.Server.Ledger;

/// <summary>What an audit went through, and the first thing that does not add up, or null.</summary>
public sealed record AuditReport(long Accounts, long Entries, long Messages, string? Difference);

/// <summary>Adds the whole ledger up again, entry by entry and message by message, and names the first difference. It reads one moment of the store and changes nothing.</summary>
public static class Audit
{
    private const int PageSize = 5_000;

    public static async Task<AuditReport> Run(Session session, Action<AuditReport> progress)
    {
        var report = new AuditReport(0, 0, 0, null);
        foreach (var account in await session.Query<string>("SELECT id FROM accounts ORDER BY id"))
        {
            var books = Book.All.ToDictionary(b => b, _ => 0L);
            report = await Entries(session, account, books, report, progress);
            var difference = report.Difference ?? await Balances(session, account, books);
            report = report with { Accounts = report.Accounts + 1, Difference = difference };
            if (difference is null)
                report = await Messages(session, account, report, progress);
            if (report.Difference is not null)
                return report;
        }

        return report;
    }

    /// <summary>Every entry in the order of ids: the end of a reservation stands right before the reservation itself.</summary>
    private static async Task<AuditReport> Entries(Session session, string account, Dictionary<string, long> books, AuditReport report, Action<AuditReport> progress)
    {
        LedgerRow? end = null;
        for (var after = ""; ;)
        {
            var page = await session.Query<LedgerRow>("""
                SELECT id, kind, source, target, amount, message_id
                FROM ledger_entries
                WHERE account_id = @account AND id > @after
                ORDER BY id
                LIMIT @most
                """, new { account, after, most = PageSize });
            foreach (var entry in page)
            {
                if (end is not null && (entry.Kind != Book.Reserve || entry.MessageId != end.MessageId || entry.Amount != end.Amount))
                    return report with { Difference = $"Account {account}: entry {end.Id} ends {Shown.Amount(end.Amount)} and no reservation of that amount is there." };
                end = entry.Kind is Book.Settle or Book.Release ? entry : null;
                books[entry.Source] -= entry.Amount;
                books[entry.Target] += entry.Amount;
            }

            report = report with { Entries = report.Entries + page.Count };
            progress(report);
            if (page.Count < PageSize)
                return end is null ? report : report with { Difference = $"Account {account}: entry {end.Id} ends a reservation that is not there." };
            after = page[^1].Id;
        }
    }

    private static async Task<string?> Balances(Session session, string account, Dictionary<string, long> books)
    {
        foreach (var (book, balance) in await Books.Balances(session, account))
            if (balance != books[book])
                return $"Account {account}: the balance of '{book}' is {Shown.Amount(balance)} and its entries add up to {Shown.Amount(books[book])}.";
        return books[Book.Available] < 0 ? $"Account {account}: the entries of 'available' add up to {Shown.Amount(books[Book.Available])}." : null;
    }

    /// <summary>Every message that has a price: reserved with just that, and settled or given back as its status says.</summary>
    private static async Task<AuditReport> Messages(Session session, string account, AuditReport report, Action<AuditReport> progress)
    {
        for (var after = ""; ;)
        {
            var page = await session.Query<PricedRow>("""
                SELECT m.id, m.price, m.status, r.amount AS reserved, e.kind AS ending
                FROM (SELECT id, price, status
                    FROM messages
                    WHERE account_id = @account AND is_test = 0 AND id > @after
                    ORDER BY id
                    LIMIT @most) m
                LEFT JOIN ledger_entries r ON r.account_id = @account AND r.id = 'txn_' || m.id || '.reserve'
                LEFT JOIN ledger_entries e ON e.account_id = @account AND e.id = 'txn_' || m.id || '.end'
                ORDER BY m.id
                """, new { account, after, most = PageSize });
            report = report with { Messages = report.Messages + page.Count, Difference = page.Select(m => m.Fault()).FirstOrDefault(f => f is not null) };
            progress(report);
            if (page.Count < PageSize || report.Difference is not null)
                return report;
            after = page[^1].Id;
        }
    }

    private sealed class PricedRow
    {
        public string Id { get; init; } = "";
        public long Price { get; init; }
        public long Status { get; init; }
        public long? Reserved { get; init; }
        public string? Ending { get; init; }

        public string? Fault()
        {
            if (Reserved.GetValueOrDefault() != Price)
                return $"Message {Id} costs {Shown.Amount(Price)} and {Shown.Amount(Reserved ?? 0)} was reserved.";

            var status = (MessageStatus)Status;
            string?[] expected = Price == 0 ? [null] : status switch
            {
                MessageStatus.Sent or MessageStatus.Delivered or MessageStatus.Undelivered => [Book.Settle],
                MessageStatus.Canceled => [Book.Release],
                // Refused by the carrier at once, or by its receipt after it had taken the text.
                MessageStatus.Failed => [Book.Release, Book.Settle],
                // One that was sent once more and taken then is paid, and a receipt may still be missing.
                MessageStatus.Uncertain => [null, Book.Settle],
                _ => [null],
            };
            return expected.Contains(Ending) ? null : $"Message {Id} is {status.Name()} and its reservation is {Ending ?? "open"}.";
        }
    }
}
