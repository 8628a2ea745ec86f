using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>WhatsApp groups that the phones of sessions are in.</summary>
public sealed class GroupsClient
{
    private readonly Transport _transport;

    internal GroupsClient(Transport transport) => _transport = transport;

    /// <summary>Makes a group with the phone of a linked session in it.</summary>
    /// <exception cref="SendApiException">It was refused. After <see cref="SendApiErrors.ProviderError"/> the group may be there: look into the list.</exception>
    public Task<WhatsAppGroup> CreateAsync(CreateGroupRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post("v1/whatsapp/groups", options).With(request, SendApiJson.Default.CreateGroupRequest), SendApiJson.Default.WhatsAppGroup, cancellationToken);

    /// <summary>All groups of a session's phone, page after page as they are reached.</summary>
    /// <param name="sessionId">The session; without it, the one that is connected.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public IAsyncEnumerable<WhatsAppGroup> ListAsync(string? sessionId = null, CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => Listed(sessionId, page), SendApiJson.Default.WhatsAppGroup, cancellationToken);

    /// <summary>One page of the groups of a session's phone.</summary>
    /// <param name="sessionId">The session; without it, the one that is connected.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<Page<WhatsAppGroup>> ListPageAsync(string? sessionId = null, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(Listed(sessionId, page), SendApiJson.Default.WhatsAppGroup, cancellationToken);

    /// <summary>A group as it stands at WhatsApp now, with who is in it.</summary>
    public Task<WhatsAppGroup> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get(Address.Of($"v1/whatsapp/groups/{id}")), SendApiJson.Default.WhatsAppGroup, cancellationToken);

    /// <summary>Changes name, description and people; what is null stays.</summary>
    public Task<WhatsAppGroup> UpdateAsync(string id, UpdateGroupRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Put(Address.Of($"v1/whatsapp/groups/{id}")).With(request, SendApiJson.Default.UpdateGroupRequest), SendApiJson.Default.WhatsAppGroup, cancellationToken);

    /// <summary>Leaves a group. The others stay in it.</summary>
    public Task<Deletion> LeaveAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Delete(Address.Of($"v1/whatsapp/groups/{id}")), SendApiJson.Default.Deletion, cancellationToken);

    private static Address Listed(string? sessionId, PageRequest? page) => Address.Query("v1/whatsapp/groups").And("session_id", sessionId).And(page);
}
