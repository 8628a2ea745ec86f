namespace SendApi.Core.Sending;

/// <summary>A link to a provider that carries messages. It keeps itself connected from <see cref="Start"/> until it is disposed.</summary>
public interface ILink : IAsyncDisposable
{
    /// <summary>The provider's name, as the operator gave it.</summary>
    string Name { get; }

    /// <summary>How many messages may be handed to it now; 0 while the link is down, full or slowed by the provider.</summary>
    int Room { get; }

    /// <summary>The state of the link in a few words for an operator: <c>bound</c>, <c>connecting: connection refused</c>.</summary>
    string State { get; }

    /// <summary>Whether the provider can be reached, full or slowed as it may be.</summary>
    bool IsUp => true;

    /// <summary>So many nodes send by this provider, this one among them: what it allows a second is theirs together.</summary>
    void ShareWith(int nodes) { }

    /// <summary>Begins to connect in the background and returns at once.</summary>
    void Start();

    /// <summary>Ends when <see cref="Room"/> may have become greater than 0.</summary>
    Task WaitForRoom(CancellationToken ct);

    /// <summary>The longest a send may take, answer included; leases are longer than this.</summary>
    TimeSpan SendLimit { get; }
}
