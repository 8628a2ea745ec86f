using System.Globalization;
using System.Runtime.InteropServices;
using SendApi.Core;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;
using SendApi.Server.Usage;

namespace SendApi.Server.Delivery;

/// <summary>The rules of the intake for one batch: suppression and STOP, destination, content, quota, credit, in this order. The store is asked once for all.</summary>
/// <remarks>Judge each candidate in turn and take those that pass: what one uses up, the next no longer finds. Then keep what was used, in the same transaction.</remarks>
public sealed class Admission
{
    // One line for each entry that is found: both engines give back the first column of a bulk statement.
    private const string Line = "s.account_id || ' ' || s.is_test || ' ' || s.address || ' ' || s.channel || ' ' || s.created_at || ' ' || s.reason";

    private const string AllChannels = "all";

    // The same form: no channel has this name, and in place of the reason stands whom the person stopped.
    private const string Stop = "stop";

    private const string StopLine = $"t.account_id || ' ' || t.is_test || ' ' || t.address || ' {Stop} ' || t.created_at || ' ' || t.sender";

    private static readonly Bulk<Candidate> FindSuppressed = new(
        $"""
        SELECT {Line} FROM suppressions s WHERE s.account_id = @account_id AND s.is_test = @is_test AND s.address = @address;
        SELECT {StopLine} FROM sender_stops t WHERE t.account_id = @account_id AND t.is_test = @is_test AND t.address = @address
        """,
        $"""
        SELECT {Line}
        FROM v
        JOIN suppressions s ON s.account_id = v.account_id AND s.is_test = v.is_test AND s.address = v.address
        UNION ALL
        SELECT {StopLine}
        FROM v
        JOIN sender_stops t ON t.account_id = v.account_id AND t.is_test = v.is_test AND t.address = v.address
        """,
        new("account_id", c => c.Account.Id), new("is_test", Number: c => c.Message.IsTest), new("address", c => c.Message.Recipient));

    private readonly Dictionary<(string Account, string World, string Address), List<Suppressed>> _suppressed = [];
    private readonly Dictionary<(string Account, string World, string Address), List<(string Sender, DateTimeOffset Since)>> _stops = [];
    private readonly Dictionary<CounterKey, long> _used;
    private readonly Dictionary<string, long> _available;
    private readonly Dictionary<CounterKey, long> _grown = [];
    private readonly List<Reservation> _reservations = [];
    private readonly List<QuotaPassed> _passed = [];
    private readonly Dictionary<string, long> _availableBefore;

    private Admission(IEnumerable<string> suppressed, Dictionary<CounterKey, long> used, Dictionary<string, long> available)
    {
        foreach (var line in suppressed.Select(s => s.Split(' ', 6)))
            Note((line[0], line[1], line[2]), line[3], Times.FromMicros(long.Parse(line[4], CultureInfo.InvariantCulture)), line[5]);
        _used = used;
        _available = available;
        _availableBefore = new(available);
    }

    /// <summary>The shares of quotas that the taken messages passed.</summary>
    public IReadOnlyList<QuotaPassed> Passed => _passed;

    /// <summary>The credit of each account that paid for taken messages, before and after.</summary>
    public IEnumerable<(string AccountId, long Before, long After)> Paid =>
        _reservations.Select(r => r.AccountId).Distinct().Select(id => (id, _availableBefore[id], _available[id]));

    /// <summary>Reads what judging these candidates needs, and holds counters and balances against everybody else until the transaction ends.</summary>
    public static async Task<Admission> Open(Session session, IReadOnlyList<Candidate> candidates) => new(
        await session.Run(FindSuppressed, candidates),
        await Counters.Lock(session, Limited(candidates)),
        await Books.LockAvailable(session, Charged(candidates)));

    /// <summary>The same without holding anything: to explain, not to take in.</summary>
    public static async Task<Admission> Peek(Session session, Candidate candidate) => new(
        await session.Query<string>(
            $"""
            SELECT {Line} FROM suppressions s WHERE s.account_id = @Id AND s.is_test = @IsTest AND s.address = @Recipient
            UNION ALL
            SELECT {StopLine} FROM sender_stops t WHERE t.account_id = @Id AND t.is_test = @IsTest AND t.address = @Recipient
            """,
            new { candidate.Account.Id, candidate.Message.IsTest, candidate.Message.Recipient }),
        await Counters.Read(session, Limited([candidate])),
        await Books.Available(session, Charged([candidate])));

    /// <summary>Why the message may not come in, or null. A message that may counts at once for those judged after it.</summary>
    public Refusal? Judge(Candidate candidate)
    {
        var refusal = RefuseSuppressed(candidate)
            ?? candidate.Account.Policy.RefuseDestination(PhoneNumber.Trusted(candidate.Message.Recipient))
            ?? candidate.Account.Policy.RefuseContent(candidate.Message.Content)
            ?? candidate.Allowances.Select(a => a.Refuse(_used[a.Counter])).FirstOrDefault(r => r is not null)
            ?? RefuseCredit(candidate);
        if (refusal is null)
            Take(candidate);
        return refusal;
    }

