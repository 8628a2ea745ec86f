using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>Send WhatsApp messages, follow them, and read what people write to you.</summary>
public sealed class WhatsAppClient
{
    private readonly Transport _transport;

    internal WhatsAppClient(Transport transport) => _transport = transport;

    /// <summary>Sends a message. When it returns, the message is durable on the server; it leaves in the background, at the pace of its number.</summary>
    /// <exception cref="SendApiException">It was refused, such as with <see cref="SendApiErrors.SessionNotConnected"/> or <see cref="SendApiErrors.RecipientSuppressed"/>, or no answer came.</exception>
    public Task<WhatsAppMessage> SendAsync(SendWhatsAppRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post("v1/whatsapp/send", options).With(request, SendApiJson.Default.SendWhatsAppRequest), SendApiJson.Default.WhatsAppMessage, cancellationToken);

    /// <summary>Sends one message to many. What was taken in is durable when it returns; <see cref="BatchesClient"/> follows it.</summary>
    /// <exception cref="SendApiException">It was refused as a whole, such as with <see cref="SendApiErrors.SessionNotConnected"/>, or no answer came.</exception>
    public Task<BulkResult> SendBulkAsync(SendWhatsAppBulkRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post("v1/whatsapp/send-bulk", options).With(request, SendApiJson.Default.SendWhatsAppBulkRequest), SendApiJson.Default.BulkResult, cancellationToken);

    /// <summary>A message as it stands; one that was sent with its timeline.</summary>
    public Task<WhatsAppMessage> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get(Address.Of($"v1/whatsapp/messages/{id}")), SendApiJson.Default.WhatsAppMessage, cancellationToken);

    /// <summary>All messages, sent and received, newest first, page after page as they are reached.</summary>
    public IAsyncEnumerable<WhatsAppMessage> ListAsync(WhatsAppFilter? filter = null, CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => Listed(filter, page), SendApiJson.Default.WhatsAppMessage, cancellationToken);

    /// <summary>One page of messages, newest first. Go on by its cursor; with a status in the filter it may hold few or none while that leads on.</summary>
    public Task<Page<WhatsAppMessage>> ListPageAsync(WhatsAppFilter? filter = null, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(Listed(filter, page), SendApiJson.Default.WhatsAppMessage, cancellationToken);

    /// <summary>Takes a message back that has not left.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> when it has left or ended.</exception>
    public Task<WhatsAppMessage> CancelAsync(string id, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/whatsapp/messages/{id}/cancellation"), options), SendApiJson.Default.WhatsAppMessage, cancellationToken);

    /// <summary>Asks WhatsApp whether a number has it.</summary>
    /// <param name="phone">In E.164 form.</param>
    /// <param name="sessionId">The session to ask through; without it, the one that is connected.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<ContactCheck> CheckAsync(string phone, string? sessionId = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get(Address.Query(Address.Of($"v1/whatsapp/contacts/{phone}/check")).And("session_id", sessionId).ToString()), SendApiJson.Default.ContactCheck, cancellationToken);

    /// <summary>Tells the person that what they wrote was read.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> for a message that you sent, <see cref="SendApiErrors.SessionNotConnected"/> when its session cannot tell now.</exception>
    public Task<WhatsAppMessage> MarkReadAsync(string id, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/whatsapp/messages/{id}/read"), options), SendApiJson.Default.WhatsAppMessage, cancellationToken);

    /// <summary>What is known of a file, and whether it is here.</summary>
    public Task<WhatsAppMedia> GetMediaAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get(Address.Of($"v1/whatsapp/media/{id}")), SendApiJson.Default.WhatsAppMedia, cancellationToken);

    /// <summary>Writes the bytes of a file.</summary>
    /// <param name="id">The file's id.</param>
    /// <param name="destination">Where they are written to. After an exception it holds a part of them.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> while it is still being fetched from the gateway.</exception>
    public async Task DownloadMediaAsync(string id, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        using var answer = await _transport.OpenAsync(Call.Get(Address.Of($"v1/whatsapp/media/{id}/content")) with { Accept = "*/*" }, cancellationToken).ConfigureAwait(false);
        await answer.Content.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The address book of a linked session's phone, page after page as they are reached.</summary>
    /// <param name="sessionId">The session to ask through; without it, the one that is connected.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public IAsyncEnumerable<WhatsAppContact> ListContactsAsync(string? sessionId = null, CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => ContactsListed(sessionId, page), SendApiJson.Default.WhatsAppContact, cancellationToken);

    /// <summary>One page of the address book of a linked session's phone. It may hold fewer than were asked for while its cursor leads on.</summary>
    /// <param name="sessionId">The session to ask through; without it, the one that is connected.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<Page<WhatsAppContact>> ListContactsPageAsync(string? sessionId = null, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(ContactsListed(sessionId, page), SendApiJson.Default.WhatsAppContact, cancellationToken);

    private static Address ContactsListed(string? sessionId, PageRequest? page) => Address.Query("v1/whatsapp/contacts").And("session_id", sessionId).And(page);

    private static Address Listed(WhatsAppFilter? filter, PageRequest? page) => Address.Query("v1/whatsapp/messages")
        .And("session_id", filter?.SessionId).And("direction", filter?.Direction).And("phone", filter?.Phone).And("batch_id", filter?.BatchId).And("status", filter?.Status).And("error_code", filter?.ErrorCode)
        .And("from_date", filter?.From).And("to_date", filter?.Until).And(page);
}

/// <summary>Which messages are wanted; what is null does not narrow it.</summary>
public sealed record WhatsAppFilter
{
    /// <summary>Only those of this session.</summary>
    public string? SessionId { get; init; }

    /// <summary>Only those in this direction: see <see cref="WhatsAppDirection"/>.</summary>
    public string? Direction { get; init; }

    /// <summary>Only those to this number, or from it.</summary>
    public string? Phone { get; init; }

    /// <summary>Only those that were sent with this batch.</summary>
    public string? BatchId { get; init; }

    /// <summary>Only those that were sent and stand so: see <see cref="WhatsAppStatus"/>.</summary>
    public string? Status { get; init; }

    /// <summary>Only those that were sent and failed with this number: see <see cref="SendApiErrors"/>. A page may hold few or none while its cursor leads on.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>Only those made at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only those made before this time.</summary>
    public DateTimeOffset? Until { get; init; }
}
