using SendApi.Core;

namespace SendApi.Server.Delivery;

/// <summary>The queues beside those of providers, which have the providers' ids for names.</summary>
public static class Queues
{
    /// <summary>Nobody has chosen a provider yet.</summary>
    public const string Unrouted = "";

    /// <summary>Whether its own link alone serves the queue, the simulator's or a session's: no carrier that could be passed over, and none whose failures count.</summary>
    public static bool IsOfOneLink(string queue) => queue is Test or LiveSimulator || IsSession(queue);

    /// <summary>Whether it is the queue of a WhatsApp session, which has the session's id for a name: only its own link can send from there.</summary>
    public static bool IsSession(string queue) => queue.StartsWith(Ids.Session, StringComparison.Ordinal);

    /// <summary>Test messages: the built-in simulator takes them.</summary>
    public const string Test = "simulator";

    /// <summary>Live messages that the built-in simulator takes as long as no provider is set up.</summary>
    public const string LiveSimulator = "live-simulator";
}