    /// <summary>What the rules look at for this candidate, as it stood before anybody was judged.</summary>
    public Findings Findings(Candidate candidate) => new(
        Entry(candidate),
        [.. candidate.Allowances.Select(a => (a, _used[a.Counter]))],
        candidate.Charge > 0 ? _available.GetValueOrDefault(candidate.Account.Id) : null);

    /// <summary>Writes what the taken messages used up, with the commit.</summary>
    public void Keep(Session session)
    {
        Counters.Add(session, _grown);
        Warnings.Add(session, [.. _passed.Select(p => p.Warning)]);
        Books.Reserve(session, _reservations);
    }

    private void Take(Candidate candidate)
    {
        foreach (var step in candidate.Counts)
            CollectionsMarshal.GetValueRefOrAddDefault(_grown, step.Counter, out _) += step.Amount;
        foreach (var allowance in candidate.Allowances)
        {
            var before = _used[allowance.Counter];
            _used[allowance.Counter] = before + allowance.Amount;
            if (CounterKinds.IsQuota(allowance.Counter.Kind))
                _passed.AddRange(Warnings.Passed(allowance.Counter, before, before + allowance.Amount, allowance.Limit, Times.FromMicros(candidate.Message.CreatedAt))
                    .Select(w => new QuotaPassed(w, before + allowance.Amount, allowance.Limit, allowance.ResetsAt)));
        }

        if (candidate.Charge == 0)
            return;

        _available[candidate.Account.Id] -= candidate.Charge;
        _reservations.Add(new(candidate.Account.Id, candidate.Message.Id, candidate.Charge, Times.FromMicros(candidate.Message.CreatedAt)));
    }

    private Refusal? RefuseSuppressed(Candidate candidate)
    {
        if (Entry(candidate) is not { } entry)
            return null;

        var to = candidate.Message.Recipient;
        return new Refusal(Errors.RecipientSuppressed, entry.Stopped is { } sender
            ? $"{to} wrote STOP to {sender} on {Shown.Time(entry.Since)}, and gets nothing more from there or without a sender_id until START comes from that phone."
            : $"{to} is on the suppression list for {entry.Channel} since {Shown.Time(entry.Since)} ({entry.Reason}). Remove it there if that is a mistake.", "to");
    }

    private Suppressed? Entry(Candidate candidate)
    {
        var message = candidate.Message;
        var person = (message.AccountId, message.IsTest == 1 ? "1" : "0", message.Recipient);
        if (_suppressed.GetValueOrDefault(person)?.Find(s => s.Channel == candidate.Channel || s.Channel == AllChannels) is { } entry)
            return entry;
        if (message.IsWhatsApp || candidate.IsAnswer || !_stops.TryGetValue(person, out var stops))
            return null;

        var found = stops.Find(s => SenderStops.IsFrom(s.Sender, message.Sender));
        return found.Sender is null ? null : new("sms", found.Since, "STOP") { Stopped = found.Sender };
    }

    private void Note((string Account, string World, string Address) person, string channel, DateTimeOffset since, string reason)
    {
        if (channel == Stop)
            Of(_stops).Add((reason, since));
        else
            Of(_suppressed).Add(new(channel, since, reason));

        List<T> Of<T>(Dictionary<(string, string, string), List<T>> all) => CollectionsMarshal.GetValueRefOrAddDefault(all, person, out _) ??= [];
    }

    private Refusal? RefuseCredit(Candidate candidate)
    {
        var left = _available.GetValueOrDefault(candidate.Account.Id);
        return candidate.Charge <= left || candidate.Charge == 0 ? null : Credit.Missing(new(left, candidate.Charge));
    }

    private static CounterKey[] Limited(IEnumerable<Candidate> candidates) => [.. candidates.SelectMany(c => c.Allowances).Select(a => a.Counter).Distinct()];

    private static string[] Charged(IEnumerable<Candidate> candidates) => [.. candidates.Where(c => c.Charge > 0).Select(c => c.Account.Id).Distinct()];
}

/// <summary>An entry of the suppression list that a recipient is on, or that he wrote STOP.</summary>
public sealed record Suppressed(string Channel, DateTimeOffset Since, string Reason)
{
    /// <summary>The sender that he wrote STOP to; null for an entry of the list.</summary>
    public string? Stopped { get; init; }
}

/// <summary>That a share of a quota was passed, and how it stands now.</summary>
public sealed record QuotaPassed(UsageWarning Warning, long Used, long Quota, DateTimeOffset ResetsAt);

/// <summary>What the rules look at for one message.</summary>
/// <param name="Available">The credit in millionths; null where the message is not paid from it.</param>
public sealed record Findings(Suppressed? Suppressed, IReadOnlyList<(Allowance Allowance, long Used)> Allowances, long? Available);
