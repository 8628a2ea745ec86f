using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>Send texts, follow them and take them back.</summary>
public sealed class SmsClient
{
    private readonly Transport _transport;

    internal SmsClient(Transport transport) => _transport = transport;

    /// <summary>Sends a text. When it returns, the text is durable on the server; it leaves in the background.</summary>
    /// <exception cref="SendApiException">It was refused, such as with <see cref="SendApiErrors.InvalidPhone"/> or <see cref="SendApiErrors.RecipientSuppressed"/>, or no answer came.</exception>
    public Task<SmsMessage> SendAsync(SendSmsRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post("v1/sms/send", options).With(request, SendApiJson.Default.SendSmsRequest), SendApiJson.Default.SmsMessage, cancellationToken);

    /// <summary>Sends a text with nothing more to say of it.</summary>
    /// <param name="to">The recipient: a plus sign, the country code and the number.</param>
    /// <param name="content">The text, 1 to 1,600 characters.</param>
    public Task<SmsMessage> SendAsync(string to, string content, CancellationToken cancellationToken = default) =>
        SendAsync(new SendSmsRequest { To = to, Content = content }, null, cancellationToken);

    /// <summary>Sends one text to up to 10,000 recipients. Rows that are refused stand in <see cref="BulkResult.Rejected"/> and do not hinder the others.</summary>
    public Task<BulkResult> SendBulkAsync(SendBulkRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post("v1/sms/send-bulk", options).With(request, SendApiJson.Default.SendBulkRequest), SendApiJson.Default.BulkResult, cancellationToken);

    /// <summary>A text as it stands, with its timeline.</summary>
    public Task<SmsMessage> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get(Address.Of($"v1/sms/messages/{id}")), SendApiJson.Default.SmsMessage, cancellationToken);

    /// <summary>All texts, newest first, page after page as they are reached.</summary>
    public IAsyncEnumerable<SmsMessage> ListAsync(SmsFilter? filter = null, CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => Listed(filter, page), SendApiJson.Default.SmsMessage, cancellationToken);

    /// <summary>One page of texts, newest first. With a status in the filter it may hold few or none while its cursor leads on.</summary>
    public Task<Page<SmsMessage>> ListPageAsync(SmsFilter? filter = null, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(Listed(filter, page), SendApiJson.Default.SmsMessage, cancellationToken);

    /// <summary>Gives a text that has not left another time.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> when it has left or ended.</exception>
    public Task<SmsMessage> RescheduleAsync(string id, DateTimeOffset sendAt, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Patch(Address.Of($"v1/sms/messages/{id}")).With(new RescheduleSmsRequest { SendAt = sendAt }, SendApiJson.Default.RescheduleSmsRequest),
            SendApiJson.Default.SmsMessage, cancellationToken);

    /// <summary>Takes a text back that has not left. What was set aside for it is given back.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> when it has left or ended.</exception>
    public Task<SmsMessage> CancelAsync(string id, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/sms/messages/{id}/cancellation"), options), SendApiJson.Default.SmsMessage, cancellationToken);

    private static Address Listed(SmsFilter? filter, PageRequest? page) => Address.Query("v1/sms/messages")
        .And("status", filter?.Status).And("error_code", filter?.ErrorCode).And("to", filter?.To).And("batch_id", filter?.BatchId).And("from_date", filter?.From).And("to_date", filter?.Until).And(page);
}

/// <summary>Which texts are wanted; what is null does not narrow it.</summary>
public sealed record SmsFilter
{
    /// <summary>Only those in this status: see <see cref="SmsStatus"/>.</summary>
    public string? Status { get; init; }

    /// <summary>Only those that failed with this number: see <see cref="SendApiErrors"/>. A page may hold few or none while its cursor leads on.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>Only those to this recipient.</summary>
    public string? To { get; init; }

    /// <summary>Only those of this batch.</summary>
    public string? BatchId { get; init; }

    /// <summary>Only those made at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only those made before this time.</summary>
    public DateTimeOffset? Until { get; init; }
}
