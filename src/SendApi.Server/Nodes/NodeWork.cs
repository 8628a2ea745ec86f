using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Workers;

namespace SendApi.Server.Nodes;

/// <summary>What this node has to do, and what of it an operator lets it take.</summary>
public sealed class NodeWork(WorkGate gate, Draining draining, UnderWay sends, Lanes calls, NodeCarriers carriers)
{
    /// <summary>Requests, sends and webhook calls that were begun and have not ended.</summary>
    public int UnderWay => draining.Inside + sends.Count + calls.UnderWay;

    /// <summary>The links of live messages.</summary>
    public NodeCarriers Carriers => carriers;

    /// <summary>One of <see cref="NodeStates"/>.</summary>
    public string State => gate.IsOpen ? NodeStates.Serving
        : draining.IsDraining && UnderWay == 0 && !carriers.HasLinks ? NodeStates.Drained
        : NodeStates.Draining;

    /// <summary>Takes no new work from now on, and no requests when <paramref name="isGraceOver"/>; or takes both again.</summary>
    public void Set(bool isDraining, bool isGraceOver)
    {
        gate.Set(!isDraining);
        draining.Empty(isDraining && isGraceOver);
    }
}
