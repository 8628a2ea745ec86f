namespace SendApi.Dashboard.Parts;

/// <summary>How states of all kinds look: good, under way, wants attention, bad, or over.</summary>
public static class Statuses
{
    public static string Tone(string name) => name switch
    {
        "serving" or "works" => "good",
        "slow" or "failing" or "drained" => "watch",
        "lost" or "closed" or "past_due" => "bad",
        "delivered" or "read" or "verified" or "approved" or "active" or "connected" or "up" or "succeeded" or "completed" or "healthy" => "good",
        "sent" or "sending" or "accepted" or "queued" or "scheduled" or "pending" or "connecting" or "running" or "waiting" or "processing" or "draft" => "going",
        "uncertain" or "degraded" or "paused" or "disconnected" or "expired" or "draining" or "trial" or "retrying" or "failing" => "watch",
        "failed" or "undelivered" or "rejected" or "banned" or "down" or "locked" or "suspended" or "disabled" or "logged_out" or "revoked" or "past_due" => "bad",
        _ => "over",
    };

    /// <summary>The name on the wire with spaces for underlines.</summary>
    public static string Shown(string name) => name.Replace('_', ' ');
}
