namespace SendApi.Server.Storage;

/// <summary>A thing that this process alone holds, until it is disposed or the link to the store breaks.</summary>
public sealed class Ownership(IAsyncDisposable? held, CancellationToken lost) : IAsyncDisposable
{
    /// <summary>What is held by whoever is alone on the store.</summary>
    public static readonly Ownership OfTheOnlyOne = new(null, CancellationToken.None);

    /// <summary>Whether another process may hold it by now.</summary>
    public bool IsLost => lost.IsCancellationRequested;

    public ValueTask DisposeAsync() => held?.DisposeAsync() ?? ValueTask.CompletedTask;
}
