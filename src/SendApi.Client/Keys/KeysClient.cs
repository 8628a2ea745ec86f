using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>The keys of the account. A test key sees and makes test keys only.</summary>
public sealed class KeysClient
{
    private readonly Transport _transport;

    internal KeysClient(Transport transport) => _transport = transport;

    /// <summary>All keys, newest first, page after page as they are reached.</summary>
    public IAsyncEnumerable<ApiKey> ListAsync(KeyFilter? filter = null, CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => Listed(filter, page), SendApiJson.Default.ApiKey, cancellationToken);

    /// <summary>One page of keys, newest first.</summary>
    public Task<Page<ApiKey>> ListPageAsync(KeyFilter? filter = null, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(Listed(filter, page), SendApiJson.Default.ApiKey, cancellationToken);

    /// <summary>A key, without its text.</summary>
    public Task<ApiKey> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get(Address.Of($"v1/api-keys/{id}")), SendApiJson.Default.ApiKey, cancellationToken);

    /// <summary>Makes a key. Its text stands in <see cref="ApiKey.Key"/>, this once.</summary>
    public Task<ApiKey> CreateAsync(CreateKeyRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post("v1/api-keys", options).With(request, SendApiJson.Default.CreateKeyRequest), SendApiJson.Default.ApiKey, cancellationToken);

    /// <summary>Makes a successor with the same name, scopes and limits, and lets the old key live on for the overlap.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> when it was rotated or revoked already.</exception>
    public Task<ApiKey> RotateAsync(string id, RotateKeyRequest? request = null, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/api-keys/{id}/rotation"), options).With(request ?? new(), SendApiJson.Default.RotateKeyRequest), SendApiJson.Default.ApiKey, cancellationToken);

    /// <summary>Revokes a key: within a second no node takes it any more.</summary>
    public Task<Deletion> RevokeAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Delete(Address.Of($"v1/api-keys/{id}")), SendApiJson.Default.Deletion, cancellationToken);

    private static Address Listed(KeyFilter? filter, PageRequest? page) => Address.Query("v1/api-keys").And("state", filter?.State).And(page);
}

/// <summary>Which keys are wanted; what is null does not narrow it.</summary>
public sealed record KeyFilter
{
    /// <summary>Only those in this state: see <see cref="KeyState"/>.</summary>
    public string? State { get; init; }
}
