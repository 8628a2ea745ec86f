using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>Addresses that get nothing more. Live keys and test keys have a list each.</summary>
public sealed class SuppressionsClient
{
    private readonly Transport _transport;

    internal SuppressionsClient(Transport transport) => _transport = transport;

    /// <summary>All entries, newest first, page after page as they are reached.</summary>
    public IAsyncEnumerable<Suppression> ListAsync(SuppressionFilter? filter = null, CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => Listed(filter, page), SendApiJson.Default.Suppression, cancellationToken);

    /// <summary>One page of entries, newest first. With a filter it may hold few or none while its cursor leads on.</summary>
    public Task<Page<Suppression>> ListPageAsync(SuppressionFilter? filter = null, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(Listed(filter, page), SendApiJson.Default.Suppression, cancellationToken);

    /// <summary>An entry.</summary>
    public Task<Suppression> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get(Address.Of($"v1/suppressions/{id}")), SendApiJson.Default.Suppression, cancellationToken);

    /// <summary>Puts an address on the list. One that is there already keeps its first entry, which is answered.</summary>
    public Task<Suppression> AddAsync(AddSuppressionRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post("v1/suppressions", options).With(request, SendApiJson.Default.AddSuppressionRequest), SendApiJson.Default.Suppression, cancellationToken);

    /// <summary>Takes an entry off the list.</summary>
    public Task<Deletion> RemoveAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Delete(Address.Of($"v1/suppressions/{id}")), SendApiJson.Default.Deletion, cancellationToken);

    /// <summary>
    /// Imports a CSV file, UTF-8 and 256 MiB at most: a column <c>address</c>, and if you like <c>channel</c> and <c>reason</c>. Lines that are not taken are answered.
    /// It is written in steps; what was written stays when the connection breaks, and the whole file may be imported again.
    /// </summary>
    /// <param name="csv">The file. It is read from where it stands, and stays open. Only one that can seek is repeated by itself.</param>
    public Task<ImportResult> ImportAsync(Stream csv, RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(csv);
        var start = csv.CanSeek ? csv.Position : 0;
        var call = Call.Post("v1/suppressions/import", options) with
        {
            IsLong = true,
            CanSendAgain = csv.CanSeek,
            Content = () =>
            {
                if (csv.CanSeek)
                    csv.Position = start;
                return new CsvContent(csv);
            },
        };
        return _transport.SendAsync(call, SendApiJson.Default.ImportResult, cancellationToken);
    }

    /// <summary>Writes the whole list as CSV, as <see cref="ImportAsync"/> takes it, with the columns <c>address,channel,reason,source,created_at</c>.</summary>
    /// <param name="destination">Where it is written to. After an exception it holds a part of the list.</param>
    public async Task ExportAsync(Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        using var answer = await _transport.OpenAsync(Call.Get("v1/suppressions/export") with { Accept = "text/csv" }, cancellationToken).ConfigureAwait(false);
        await answer.Content.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
    }

    private static Address Listed(SuppressionFilter? filter, PageRequest? page) => Address.Query("v1/suppressions")
        .And("address", filter?.Address).And("channel", filter?.Channel).And("reason", filter?.Reason).And("source", filter?.Source).And(page);
}

/// <summary>Which entries are wanted; what is null does not narrow it.</summary>
public sealed record SuppressionFilter
{
    /// <summary>Only the entries of this address.</summary>
    public string? Address { get; init; }

    /// <summary>Only those for this channel: see <see cref="SuppressionChannel"/>.</summary>
    public string? Channel { get; init; }

    /// <summary>Only those with this reason, word for word.</summary>
    public string? Reason { get; init; }

    /// <summary>Only those that came by <c>api</c>, <c>import</c> or <c>cli</c>.</summary>
    public string? Source { get; init; }
}
