using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>Templates of sessions of Meta's Cloud API: hand one in, see how it stands, take it away.</summary>
public sealed class TemplatesClient
{
    private readonly Transport _transport;

    internal TemplatesClient(Transport transport) => _transport = transport;

    /// <summary>Hands a template in to Meta.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.InvalidRequest"/> with Meta's reason when Meta does not take it, <see cref="SendApiErrors.Conflict"/> when it is there already.</exception>
    public Task<WhatsAppTemplate> CreateAsync(CreateTemplateRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post("v1/whatsapp/templates", options).With(request, SendApiJson.Default.CreateTemplateRequest), SendApiJson.Default.WhatsAppTemplate, cancellationToken);

    /// <summary>All templates, newest first, page after page as they are reached.</summary>
    public IAsyncEnumerable<WhatsAppTemplate> ListAsync(TemplateFilter? filter = null, CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => Listed(filter, page), SendApiJson.Default.WhatsAppTemplate, cancellationToken);

    /// <summary>One page of templates, newest first.</summary>
    public Task<Page<WhatsAppTemplate>> ListPageAsync(TemplateFilter? filter = null, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(Listed(filter, page), SendApiJson.Default.WhatsAppTemplate, cancellationToken);

    /// <summary>A template as it stands at Meta.</summary>
    public Task<WhatsAppTemplate> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get(Address.Of($"v1/whatsapp/templates/{id}")), SendApiJson.Default.WhatsAppTemplate, cancellationToken);

    /// <summary>Takes a template away in its language, at Meta too.</summary>
    public Task<Deletion> DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Delete(Address.Of($"v1/whatsapp/templates/{id}")), SendApiJson.Default.Deletion, cancellationToken);

    private static Address Listed(TemplateFilter? filter, PageRequest? page) => Address.Query("v1/whatsapp/templates")
        .And("session_id", filter?.SessionId).And("name", filter?.Name).And("status", filter?.Status).And(page);
}

/// <summary>Which templates are wanted; what is null does not narrow it.</summary>
public sealed record TemplateFilter
{
    /// <summary>Only those of this session.</summary>
    public string? SessionId { get; init; }

    /// <summary>Only those of this name, in all languages.</summary>
    public string? Name { get; init; }

    /// <summary>Only those that stand so: see <see cref="TemplateStatus"/>.</summary>
    public string? Status { get; init; }
}
