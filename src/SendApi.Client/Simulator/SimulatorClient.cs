using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>What arrived at the phones of the built-in simulator: with a test key, what you sent, one-time codes too.</summary>
/// <remarks>The node that simulated the phones remembers the newest 1,000 messages, and none after a restart.</remarks>
public sealed class SimulatorClient
{
    private readonly Transport _transport;

    internal SimulatorClient(Transport transport) => _transport = transport;

    /// <summary>All messages on simulated phones, newest first, page after page as they are reached.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.InsufficientScope"/> with a live key, where live messages go to real phones.</exception>
    public IAsyncEnumerable<SimulatedMessage> ListInboxAsync(InboxFilter? filter = null, CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => Listed(filter, page), SendApiJson.Default.SimulatedMessage, cancellationToken);

    /// <summary>One page of messages on simulated phones, newest first.</summary>
    public Task<Page<SimulatedMessage>> ListInboxPageAsync(InboxFilter? filter = null, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(Listed(filter, page), SendApiJson.Default.SimulatedMessage, cancellationToken);

    /// <summary>The phones that show messages of yours, the one with the newest first, all on one page.</summary>
    public Task<Page<SimulatedPhone>> ListPhonesAsync(CancellationToken cancellationToken = default) =>
        _transport.PageAsync(Address.Query("v1/simulator/phones"), SendApiJson.Default.SimulatedPhone, cancellationToken);

    private static Address Listed(InboxFilter? filter, PageRequest? page) =>
        Address.Query("v1/simulator/inbox").And("phone", filter?.Phone).And("channel", filter?.Channel).And(page);
}

/// <summary>Which messages on simulated phones are wanted; what is null does not narrow it.</summary>
public sealed record InboxFilter
{
    /// <summary>Only those on this phone.</summary>
    public string? Phone { get; init; }

    /// <summary>Only those that came this way: <c>sms</c> or <c>whatsapp</c>.</summary>
    public string? Channel { get; init; }
}
