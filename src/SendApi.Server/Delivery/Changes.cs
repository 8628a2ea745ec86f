using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Core.Sending;
using SendApi.Server.Ledger;

namespace SendApi.Server.Delivery;

/// <summary>Gathers what one batch of attempts and receipts changes. Pure: rows in, rows out; the first final status of a message wins.</summary>
public sealed class Changes
{
    /// <summary>A message that waits long is tried often: of its attempts these first ones and then every fiftieth stand in the timeline.</summary>
    private const long AttemptsShown = 20, ThenEvery = 50;

    private readonly Dictionary<MessageKey, StatusChange> _changes = [];
    private readonly List<StatusChange> _steps = [];

    public List<TimelineEvent> Events { get; } = [];

    /// <summary>How long receipts of delivery took from the answer to the submit, by provider.</summary>
    public List<(string Provider, TimeSpan Delay)> Delays { get; } = [];

    /// <summary>The parts that providers took, by <see cref="ProviderIds.Key"/>.</summary>
    public List<ProviderPart> NewParts { get; } = [];

    /// <summary>The parts of long messages that receipts moved on; the first final status of a part wins.</summary>
    public Dictionary<(string, string), ProviderPart> MovedParts { get; } = [];

    /// <summary>Reservations that end: the provider took the message, or it will never leave. What is uncertain keeps its reservation.</summary>
    public List<Closing> Closings { get; } = [];

    public IReadOnlyCollection<StatusChange> Statuses => _changes.Values;

    /// <summary>Every step of the messages that were really moved and that somebody may want to know of, in order: one that was sent and delivered within a batch took two.</summary>
    /// <param name="moved">What <see cref="MessageStatements.Advance"/> answered.</param>
    public IReadOnlyList<Step> Steps(IEnumerable<string> moved)
    {
        var messages = moved.Where(m => m.Length > 0).Select(Told.Read).ToDictionary(m => m.Id);
        return [.. _steps.Where(s => messages.ContainsKey(s.Message.Id)).Select(s => new Step(s, messages[s.Message.Id]))];
    }

    /// <summary>Takes in how an attempt ended.</summary>
    /// <param name="wasUncertain">It was sent once more: that this was refused does not tell whether it had left before, so it stays uncertain and keeps its reservation.</param>
    public void Add(Attempt attempt, bool wasUncertain = false)
    {
        var number = attempt.Lease.Attempt;
        if (number <= AttemptsShown || number % ThenEvery == 0 || attempt.Again is not { Route: null })
            Note(attempt.Lease.Message, Ids.New(Ids.Event, attempt.At), attempt.At, Timeline.AttemptType, Timeline.Facts(attempt), attempt.Outcome.Exchanges);

        if (attempt.Again is not null || (wasUncertain && attempt.Outcome is SendOutcome.Rejected))
            return;

        if (attempt is { Lease.MayBeCharged: true, Outcome: SendOutcome.Accepted or SendOutcome.Rejected })
            Closings.Add(new(attempt.Lease.AccountId, attempt.Lease.MessageId, attempt.Outcome is SendOutcome.Accepted, attempt.At));

        switch (attempt.Outcome)
        {
            case SendOutcome.Accepted accepted:
                Advance(new(attempt.Lease.Message, MessageStatus.Sent, attempt.At, attempt.Provider, null, null));
                // A provider may have one id for all parts, and then one receipt.
                var ids = accepted.ProviderIds.Where(id => id.Length > 0).DistinctBy(ProviderIds.Key).ToList();
                NewParts.AddRange(ids.Select(id =>
                    new ProviderPart(attempt.Provider, ProviderIds.Key(id), attempt.Lease.Message, ids.Count, MessageStatus.Sent, attempt.At) { Answered = id }));
                break;
            case SendOutcome.Rejected rejected:
                Advance(new(attempt.Lease.Message, MessageStatus.Failed, attempt.At, attempt.Provider, Errors.ProviderError.Number, $"{rejected.Reason} ({rejected.ProviderCode})"));
                break;
            case SendOutcome.Unknown unknown:
                Advance(new(attempt.Lease.Message, MessageStatus.Uncertain, attempt.At, attempt.Provider, Errors.ProviderError.Number,
                    $"It may have left and nobody knows: {unknown.Reason}. It is not sent again by itself."));
                break;
        }
    }

    /// <summary>Takes in a receipt for a part that is known.</summary>
    public void Add(ReceivedReceipt received, ProviderPart part)
    {
        Note(part.Message, received.Id, received.At, Timeline.ReceiptType, Timeline.Facts(received.Receipt), received.Receipt.Exchange is { } exchange ? [exchange] : []);
        if (StatusOf(received.Receipt.State) is not { } status || part.Status.IsFinal())
            return;

        if (status == MessageStatus.Delivered && !received.IsKept)
            Delays.Add((part.Provider, received.At - part.At));
        var moved = part with { Status = status, At = received.At };
        if (part.Parts == 1)
            Advance(StepOf(moved, received.Receipt));
        else
            MovedParts.TryAdd((part.Provider, part.ProviderId), moved);
    }

    /// <summary>Folds the parts of a long message: one that failed fails it, and only all delivered deliver it.</summary>
    public void Fold(MessageKey message, IReadOnlyCollection<ProviderPart> parts, DateTimeOffset at)
    {
        var worst = parts.Max(p => p.Status);
        if (worst > MessageStatus.Delivered)
            Advance(Step(message, worst, at, parts.First().Provider, $"A part of {parts.Count} was not delivered"));
        else if (parts.All(p => p.Status == MessageStatus.Delivered))
            Advance(Step(message, MessageStatus.Delivered, at, parts.First().Provider, ""));
    }

    private static StatusChange StepOf(ProviderPart part, Receipt receipt)
    {
        var error = receipt.ErrorCode is null ? "" : $", error {receipt.ErrorCode}";
        return Step(part.Message, part.Status, part.At, part.Provider, $"The carrier reported {receipt.Raw}{error}");
    }

    private static StatusChange Step(MessageKey message, MessageStatus status, DateTimeOffset at, string provider, string reason) =>
        status is MessageStatus.Delivered or MessageStatus.Read
            ? new(message, status, at, provider, null, null)
            : new(message, status, at, provider, Errors.ProviderError.Number, reason + ".");

    private static MessageStatus? StatusOf(ReceiptState state) => state switch
    {
        ReceiptState.Delivered => MessageStatus.Delivered,
        ReceiptState.Read => MessageStatus.Read,
        ReceiptState.Undelivered => MessageStatus.Undelivered,
        ReceiptState.Rejected => MessageStatus.Failed,
        _ => null,
    };

    private void Advance(StatusChange change)
    {
        var earlier = _changes.GetValueOrDefault(change.Message);
        if (earlier is not null && !change.Status.MayFollow(earlier.Status))
            return;

        _changes[change.Message] = change with { Provider = change.Provider ?? earlier?.Provider };
        _steps.Add(_changes[change.Message]);
    }

    private void Note(MessageKey message, string id, DateTimeOffset at, string type, EventFacts facts, IReadOnlyList<Exchange> exchanges) =>
        Events.Add(new(message, id, at, type, ApiJson.Text(facts)) { Exchanges = exchanges.Count > 0 ? ApiJson.Text(exchanges) : null });
}
