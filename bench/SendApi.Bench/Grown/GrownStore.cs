using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace SendApi.Bench.Grown;

/// <summary>An installation as it is after years: its tables are filled by SQL, which the server itself then reads through HTTP.</summary>
/// <remarks>Half of the messages went to a million different recipients once each ten times over; one in a hundred failed. Ids are ULIDs of last year.</remarks>
public sealed class GrownStore(string folder, string? connection)
{
    private const int Chunk = 500_000;

    /// <summary>The id of the message with this number; ids sort as their numbers do.</summary>
    public static string Id(long number) => "sms_01JZ" + number.ToString("D22", CultureInfo.InvariantCulture);

    /// <summary>The recipient of the message with this number: a million different ones, in no order.</summary>
    public static string Recipient(long number) => "+447" + ((number * 7_919 % 1_000_000) + 100_000_000).ToString(CultureInfo.InvariantCulture);

    /// <summary>Fills the store of the one account; the server must not run.</summary>
    public async Task Fill(long messages, long suppressions, CancellationToken ct)
    {
        await using var store = await Open(ct);
        var account = await Single(store, "SELECT id FROM accounts", ct);
        var started = Stopwatch.GetTimestamp();
        for (var first = 0L; first < messages; first += Chunk)
        {
            await Execute(store, Messages(account, first, Math.Min(messages, first + Chunk)), ct);
            Console.WriteLine($"  {first + Chunk:N0} messages after {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
        }

        for (var first = 0L; first < suppressions; first += Chunk)
            await Execute(store, Suppressions(account, first, Math.Min(suppressions, first + Chunk)), ct);
        if (connection is not null)
            await Execute(store, "VACUUM ANALYZE", ct);
        else
            await Execute(store, "PRAGMA wal_checkpoint(TRUNCATE)", ct);
    }

    /// <summary>Fills the store of the one account with messages for a later day, queued with its default provider; the server must not run.</summary>
    public async Task Schedule(long messages, DateTimeOffset at, CancellationToken ct)
    {
        await using var store = await Open(ct);
        var (account, provider) = (await Single(store, "SELECT id FROM accounts", ct), await Single(store, "SELECT id FROM providers WHERE is_default = 1", ct));
        var due = (at.ToUnixTimeMilliseconds() * 1_000).ToString(CultureInfo.InvariantCulture);
        for (var first = 0L; first < messages; first += Chunk)
        {
            var end = Math.Min(messages, first + Chunk);
            await Execute(store, $"""
                {Numbers(first, end)}
                INSERT INTO messages (account_id, is_test, id, key_id, recipient, content, encoding, segments, status, created_at, updated_at, send_at, valid_until)
                SELECT '{account}', 0, 'sms_01JZ' || {Padded("n", 22)}, 'key_0', '+447' || (n * 7919 % 1000000 + 100000000), 'Your parcel comes tomorrow.',
                    0, 1, 0, 1751500000000000 + n, 1751500000000000 + n, {due} + n * 1000, {due} + n * 1000 + 86400000000
                FROM numbers
                """, ct);
            await Execute(store, $"""
                {Numbers(first, end)}
                INSERT INTO outbox (message_id, account_id, is_test, queue, lane, due_at, attempt)
                SELECT 'sms_01JZ' || {Padded("n", 22)}, '{account}', 0, '{provider}', 20, {due} + n * 1000, 0
                FROM numbers
                """, ct);
        }
    }

    private string Messages(string account, long first, long end) => $"""
        {Numbers(first, end)}
        INSERT INTO messages (account_id, is_test, id, key_id, recipient, sender, content, encoding, segments, status, created_at, updated_at, valid_until, provider)
        SELECT '{account}', 0, 'sms_01JZ' || {Padded("n", 22)}, 'key_0', '+447' || (n * 7919 % 1000000 + 100000000), 'Acme', 'Your parcel is on its way and comes today between two and four.',
            0, 1, CASE WHEN n % 100 = 0 THEN 70 ELSE 50 END, 1751500000000000 + n, 1751500000000000 + n, 1751600000000000 + n, 'smsc'
        FROM numbers
        """;

    private string Suppressions(string account, long first, long end) => $"""
        {Numbers(first, end)}
        INSERT INTO suppressions (account_id, is_test, address, channel, id, reason, source, created_at)
        SELECT '{account}', 0, '+4915' || (n * 7919 % 1000000 + 100000000), 'sms', 'sup_01JZ' || {Padded("n", 22)}, 'stop', 'import', 1751500000000000 + n
        FROM numbers
        """;

    private string Numbers(long first, long end) => connection is null
        ? $"WITH RECURSIVE numbers(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM numbers WHERE n < {end - 1})"
        : $"WITH numbers AS (SELECT n FROM generate_series({first}::bigint, {end - 1}::bigint) n)";

    private string Padded(string column, int digits) => connection is null ? $"printf('%0{digits}d', {column})" : $"lpad({column}::text, {digits}, '0')";

    private async Task<DbConnection> Open(CancellationToken ct)
    {
        DbConnection store = connection is null
            ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Directory.GetFiles(folder, "*.db").Single(), Pooling = false }.ToString())
            : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false, CommandTimeout = 0, Options = "-c synchronous_commit=off" }.ToString());
        await store.OpenAsync(ct);
        if (connection is null)
            await Execute(store, "PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000", ct);
        return store;
    }

    private static async Task Execute(DbConnection store, string sql, CancellationToken ct)
    {
        await using var command = store.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<string> Single(DbConnection store, string sql, CancellationToken ct)
    {
        await using var command = store.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(ct) as string ?? throw new BenchFailure("The store holds no account.");
    }
}
