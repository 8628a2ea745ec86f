using System.Data.Common;

namespace SendApi.Server.Storage;

/// <summary>A thing that this process alone holds, until it is disposed or the link to the store breaks.</summary>
public sealed class Ownership(IAsyncDisposable? held, CancellationToken lost) : IAsyncDisposable
{
    /// <summary>What is held by whoever is alone on the store.</summary>
    public static readonly Ownership OfTheOnlyOne = new(null, CancellationToken.None);

    /// <summary>Whether another process may hold it by now.</summary>
    public bool IsLost => lost.IsCancellationRequested;

    /// <summary>Gives it up. Where the link broke, the server has done that already.</summary>
    public async ValueTask DisposeAsync()
    {
        if (held is null)
            return;

        try
        {
            await held.DisposeAsync();
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException)
        {
            // The session that held it is gone, and the server frees what a session held.
        }
    }
}
