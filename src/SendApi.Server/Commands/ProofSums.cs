using Microsoft.Data.Sqlite;
using SendApi.Core.Messages;
using SendApi.Proof;
using SendApi.Proof.Judging;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;
using SendApi.Server.Usage;

namespace SendApi.Server.Commands;

/// <summary>What a proof cannot see from outside: the sums of the store, and a way to keep SQLite locked.</summary>
internal static class ProofSums
{
    public static readonly StoreAccess Access = new(Count, Lock);

    private static async Task<StoreSums> Count(string folder, string? store, bool isThorough, CancellationToken ct)
    {
        await using var db = new StoreLocation(folder, store).Open();
        var damage = isThorough && store is null ? await db.Read(s => s.Query<string>("PRAGMA integrity_check"), ct) : ["ok"];
        return await db.Read(Sums, ct) with { Damage = damage is ["ok"] ? null : string.Join(" ", damage) };
    }

    private static async Task<StoreSums> Sums(Session s)
    {
        var books = new Dictionary<string, long>();
        var counters = new List<(string Kind, long Period, long Used)>();
        foreach (var account in await s.Query<string>("SELECT id FROM accounts"))
        {
            foreach (var (book, amount) in await Books.Balances(s, account))
                books[book] = books.GetValueOrDefault(book) + amount;
            counters.AddRange(await Counters.Between(s, account, 0, long.MaxValue));
        }

        return new StoreSums(
            Moving: await s.Number($"SELECT COUNT(*) FROM messages WHERE status < {(long)MessageStatus.Uncertain}"),
            Outbox: await s.Number("SELECT COUNT(*) FROM outbox"),
            WebhookQueue: await s.Number("SELECT COUNT(*) FROM webhook_queue"),
            // A carrier repeats a receipt whose confirmation was lost, so the same one may lie aside twice.
            Orphans: await s.Number("SELECT COUNT(*) FROM (SELECT DISTINCT provider, provider_id FROM orphan_receipts) AS receipts"),
            OrphansWithMessage: await s.Number("SELECT COUNT(*) FROM orphan_receipts o JOIN provider_messages p ON p.provider = o.provider AND p.provider_id = o.provider_id"),
            books.GetValueOrDefault(Book.Funding), books.GetValueOrDefault(Book.Reserved), books.GetValueOrDefault(Book.Spent),
            Used(CounterKinds.Sms), Used(CounterKinds.SmsDay), Used(CounterKinds.SmsCostDay));

        long Used(string kind) => counters.Where(c => c.Kind == kind).Sum(c => c.Used);
    }

    private static async Task Lock(string folder, TimeSpan duration, CancellationToken ct)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "sendapi.db")};Pooling=False");
        await connection.OpenAsync(ct);
        await Run("BEGIN IMMEDIATE");
        await Task.WhenAny(Task.Delay(duration, TimeProvider.System, ct));
        await Run("ROLLBACK");

        async Task Run(string statement)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Both statements stand above.
            command.CommandText = statement;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
