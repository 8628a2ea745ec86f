using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>What people write to you.</summary>
public sealed class InboundClient
{
    private readonly Transport _transport;

    internal InboundClient(Transport transport) => _transport = transport;

    /// <summary>All texts that came in, newest first, page after page as they are reached.</summary>
    public IAsyncEnumerable<InboundSms> ListAsync(InboundFilter? filter = null, CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => Listed(filter, page), SendApiJson.Default.InboundSms, cancellationToken);

    /// <summary>One page of texts that came in, newest first.</summary>
    public Task<Page<InboundSms>> ListPageAsync(InboundFilter? filter = null, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(Listed(filter, page), SendApiJson.Default.InboundSms, cancellationToken);

    /// <summary>A text that came in.</summary>
    public Task<InboundSms> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get(Address.Of($"v1/sms/inbound/{id}")), SendApiJson.Default.InboundSms, cancellationToken);

    /// <summary>Lets a text come in as if a phone had sent it, for trying out with a test key: STOP works, and webhooks are told.</summary>
    public Task<InboundSms> SimulateAsync(SimulateInboundRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post("v1/sms/inbound/simulate", options).With(request, SendApiJson.Default.SimulateInboundRequest), SendApiJson.Default.InboundSms, cancellationToken);

    private static Address Listed(InboundFilter? filter, PageRequest? page) => Address.Query("v1/sms/inbound")
        .And("from", filter?.Sender).And("to", filter?.To).And("from_date", filter?.From).And("to_date", filter?.Until).And(page);
}

/// <summary>Which texts that came in are wanted; what is null does not narrow it.</summary>
public sealed record InboundFilter
{
    /// <summary>Only those that this phone wrote.</summary>
    public string? Sender { get; init; }

    /// <summary>Only those to this number of yours.</summary>
    public string? To { get; init; }

    /// <summary>Only those that came at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only those that came before this time.</summary>
    public DateTimeOffset? Until { get; init; }
}
