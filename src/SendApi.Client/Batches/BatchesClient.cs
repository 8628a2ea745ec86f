using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>What became of bulk sends.</summary>
public sealed class BatchesClient
{
    private readonly Transport _transport;

    internal BatchesClient(Transport transport) => _transport = transport;

    /// <summary>A batch, and how its messages stand.</summary>
    public Task<Batch> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get(Address.Of($"v1/batches/{id}")), SendApiJson.Default.Batch, cancellationToken);

    /// <summary>All batches, newest first, page after page as they are reached.</summary>
    public IAsyncEnumerable<Batch> ListAsync(BatchFilter? filter = null, CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => Listed(filter, page), SendApiJson.Default.Batch, cancellationToken);

    /// <summary>One page of batches, newest first.</summary>
    public Task<Page<Batch>> ListPageAsync(BatchFilter? filter = null, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(Listed(filter, page), SendApiJson.Default.Batch, cancellationToken);

    /// <summary>The rows of a batch that were not taken in, in their order, page after page as they are reached.</summary>
    public IAsyncEnumerable<BatchRejection> ListRejectionsAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => RejectionsListed(id, page), SendApiJson.Default.BatchRejection, cancellationToken);

    /// <summary>One page of the rows of a batch that were not taken in, in their order.</summary>
    public Task<Page<BatchRejection>> ListRejectionsPageAsync(string id, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(RejectionsListed(id, page), SendApiJson.Default.BatchRejection, cancellationToken);

    /// <summary>Takes a batch back: what has not left is canceled, in the background.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> when nothing of it can be taken back.</exception>
    public Task<Batch> CancelAsync(string id, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/batches/{id}/cancellation"), options), SendApiJson.Default.Batch, cancellationToken);

    private static Address Listed(BatchFilter? filter, PageRequest? page) => Address.Query("v1/batches").And("status", filter?.Status).And(page);

    private static Address RejectionsListed(string id, PageRequest? page) => Address.Query(Address.Of($"v1/batches/{id}/rejections")).And(page);
}

/// <summary>Which batches are wanted; what is null does not narrow it.</summary>
public sealed record BatchFilter
{
    /// <summary>Only those in this status: see <see cref="BatchStatus"/>.</summary>
    public string? Status { get; init; }
}
