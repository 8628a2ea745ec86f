using SendApi.Core;

namespace SendApi.Proof.Judging;

/// <summary>What the evidence says. Pure: the same evidence gives the same table.</summary>
public sealed record Verdict(IReadOnlyList<Row> Rows)
{
    private const string Delivered = "delivered", Uncertain = "uncertain";

    public bool IsRight => Rows.All(r => r.Faults.Count == 0);

    /// <summary>One sentence on the first thing that is wrong; null where nothing is.</summary>
    public string? Fault => Rows.Where(r => r.Faults.Count > 0).Select(r => $"{r.Name}: {r.Faults[0]}{(r.Faults.Count > 1 ? $" And {Shown.Count(r.Faults.Count - 1)} more." : "")}").FirstOrDefault();

    public static Verdict Of(Evidence e)
    {
        var uncertain = e.Messages.Count(m => m.Status == Uncertain);
        return new(
        [
            Row.Told("answered", "answered", e.Sent.Answered.Count, "texts that were answered 201"),
            Row.Told("submitted", "submitted", e.Submits.Values.Sum(), "texts that the carrier took"),
            Row.Told("uncertain", "uncertain", uncertain, "texts that may have left when a node died, are marked so and never sent again"),
            Row.Promise("lost", "lost", "answered 201 and not there, or delivered without the carrier having seen them", Lost(e)),
            Row.Promise("doubled", "doubled without mark", "at the carrier twice and never marked uncertain, or stored twice", Doubled(e)),
            Row.Promise("strangers", "never sent", "texts in the store or at the carrier that no client sent", Strangers(e)),
            Row.Promise("unended", "without an end", "neither delivered nor uncertain when all was quiet", e.Messages.Where(m => m.Status is not (Delivered or Uncertain)).Select(m => $"'{m.Content}' {m.Id} is {m.Status}.")),
            Row.Promise("too_uncertain", "uncertain beyond reason", "more than was under way when something broke",
                uncertain > e.MostUncertain ? [$"{Shown.Count(uncertain)} are uncertain, and {Shown.Count(e.MostUncertain)} were under way at most."] : []),
            Row.Promise("wrong_answers", "wrong answers", "anything but 201, a refusal with nothing taken, and a broken connection", e.Sent.Wrong),
            Row.Promise("orphan_receipts", "orphan receipts", "receipts that lie aside though their message is there", Orphans(e)),
            Row.Difference("receipts_unconfirmed", "receipts unconfirmed", "texts the carrier took less receipts that were confirmed to it", Math.Abs(e.Receipts.Accepted - e.Receipts.Confirmed),
                e.Receipts.Accepted == e.Receipts.Confirmed ? [] : [$"The carrier took {Shown.Count(e.Receipts.Accepted)} texts and {Shown.Count(e.Receipts.Confirmed)} receipts were confirmed."]),
            Row.Promise("events_missing", "webhook events missing", "texts of which an endpoint was not told every step, in order, under one id", e.Messages.Select(m => EventsOf(m, e)).OfType<string>()),
            Accounts.Ledger(e),
            Accounts.Quota(e),
            Row.Promise("left_over", "left in queues", "deliveries and texts that still wait when all is quiet", LeftOver(e.Sums)),
            Row.Promise("damage", "damage", "what the store's own check found", e.Sums.Damage is { } damage ? [damage] : []),
            Row.Promise("node_faults", "node faults", "nodes that died by themselves, did not come back, or did not end in order", e.NodeFaults),
            Row.Told("lost_answers", "lost answers", e.Sent.Lost.Count, "texts without an Idempotency-Key whose answer a fault swallowed: they may exist or not"),
            Row.Told("repeats", "repeats", e.Sent.Repeats, "requests repeated under their Idempotency-Key because nobody knew"),
            Row.Told("refused", "refused", e.Sent.Refused, "requests refused with nothing taken (5030, or 4092 while the first one is under way)"),
            Row.Told("in_doubt", "in doubt", e.Sent.InDoubt, "requests answered 5000: the link to PostgreSQL broke in the middle of a commit"),
            Row.Told("events_received", "events received", e.EventsReceived, "webhook events, with those that the endpoint refused at first"),
            Row.Told("events_again", "events again", e.Told.Values.Sum(t => t.Count - t.Distinct().Count()), "of them taken a second time, under the same id"),
            Row.Told("receipts_aside", "receipts of lost answers", e.Sums.Orphans - e.Sums.OrphansWithMessage, "receipts for texts whose submit was never answered to a node that lived: their texts are uncertain"),
        ]);
    }

