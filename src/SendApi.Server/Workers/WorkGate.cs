namespace SendApi.Server.Workers;

/// <summary>Whether this node takes work. An operator who empties it shuts the gate, and may open it again.</summary>
public sealed class WorkGate
{
    private volatile bool _isShut;

    public bool IsOpen => !_isShut;

    /// <summary>Signals when the gate was shut or opened.</summary>
    public Wake Changed { get; } = new();

    public void Set(bool isOpen)
    {
        if (_isShut != isOpen)
            return;

        _isShut = !isOpen;
        Changed.Signal();
    }
}
