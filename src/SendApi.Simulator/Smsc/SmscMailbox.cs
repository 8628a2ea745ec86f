namespace SendApi.Simulator.Smsc;

/// <summary>The receipts of one system_id: they go to whichever of its receivers has room, and wait while there is none.</summary>
internal sealed class SmscMailbox
{
    private readonly Lock _gate = new();
    private readonly Queue<SimulatedReceipt> _waiting = new();
    private readonly List<SmscPeer> _receivers = [];
    private int _turn;

    public void Attach(SmscPeer peer)
    {
        lock (_gate)
        {
            _receivers.Add(peer);
            Push();
        }
    }

    /// <summary>Takes a receiver away; what it had not confirmed waits for the next.</summary>
    public void Detach(SmscPeer peer)
    {
        lock (_gate)
        {
            if (!_receivers.Remove(peer))
                return;

            foreach (var receipt in peer.Unconfirmed())
                _waiting.Enqueue(receipt);
            Push();
        }
    }

    public void Add(SimulatedReceipt receipt)
    {
        lock (_gate)
        {
            _waiting.Enqueue(receipt);
            Push();
        }
    }

    /// <summary>A receiver confirmed one and has room again.</summary>
    public void GoOn()
    {
        lock (_gate)
            Push();
    }

    private void Push()
    {
        while (_waiting.Count > 0 && Free() is { } receiver)
            receiver.Deliver(_waiting.Dequeue());
    }

    private SmscPeer? Free()
    {
        for (var i = 0; i < _receivers.Count; i++)
        {
            var receiver = _receivers[(_turn + i) % _receivers.Count];
            if (!receiver.HasRoom)
                continue;

            _turn = (_turn + i + 1) % _receivers.Count;
            return receiver;
        }

        return null;
    }
}
