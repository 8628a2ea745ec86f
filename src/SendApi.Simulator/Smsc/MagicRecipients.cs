namespace SendApi.Simulator.Smsc;

/// <summary>What the simulated carrier does with a text.</summary>
public enum MagicOutcome { Delivered, Undeliverable, Rejected, Throttled, Silent, Late, Double, Disconnect, Hang, Expired, SilentFirst, UndeliverableFirst }

/// <summary>One ending of a recipient's number and what happens to texts to it.</summary>
/// <param name="Suffix">The last three digits.</param>
/// <param name="Name">The outcome in one word, as the documentation names it.</param>
public sealed record MagicRecipient(string Suffix, MagicOutcome Outcome, string Name, string Sentence);

/// <summary>The recipients that make the simulator misbehave, as data: the documentation's table is made from it.</summary>
public static class MagicRecipients
{
    public static readonly IReadOnlyList<MagicRecipient> All =
    [
        new("001", MagicOutcome.Undeliverable, "undeliverable", "Accepted; the receipt says UNDELIV with error 001."),
        new("002", MagicOutcome.Rejected, "rejected", "Refused at once with ESME_RINVDSTADR."),
        new("003", MagicOutcome.Throttled, "throttled", "Refused with ESME_RTHROTTLED the first two times the same text is tried, then delivered."),
        new("004", MagicOutcome.Silent, "silent", "Accepted; no receipt ever comes."),
        new("005", MagicOutcome.Late, "late", "Accepted; the receipt comes after 30 seconds."),
        new("006", MagicOutcome.Double, "double", "Delivered; the receipt comes twice."),
        new("007", MagicOutcome.Disconnect, "disconnect", "The connection is cut after the text was read, without an answer."),
        new("008", MagicOutcome.Hang, "hang", "The text is read and never answered; the connection stays."),
        new("009", MagicOutcome.Expired, "expired", "Accepted; the receipt says EXPIRED."),
        new("012", MagicOutcome.SilentFirst, "silent first", "Accepted; no receipt comes for the first text, the second is delivered, and so on by turns."),
        new("013", MagicOutcome.UndeliverableFirst, "lost first", "Accepted; the first text is undeliverable, the second is delivered, and so on by turns."),
    ];

    /// <summary>The outcome for a recipient; <see cref="MagicOutcome.Delivered"/> for every ending that is not in the table.</summary>
    public static MagicOutcome Of(string recipient)
    {
        foreach (var magic in All)
            if (recipient.EndsWith(magic.Suffix, StringComparison.Ordinal))
                return magic.Outcome;
        return MagicOutcome.Delivered;
    }
}
