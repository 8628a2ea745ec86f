using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>Addresses of yours that are told of what happens, their deliveries, and the stream of events. How to verify a delivery: <see cref="SendApiWebhook"/>.</summary>
public sealed class WebhooksClient
{
    private readonly Transport _transport;

    internal WebhooksClient(Transport transport) => _transport = transport;

    /// <summary>All webhooks without their secrets, newest first, page after page as they are reached.</summary>
    public IAsyncEnumerable<Webhook> ListAsync(CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => Listed(page), SendApiJson.Default.Webhook, cancellationToken);

    /// <summary>One page of webhooks, newest first.</summary>
    public Task<Page<Webhook>> ListPageAsync(PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(Listed(page), SendApiJson.Default.Webhook, cancellationToken);

    /// <summary>A webhook, how its endpoint answers, and how much waits for it.</summary>
    public Task<Webhook> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get(Address.Of($"v1/webhooks/{id}")), SendApiJson.Default.Webhook, cancellationToken);

    /// <summary>Makes a webhook. What its deliveries are signed with stands in <see cref="Webhook.Secret"/>, this once.</summary>
    public Task<Webhook> CreateAsync(CreateWebhookRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post("v1/webhooks", options).With(request, SendApiJson.Default.CreateWebhookRequest), SendApiJson.Default.Webhook, cancellationToken);

    /// <summary>Changes what is named and leaves the rest. Switching it on also forgets how its endpoint failed.</summary>
    public Task<Webhook> UpdateAsync(string id, UpdateWebhookRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Put(Address.Of($"v1/webhooks/{id}")).With(request, SendApiJson.Default.UpdateWebhookRequest), SendApiJson.Default.Webhook, cancellationToken);

    /// <summary>Deletes a webhook for good. What waits for it is canceled.</summary>
    public Task<Deletion> DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Delete(Address.Of($"v1/webhooks/{id}")), SendApiJson.Default.Deletion, cancellationToken);

    /// <summary>Makes a new secret, shown this once. For 24 hours deliveries carry the signatures of both.</summary>
    public Task<Webhook> RotateSecretAsync(string id, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/webhooks/{id}/rotation"), options), SendApiJson.Default.Webhook, cancellationToken);

    /// <summary>Delivers an event with made-up data, once. A webhook has 10 an hour.</summary>
    public Task<WebhookDelivery> TestAsync(string id, TestWebhookRequest? request = null, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/webhooks/{id}/test"), options).With(request ?? new(), SendApiJson.Default.TestWebhookRequest), SendApiJson.Default.WebhookDelivery, cancellationToken);

    /// <summary>Delivers what happened within a span once more. Go on from <see cref="ReplayResult.NextFrom"/> until it is null.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> while the webhook is off or its queue is full.</exception>
    public Task<ReplayResult> ReplayAsync(string id, ReplayWebhookRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/webhooks/{id}/replay"), options).With(request, SendApiJson.Default.ReplayWebhookRequest), SendApiJson.Default.ReplayResult, cancellationToken);

    /// <summary>What was delivered to a webhook, or was to be, newest first, page after page as they are reached.</summary>
    public IAsyncEnumerable<WebhookDelivery> ListDeliveriesAsync(string id, DeliveryFilter? filter = null, CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => DeliveriesListed(id, filter, page), SendApiJson.Default.WebhookDelivery, cancellationToken);

    /// <summary>One page of deliveries, newest first.</summary>
    public Task<Page<WebhookDelivery>> ListDeliveriesPageAsync(string id, DeliveryFilter? filter = null, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(DeliveriesListed(id, filter, page), SendApiJson.Default.WebhookDelivery, cancellationToken);

    /// <summary>A delivery with its body and the log of its attempts.</summary>
    public Task<WebhookDelivery> GetDeliveryAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get(Address.Of($"v1/webhooks/deliveries/{id}")), SendApiJson.Default.WebhookDelivery, cancellationToken);

    /// <summary>Delivers an event once more, under the id it has.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> where the webhook is off or deleted, or the event is kept no longer.</exception>
    public Task<WebhookDelivery> ReplayDeliveryAsync(string id, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/webhooks/deliveries/{id}/replay"), options), SendApiJson.Default.WebhookDelivery, cancellationToken);

    /// <summary>When the secret was made that callbacks of single messages are signed with, without it.</summary>
    public Task<CallbackSecret> GetCallbackSecretAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get("v1/webhooks/callbacks"), SendApiJson.Default.CallbackSecret, cancellationToken);

    /// <summary>Makes the secret that callbacks of single messages are signed with, shown this once. For 24 hours they carry the signature of the one before, too.</summary>
    public Task<CallbackSecret> RotateCallbackSecretAsync(RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post("v1/webhooks/callbacks/rotation", options), SendApiJson.Default.CallbackSecret, cancellationToken);

    /// <summary>
    /// The events of the account as they happen, for a machine that no webhook can reach. It goes on until you stop reading, the token is canceled or the server stops.
    /// Events that happen while nobody reads are not kept for a stream: what must not be missed belongs to a webhook.
    /// </summary>
    /// <param name="events">Only these: names such as <c>sms.delivered</c>, families such as <c>sms.*</c>; all without it.</param>
    /// <param name="opened">Told once the stream is open: from then on nothing is missed.</param>
    /// <exception cref="SendApiException">It was refused, or it broke: nothing came for 45 seconds, though the server gives a sign of life every 15.</exception>
    public IAsyncEnumerable<SendApiEvent> StreamAsync(IEnumerable<string>? events = null, Action<StreamOpened>? opened = null, CancellationToken cancellationToken = default)
    {
        var address = Address.Query("v1/webhooks/stream").And("events", events is null ? null : string.Join(',', events));
        return EventStream.ReadAsync(_transport, Call.Get(address.ToString()) with { Accept = "text/event-stream" }, opened, cancellationToken);
    }

    private static Address Listed(PageRequest? page) => Address.Query("v1/webhooks").And(page);

    private static Address DeliveriesListed(string id, DeliveryFilter? filter, PageRequest? page) => Address.Query(Address.Of($"v1/webhooks/{id}/deliveries")).And("status", filter?.Status).And(page);
}

/// <summary>Which deliveries are wanted; what is null does not narrow it.</summary>
public sealed record DeliveryFilter
{
    /// <summary>Only those that stand so: see <see cref="DeliveryStatus"/>.</summary>
    public string? Status { get; init; }
}
