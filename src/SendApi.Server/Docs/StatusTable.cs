namespace SendApi.Server.Docs;

/// <summary>What each status of a text says, in the order a message goes through them.</summary>
public static class StatusTable
{
    public static readonly IReadOnlyList<(string Name, string Sentence)> Rows =
    [
        ("scheduled", "Waits for its send_at."),
        ("queued", "Stored durably and due; nothing has left."),
        ("sending", "A worker is handing it to a provider."),
        ("sent", "The provider took it."),
        ("delivered", "The network reports that it arrived."),
        ("undelivered", "The network gave up."),
        ("failed", "No provider took it."),
        ("uncertain", "It may have left, and nobody knows. It is never sent again by itself; a late receipt still settles it."),
        ("canceled", "Stopped before it left."),
    ];
}