    private static IEnumerable<string> Lost(Evidence e)
    {
        var byId = e.Messages.ToDictionary(m => m.Id);
        foreach (var (text, id) in e.Sent.Answered)
            if (!byId.TryGetValue(id, out var message) || message.Content != text)
                yield return $"'{text}' was answered with {id} and is not there.";
        foreach (var message in e.Messages)
            if (message.Status == Delivered && !e.Submits.ContainsKey(message.Content))
                yield return $"'{message.Content}' {message.Id} is delivered, and the carrier never saw it.";
    }

    private static IEnumerable<string> Doubled(Evidence e)
    {
        var marked = e.Messages.Where(m => m.Status == Uncertain || Events(m, e).Any(t => t.Event == "sms.uncertain")).Select(m => m.Content).ToHashSet();
        foreach (var (text, times) in e.Submits)
            if (times > 1 && !marked.Contains(text))
                yield return $"'{text}' reached the carrier {times} times, and was never marked uncertain.";
        foreach (var same in e.Messages.GroupBy(m => m.Content).Where(g => g.Count() > 1))
            yield return $"'{same.Key}' stands in the store as {string.Join(" and ", same.Select(m => m.Id))}.";
    }

    private static IEnumerable<string> Strangers(Evidence e) => e.Messages.Select(m => m.Content).Concat(e.Submits.Keys).Distinct()
        .Where(text => !e.Sent.Answered.ContainsKey(text) && !e.Sent.Lost.Contains(text)).Select(text => $"Nobody sent '{text}', or nobody was told that it was taken.");

    /// <summary>The rest belongs to texts whose answer was lost with a node, and those are uncertain: there cannot be more.</summary>
    private static IEnumerable<string> Orphans(Evidence e)
    {
        if (e.Sums.OrphansWithMessage > 0)
            yield return $"{Shown.Count(e.Sums.OrphansWithMessage)} receipts lie aside though their message is there.";
        var uncertain = e.Messages.Count(m => m.Status == Uncertain && e.Submits.ContainsKey(m.Content));
        if (e.Sums.Orphans - e.Sums.OrphansWithMessage > uncertain)
            yield return $"{Shown.Count(e.Sums.Orphans)} receipts lie aside, and only {Shown.Count(uncertain)} uncertain texts reached the carrier.";
    }

    private static string? EventsOf(ListedText message, Evidence e)
    {
        var events = Events(message, e);
        var steps = string.Join(", ", events.Select(t => t.Event).Distinct());
        string[] expected = message.Status switch
        {
            // What was uncertain is moved on by a receipt only, and was never told to be sent.
            Delivered => ["sms.sent, sms.delivered", "sms.uncertain, sms.delivered"],
            Uncertain => ["sms.uncertain"],
            _ => [steps],
        };
        if (!expected.Contains(steps))
            return $"'{message.Content}' {message.Id} is {message.Status}, and its endpoint was told: {(steps.Length > 0 ? steps : "nothing")}.";
        return events.GroupBy(t => t.Event).FirstOrDefault(g => g.Distinct().Count() > 1) is { } twice ? $"'{message.Content}' {message.Id}: {twice.Key} came under {twice.Distinct().Count()} ids." : null;
    }

    private static IReadOnlyList<ToldEvent> Events(ListedText message, Evidence e) => e.Told.GetValueOrDefault(message.Id) ?? [];

    private static IEnumerable<string> LeftOver(StoreSums sums)
    {
        if (sums.Moving > 0)
            yield return $"{Shown.Count(sums.Moving)} texts still move.";
        if (sums.Outbox > 0)
            yield return $"{Shown.Count(sums.Outbox)} texts wait in the queue.";
        if (sums.WebhookQueue > 0)
            yield return $"{Shown.Count(sums.WebhookQueue)} webhook deliveries wait.";
    }
}
