using System.Globalization;
using SendApi.Server.Storage;

namespace SendApi.Server.Ledger;

/// <summary>The books of an account and the kinds of moves between them.</summary>
public static class Book
{
    public const string Funding = "funding", Available = "available", Reserved = "reserved", Spent = "spent";
    public const string TopUp = "top_up", Correction = "correction", Reserve = "reserve", Settle = "settle", Release = "release";

    public static readonly IReadOnlyList<string> All = [Funding, Available, Reserved, Spent];
}

/// <summary>The price of a message, set aside when it is taken in.</summary>
public sealed record Reservation(string AccountId, string MessageId, long Amount, DateTimeOffset At);

/// <summary>The end of a reservation: settled when the provider took the message, given back when it ended unsent.</summary>
public sealed record Closing(string AccountId, string MessageId, bool IsSettled, DateTimeOffset At);

/// <summary>Credit as a double-entry ledger in millionths: each entry moves an amount from one book to another, and balances move with it in one transaction.</summary>
public static class Books
{
    private const string Columns = "account_id, id, at, kind, source, target, amount, message_id";

    private static readonly Bulk<Reservation> Reserving = Bulk<Reservation>.Insert("ledger_entries", "",
        new("account_id", r => r.AccountId), new("id", r => ReserveId(r.MessageId)), new("at", Number: r => r.At.ToMicros()), new("kind", _ => Book.Reserve),
        new("source", _ => Book.Available), new("target", _ => Book.Reserved), new("amount", Number: r => r.Amount), new("message_id", r => r.MessageId));

    // A message that was never charged has no reservation and gives no row; one that was closed before keeps its first end.
    private static readonly Bulk<Closing> ClosingOnce = new(
        $"""
        INSERT INTO ledger_entries ({Columns})
        SELECT @account_id, @id, @at, @kind, 'reserved', @target, r.amount, @message_id
        FROM ledger_entries r
        WHERE r.account_id = @account_id AND r.id = @reserve_id
        ON CONFLICT DO NOTHING
        RETURNING account_id || ' ' || target || ' ' || amount
        """,
        $"""
        INSERT INTO ledger_entries ({Columns})
        SELECT v.account_id, v.id, v.at, v.kind, 'reserved', v.target, r.amount, v.message_id
        FROM v
        JOIN ledger_entries r ON r.account_id = v.account_id AND r.id = v.reserve_id
        ON CONFLICT DO NOTHING
        RETURNING account_id || ' ' || target || ' ' || amount
        """,
        new("account_id", c => c.AccountId), new("id", c => EndId(c.MessageId)), new("reserve_id", c => ReserveId(c.MessageId)), new("at", Number: c => c.At.ToMicros()),
        new("kind", c => c.IsSettled ? Book.Settle : Book.Release), new("target", c => c.IsSettled ? Book.Spent : Book.Available), new("message_id", c => c.MessageId));

    private static readonly Bulk<Move> Opening = Bulk<Move>.Insert("ledger_balances", "ON CONFLICT DO NOTHING",
        new("account_id", m => m.AccountId), new("book", m => m.Book), new("amount", Number: m => m.Amount));

    private static readonly Bulk<Move> Moving = new(
        "UPDATE ledger_balances SET amount = amount + @amount WHERE account_id = @account_id AND book = @book",
        "UPDATE ledger_balances b SET amount = b.amount + v.amount FROM v WHERE b.account_id = v.account_id AND b.book = v.book",
        new("account_id", m => m.AccountId), new("book", m => m.Book), new("amount", Number: m => m.Amount));

    /// <summary>What each account has left to spend. Nobody else can change it before the transaction ends.</summary>
    public static async Task<Dictionary<string, long>> LockAvailable(Session session, IReadOnlyCollection<string> accounts) =>
        accounts.Count == 0 ? [] : await Available(session, accounts, session.Dialect.Lock);

    /// <summary>What each account has left to spend; an account without an entry is missing and has nothing.</summary>
    public static Task<Dictionary<string, long>> Available(Session session, IReadOnlyCollection<string> accounts) => Available(session, accounts, "");

    /// <summary>Sets prices aside with the commit. The caller holds the balances and has seen that they suffice; the store refuses a balance below zero besides.</summary>
    public static void Reserve(Session session, IReadOnlyCollection<Reservation> reservations)
    {
        session.AtCommit(Reserving, reservations);
        session.AtCommit(Moving, Summed(reservations.GroupBy(r => r.AccountId).SelectMany(g => Between(g.Key, Book.Available, Book.Reserved, g.Sum(r => r.Amount)))));
    }

    /// <summary>Ends reservations, each once; a message without one is left alone.</summary>
    public static async Task Close(Session session, IReadOnlyCollection<Closing> closings)
    {
        var closed = await session.Run(ClosingOnce, closings);
        session.AtCommit(Moving, Summed(closed.Select(row => row.Split(' ')).SelectMany(row => Between(row[0], Book.Reserved, row[1], long.Parse(row[2], CultureInfo.InvariantCulture)))));
    }

    /// <summary>The id of the entry that ends the reservation of the message whose id a column holds, in SQL.</summary>
    public static string EndOf(string column) => $"'txn_' || {column} || '.end'";

    /// <summary>The balance of every book of an account; a book without a move is 0.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> Balances(Session session, string account)
    {
        var rows = await session.Query<BalanceRow>("SELECT account_id, book, amount FROM ledger_balances WHERE account_id = @account", new { account });
        return Book.All.ToDictionary(b => b, b => rows.FirstOrDefault(r => r.Book == b)?.Amount ?? 0);
    }

    /// <summary>Opens the books of an account, all empty; before its first payment. Open ones stay as they are.</summary>
    internal static Task OpenFor(Session session, string account) => session.Run(Opening, [.. Book.All.Select(b => new Move(account, b, 0))]);

    /// <summary>Moves balances as entries say, at once.</summary>
    internal static Task Apply(Session session, IEnumerable<Move> moves) => session.Run(Moving, Summed(moves));

    internal static IEnumerable<Move> Between(string account, string source, string target, long amount) => [new(account, source, -amount), new(account, target, amount)];

    /// <summary>One move for each balance; in one order, or two nodes would wait for each other.</summary>
    private static Move[] Summed(IEnumerable<Move> moves) =>
        [.. moves.GroupBy(m => (m.AccountId, m.Book)).Select(g => new Move(g.Key.AccountId, g.Key.Book, g.Sum(m => m.Amount))).Where(m => m.Amount != 0)
            .OrderBy(m => m.AccountId, StringComparer.Ordinal).ThenBy(m => m.Book, StringComparer.Ordinal)];

    private static string ReserveId(string messageId) => "txn_" + messageId + ".reserve";

    private static string EndId(string messageId) => "txn_" + messageId + ".end";

    private static async Task<Dictionary<string, long>> Available(Session session, IReadOnlyCollection<string> accounts, string andLock)
    {
        var rows = await session.Query<BalanceRow>($"""
            SELECT account_id, book, amount
            FROM ledger_balances
            WHERE {session.Dialect.In("account_id", "accounts")} AND book = 'available'
            ORDER BY account_id
            {andLock}
            """, new { accounts = accounts.ToArray() });
        return rows.ToDictionary(r => r.AccountId, r => r.Amount);
    }

    /// <summary>By how much a balance changes.</summary>
    internal sealed record Move(string AccountId, string Book, long Amount);

    private sealed class BalanceRow
    {
        public string AccountId { get; init; } = "";
        public string Book { get; init; } = "";
        public long Amount { get; init; }
    }
}
