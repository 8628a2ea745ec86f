using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>What recipients see texts come from: names, numbers and pools of numbers, which the operator approves.</summary>
public sealed class SendersClient
{
    private readonly Transport _transport;

    internal SendersClient(Transport transport) => _transport = transport;

    /// <summary>All senders, newest first, page after page as they are reached.</summary>
    public IAsyncEnumerable<Sender> ListAsync(CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => Listed(page), SendApiJson.Default.Sender, cancellationToken);

    /// <summary>One page of senders, newest first.</summary>
    public Task<Page<Sender>> ListPageAsync(PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(Listed(page), SendApiJson.Default.Sender, cancellationToken);

    /// <summary>A sender as it stands.</summary>
    public Task<Sender> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get(Address.Of($"v1/sms/sender-ids/{id}")), SendApiJson.Default.Sender, cancellationToken);

    /// <summary>Registers a sender. Live messages leave with it once the operator approves it.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> when it is registered already.</exception>
    public Task<Sender> RegisterAsync(RegisterSenderRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post("v1/sms/sender-ids", options).With(request, SendApiJson.Default.RegisterSenderRequest), SendApiJson.Default.Sender, cancellationToken);

    /// <summary>Makes a sender the default, or makes it that no more.</summary>
    public Task<Sender> UpdateAsync(string id, UpdateSenderRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Put(Address.Of($"v1/sms/sender-ids/{id}")).With(request, SendApiJson.Default.UpdateSenderRequest), SendApiJson.Default.Sender, cancellationToken);

    /// <summary>Removes a sender. No further message leaves with it.</summary>
    public Task<Deletion> RemoveAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Delete(Address.Of($"v1/sms/sender-ids/{id}")), SendApiJson.Default.Deletion, cancellationToken);

    private static Address Listed(PageRequest? page) => Address.Query("v1/sms/sender-ids").And(page);
}
