namespace SendApi.Server.WhatsApp;

/// <summary>Where the bytes of files are kept, beside the store: each under its account and its id.</summary>
public interface IMediaFiles
{
    /// <summary>Keeps a file. When it ends, the bytes are where no crash takes them away. Throws <see cref="MediaFault"/> where they cannot be kept.</summary>
    Task Keep(string account, string id, ReadOnlyMemory<byte> bytes, CancellationToken ct);

    /// <summary>Opens a file; null for one that is not there.</summary>
    Task<Stream?> Open(string account, string id, CancellationToken ct);

    /// <summary>Removes a file; one that is not there is removed already.</summary>
    Task Remove(string account, string id, CancellationToken ct);

    /// <summary>The files that were begun before a time, whole or not, by account and name.</summary>
    IAsyncEnumerable<(string Account, string Name)> Before(DateTimeOffset time, CancellationToken ct);
}

/// <summary>Where files are kept cannot be reached, or does not do what it was asked for; the message says why, for a person.</summary>
public sealed class MediaFault(string message, Exception? cause = null) : Exception(message, cause);
