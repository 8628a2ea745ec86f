using SendApi.Core.Sending;

namespace SendApi.Core.WhatsApp;

/// <summary>How a WhatsApp session stands, as it was last proven. The numbers are stored.</summary>
public enum SessionStatus
{
    /// <summary>Nobody has scanned its code yet.</summary>
    Pending = 0,
    /// <summary>It is being connected, again where the connection was lost, or the gateway cannot be asked just now.</summary>
    Connecting = 10,
    Connected = 20,
    /// <summary>It answers, but fails its self-probe: the gateway calls it working and does not know whose number it has.</summary>
    Degraded = 30,
    /// <summary>Its phone is gone: pair it again.</summary>
    Disconnected = 40,
    /// <summary>What it was let in with is not valid any more: the token of a cloud session was taken back.</summary>
    LoggedOut = 50,
    /// <summary>WhatsApp has closed the number.</summary>
    Banned = 60,
}

/// <summary>The rules of session states: pure.</summary>
public static class SessionStatuses
{
    public static string Name(this SessionStatus status) => status switch
    {
        SessionStatus.Pending => "pending",
        SessionStatus.Connecting => "connecting",
        SessionStatus.Connected => "connected",
        SessionStatus.Degraded => "degraded",
        SessionStatus.Disconnected => "disconnected",
        SessionStatus.LoggedOut => "logged_out",
        SessionStatus.Banned => "banned",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>What is proven by what a gateway says.</summary>
    /// <param name="wasPaired">Whether a phone was paired with it before: then waiting for a scan means that the phone is gone.</param>
    public static SessionStatus Proven(GatewayLook look, bool wasPaired) => look.State switch
    {
        GatewayState.Working => look.Phone is null ? SessionStatus.Degraded : SessionStatus.Connected,
        GatewayState.WaitsForScan => wasPaired ? SessionStatus.Disconnected : SessionStatus.Pending,
        GatewayState.LoggedOut => SessionStatus.LoggedOut,
        GatewayState.Banned => SessionStatus.Banned,
        _ => SessionStatus.Connecting,
    };

    /// <summary>How a session stands after a look. One whose number is banned stays so until it works again, or waits for another phone: that it starts, or failed to, is no sign that it was let in.</summary>
    public static SessionStatus After(SessionStatus before, SessionStatus proven) =>
        before == SessionStatus.Banned && proven is (SessionStatus.Connecting or SessionStatus.Degraded) ? SessionStatus.Banned : proven;

    /// <summary>Whether a session that does not run may be started by itself: as often as it is looked at, and one that is banned once an hour. To knock at WhatsApp's door makes a ban longer.</summary>
    public static bool MayStart(SessionStatus before, DateTimeOffset? lastStart, DateTimeOffset now) =>
        before != SessionStatus.Banned || !(now - lastStart < BetweenStartsWhenBanned);

    /// <summary>What may be shown of what was last proven: that a session is connected is proven anew every half minute, and every five minutes where Meta is asked, so when nobody has done that for long it is not known.</summary>
    public static SessionStatus Shown(SessionStatus proven, DateTimeOffset? seen, bool isCloud, DateTimeOffset now) =>
        proven is SessionStatus.Connected && !(now - seen < (isCloud ? LongestUnprovenCloud : LongestUnproven)) ? SessionStatus.Connecting : proven;

    private static readonly TimeSpan LongestUnproven = TimeSpan.FromMinutes(2), LongestUnprovenCloud = TimeSpan.FromMinutes(12);

    private static readonly TimeSpan BetweenStartsWhenBanned = TimeSpan.FromHours(1);
}
