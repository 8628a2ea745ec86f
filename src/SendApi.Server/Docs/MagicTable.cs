using SendApi.Server.Delivery;

namespace SendApi.Server.Docs;

/// <summary>What the simulator does with a recipient, by the last digits of its number.</summary>
public static class MagicTable
{
    public static readonly IReadOnlyList<(string Suffix, string Outcome, string Sentence)> Rows =
    [
        ("001", "undelivered", "The network takes it and reports it undeliverable."),
        ("002", "failed", "The provider rejects it at once."),
        ("003", "delivered", "Throttled twice, then taken and delivered."),
        ("004", "sent", "Taken, and no receipt ever comes."),
        ("005", "delivered", "The receipt comes late, after 30 seconds."),
        ("006", "delivered", "The receipt comes twice; the second changes nothing."),
        ("007", "uncertain", "The link breaks in the middle of the send, so nobody knows."),
        ("008", "uncertain", "The provider never answers."),
        ("009", "undelivered", "The network reports that it expired."),
        ("012", "sent, then delivered", "No receipt comes for the first text; the second is delivered, and so on by turns."),
        ("013", "undelivered, then delivered", "The first text is undeliverable; the second is delivered, and so on by turns."),
        ("any other", "delivered", "Taken and delivered at once."),
    ];

    /// <summary>The endings that a send is refused for, by the number of the refusal. They are looked at first: 4001 is not 001.</summary>
    public static readonly IReadOnlyList<MagicRefusal> Refusals = MagicRefusals.All;
}
