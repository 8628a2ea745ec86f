namespace SendApi.Proof.Judging;

/// <summary>A message as the list shows it, with its price in millionths of a dollar.</summary>
public sealed record ListedText(string Id, string Status, string Content, long Price);

/// <summary>An event that an endpoint took.</summary>
public sealed record ToldEvent(string Event, string Id);

/// <summary>What the clients know of their texts.</summary>
/// <param name="Answered">The id that each text was answered with.</param>
/// <param name="Lost">Texts whose answer was lost and that were not repeated: they may exist or not.</param>
/// <param name="Wrong">Answers that no fault excuses, a sentence each.</param>
public sealed record TextsSent(IReadOnlyDictionary<string, string> Answered, IReadOnlySet<string> Lost, IReadOnlyList<string> Wrong)
{
    /// <summary>How often a request was repeated under its Idempotency-Key because nobody knew.</summary>
    public long Repeats { get; init; }

    /// <summary>How often a request was refused with nothing taken.</summary>
    public long Refused { get; init; }

    /// <summary>How often the answer was that nobody knows.</summary>
    public long InDoubt { get; init; }

    public TimeSpan LongestWait { get; init; }
}

/// <summary>What only the store knows, in sums. Money is in millionths of a dollar.</summary>
/// <param name="Moving">Messages that are neither final nor uncertain.</param>
/// <param name="Orphans">Receipts that wait for a message, each counted once.</param>
/// <param name="OrphansWithMessage">Those of them whose message is there.</param>
/// <param name="Funding">What was paid in, below zero.</param>
/// <param name="Counted">The counter of the billing period; <paramref name="CountedByDay"/> and <paramref name="CostByDay"/> those of the days.</param>
public sealed record StoreSums(long Moving, long Outbox, long WebhookQueue, long Orphans, long OrphansWithMessage, long Funding, long Reserved, long Spent, long Counted, long CountedByDay, long CostByDay)
{
    /// <summary>What the engine's own check found; null when all is well, or where it has none.</summary>
    public string? Damage { get; init; }
}

/// <summary>All that is known when a proof ends, from every side.</summary>
public sealed record Evidence
{
    public required TextsSent Sent { get; init; }

    public required IReadOnlyList<ListedText> Messages { get; init; }

    /// <summary>How often each text reached the carrier.</summary>
    public required IReadOnlyDictionary<string, int> Submits { get; init; }

    /// <summary>What the endpoint took of each message, in its order.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<ToldEvent>> Told { get; init; }

    public required long EventsReceived { get; init; }

    /// <summary>Texts the carrier took, and receipts that were confirmed to it.</summary>
    public required (long Accepted, long Confirmed) Receipts { get; init; }

    public required StoreSums Sums { get; init; }

    /// <summary>What was paid in, in millionths.</summary>
    public required long Booked { get; init; }

    /// <summary>What `sendapi ledger verify` found; null when the ledger is right.</summary>
    public required string? LedgerFault { get; init; }

    /// <summary>How many messages it went through.</summary>
    public required long LedgerMessages { get; init; }

    /// <summary>How many messages the faults can have left uncertain.</summary>
    public required long MostUncertain { get; init; }

    /// <summary>Nodes that died by themselves, did not come back or did not end in order, a sentence each.</summary>
    public required IReadOnlyList<string> NodeFaults { get; init; }
}
