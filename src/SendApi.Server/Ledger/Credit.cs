using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Ledger;

/// <summary>Money that the operator puts on an account or takes off it again.</summary>
/// <param name="Amount">Millionths; below zero for a correction that takes credit away.</param>
/// <param name="Reference">The operator's own name for this payment; the same one is booked once.</param>
public sealed record Payment(string AccountId, long Amount, string Reference, string? Note);

/// <summary>Books payments, and lists what was booked.</summary>
public static class Credit
{
    /// <summary>The most that one payment moves: a million dollars.</summary>
    public const long Most = 1_000_000_000_000;

    private const string Columns = "account_id, id, at, kind, source, target, amount, message_id, reference, note";

    /// <summary>4021, with the facts that its answer shows.</summary>
    public static Refusal Missing(Shortfall shortfall) => new(Errors.SmsBalanceLow,
        $"The message costs {Shown.Amount(shortfall.Required)} USD and {Shown.Amount(shortfall.Balance)} USD of SMS credit are left. Top up to send it.")
    {
        Shortfall = shortfall,
    };

    /// <summary>Books a payment once: the same reference with the same amount gives the first entry again, and that it is not new; with another amount it is 4090. Taking away more than is left is 4090.</summary>
    public static async Task<(LedgerRow Entry, bool IsNew)> Book(Session session, Payment payment, DateTimeOffset now)
    {
        var isTopUp = payment.Amount > 0;
        var (source, target) = isTopUp ? (Ledger.Book.Funding, Ledger.Book.Available) : (Ledger.Book.Available, Ledger.Book.Funding);
        var amount = Math.Abs(payment.Amount);
        var id = Ids.New("txn_", now);
        var added = await session.Execute($"""
            INSERT INTO ledger_entries ({Columns})
            VALUES (@AccountId, @id, @at, @kind, @source, @target, @amount, NULL, @Reference, @Note)
            ON CONFLICT DO NOTHING
            """, new
        {
            payment.AccountId,
            id,
            at = now.ToMicros(),
            kind = isTopUp ? Ledger.Book.TopUp : Ledger.Book.Correction,
            source,
            target,
            amount,
            payment.Reference,
            payment.Note,
        });

        var entry = await session.First<LedgerRow>($"SELECT {Columns} FROM ledger_entries WHERE account_id = @AccountId AND reference = @Reference", new { payment.AccountId, payment.Reference })
            ?? throw new InvalidOperationException("A payment was booked and is not there.");
        if (added == 0)
            return entry.Amount == amount && entry.Source == source
                ? (entry, false)
                : throw new Refusal(Errors.Conflict,
                    $"The reference '{payment.Reference}' was booked on {Shown.Time(Times.FromMicros(entry.At))} as a {(entry.Kind == Ledger.Book.TopUp ? "top-up" : "correction")} of {Shown.Amount(entry.Amount)} USD. Use a new reference.", "reference");

        await Books.OpenFor(session, payment.AccountId);
        if (!isTopUp)
            await RequireCredit(session, payment.AccountId, amount);
        await Books.Apply(session, Books.Between(payment.AccountId, source, target, amount));
        return (entry, true);
    }

    /// <summary>A page of the entries of an account, newest first, from behind <paramref name="before"/> (the time and id of an entry).</summary>
    public static Task<List<LedgerRow>> List(Session session, string account, (long At, string Id)? before, (int Skip, int Take) page) => session.Query<LedgerRow>($"""
        SELECT {Columns}
        FROM ledger_entries
        WHERE account_id = @account AND (at, id) < (@at, @id)
        ORDER BY at DESC, id DESC
        LIMIT @take OFFSET @skip
        """, new { account, at = before?.At ?? long.MaxValue, id = before?.Id ?? "", skip = page.Skip, take = page.Take });

    /// <summary>Where an entry stands in the list, or null when the account has no such entry.</summary>
    public static async Task<(long At, string Id)?> Place(Session session, string account, string id) =>
        await session.First<LedgerRow>("SELECT id, at FROM ledger_entries WHERE account_id = @account AND id = @id", new { account, id }) is { } row ? (row.At, row.Id) : null;

    private static async Task RequireCredit(Session session, string account, long amount)
    {
        var left = (await Books.LockAvailable(session, [account])).GetValueOrDefault(account);
        if (left < amount)
            throw new Refusal(Errors.Conflict, $"{Shown.Amount(amount)} USD cannot be taken away: {Shown.Amount(left)} USD are left.", "amount");
    }
}

/// <summary>An entry as it is stored.</summary>
public sealed class LedgerRow
{
    public string AccountId { get; init; } = "";
    public string Id { get; init; } = "";
    public long At { get; init; }
    public string Kind { get; init; } = "";
    public string Source { get; init; } = "";
    public string Target { get; init; } = "";
    public long Amount { get; init; }
    public string? MessageId { get; init; }
    public string? Reference { get; init; }
    public string? Note { get; init; }
}
