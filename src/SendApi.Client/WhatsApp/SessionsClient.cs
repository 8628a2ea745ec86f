using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>WhatsApp sessions: pair a phone, see how it stands, let it go.</summary>
public sealed class SessionsClient
{
    private readonly Transport _transport;

    internal SessionsClient(Transport transport) => _transport = transport;

    /// <summary>Begins a session. <see cref="WhatsAppSession.QrCode"/> is what its phone scans; one with credentials of Meta's Cloud API is connected at once.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.QuotaExceeded"/> when the plan allows no more, <see cref="SendApiErrors.ProviderError"/> when the gateway cannot be reached.</exception>
    public Task<WhatsAppSession> CreateAsync(CreateSessionRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post("v1/whatsapp/sessions", options).With(request, SendApiJson.Default.CreateSessionRequest), SendApiJson.Default.WhatsAppSession, cancellationToken);

    /// <summary>All sessions, newest first, page after page as they are reached.</summary>
    public IAsyncEnumerable<WhatsAppSession> ListAsync(CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => Listed(page), SendApiJson.Default.WhatsAppSession, cancellationToken);

    /// <summary>One page of sessions, newest first.</summary>
    public Task<Page<WhatsAppSession>> ListPageAsync(PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(Listed(page), SendApiJson.Default.WhatsAppSession, cancellationToken);

    /// <summary>A session as it was last proven to stand.</summary>
    public Task<WhatsAppSession> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get(Address.Of($"v1/whatsapp/sessions/{id}")), SendApiJson.Default.WhatsAppSession, cancellationToken);

    /// <summary>Changes a session. New credentials of Meta's Cloud API are proven before they take the place of the old ones.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.InvalidRequest"/> for credentials that Meta does not take.</exception>
    public Task<WhatsAppSession> UpdateAsync(string id, UpdateSessionRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Put(Address.Of($"v1/whatsapp/sessions/{id}")).With(request, SendApiJson.Default.UpdateSessionRequest), SendApiJson.Default.WhatsAppSession, cancellationToken);

    /// <summary>The session with a fresh code to scan.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> when it is connected.</exception>
    public Task<WhatsAppSession> GetCodeAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get(Address.Of($"v1/whatsapp/sessions/{id}/qr")), SendApiJson.Default.WhatsAppSession, cancellationToken);

    /// <summary>Logs a session out and forgets it. What waits for it is taken back.</summary>
    public Task<Deletion> DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Delete(Address.Of($"v1/whatsapp/sessions/{id}")), SendApiJson.Default.Deletion, cancellationToken);

    /// <summary>Lets the simulator's phone of a session do something, for trying out with a test key.</summary>
    public Task<WhatsAppSession> SimulateAsync(string id, SimulateSessionRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/whatsapp/sessions/{id}/simulate"), options).With(request, SendApiJson.Default.SimulateSessionRequest), SendApiJson.Default.WhatsAppSession, cancellationToken);

    private static Address Listed(PageRequest? page) => Address.Query("v1/whatsapp/sessions").And(page);
}
