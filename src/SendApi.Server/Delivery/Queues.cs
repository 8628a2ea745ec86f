using SendApi.Core;

namespace SendApi.Server.Delivery;

/// <summary>The queues beside those of providers, which have the providers' ids for names.</summary>
public static class Queues
{
    /// <summary>Nobody has chosen a provider yet.</summary>
    public const string Unrouted = "";

    /// <summary>Whether the built-in simulator serves the queue: no carrier that could be passed over.</summary>
    public static bool IsSimulated(string queue) => queue is Test or LiveSimulator;

    /// <summary>Whether it is the queue of a WhatsApp session, which has the session's id for a name: only its own link can send from there.</summary>
    public static bool IsSession(string queue) => queue.StartsWith(Ids.Session, StringComparison.Ordinal);

    /// <summary>Test messages: the built-in simulator takes them.</summary>
    public const string Test = "simulator";

    /// <summary>Live messages that the built-in simulator takes as long as no provider is set up.</summary>
    public const string LiveSimulator = "live-simulator";
}
