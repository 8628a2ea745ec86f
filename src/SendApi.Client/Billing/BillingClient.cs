using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>What you used, what was paid, what texts cost, and what became of messages.</summary>
public sealed class BillingClient
{
    private readonly Transport _transport;

    internal BillingClient(Transport transport) => _transport = transport;

    /// <summary>What was used in this billing period, with a breakdown day by day or month by month.</summary>
    /// <param name="filter">The span of the breakdown; the billing period without it.</param>
    public Task<UsageReport> GetUsageAsync(UsageFilter? filter = null, CancellationToken cancellationToken = default) => _transport.SendAsync(
        Call.Get(Address.Query("v1/account/usage").And("from_date", filter?.From).And("to_date", filter?.Until).And("granularity", filter?.Granularity).ToString()),
        SendApiJson.Default.UsageReport, cancellationToken);

    /// <summary>What became of the messages of a span of time, hour by hour or day by day. It may be 5 seconds old.</summary>
    /// <param name="filter">The span; the last 24 hours without it.</param>
    public Task<StatisticsReport> GetStatisticsAsync(StatisticsFilter? filter = null, CancellationToken cancellationToken = default) => _transport.SendAsync(
        Call.Get(Address.Query("v1/account/statistics").And("from_date", filter?.From).And("to_date", filter?.Until).And("granularity", filter?.Granularity).ToString()),
        SendApiJson.Default.StatisticsReport, cancellationToken);

    /// <summary>What has not left yet, and why. It may be 5 seconds old.</summary>
    public Task<QueueReport> GetQueueAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get("v1/account/queue"), SendApiJson.Default.QueueReport, cancellationToken);

    /// <summary>All moves of the credit, newest first, page after page as they are reached.</summary>
    public IAsyncEnumerable<LedgerEntry> ListLedgerAsync(CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => LedgerListed(page), SendApiJson.Default.LedgerEntry, cancellationToken);

    /// <summary>One page of moves of the credit, newest first.</summary>
    public Task<Page<LedgerEntry>> ListLedgerPageAsync(PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(LedgerListed(page), SendApiJson.Default.LedgerEntry, cancellationToken);

    /// <summary>What a segment costs, prefix by prefix.</summary>
    /// <param name="country">Only this country, by its two letters such as <c>GB</c>.</param>
    public Task<PriceList> GetPricingAsync(string? country = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get(Address.Query("v1/sms/pricing").And("country", country).ToString()), SendApiJson.Default.PriceList, cancellationToken);

    private static Address LedgerListed(PageRequest? page) => Address.Query("v1/account/ledger").And(page);
}

/// <summary>How fine a usage breakdown is.</summary>
public static class UsageGranularity
{
    /// <summary>An entry a day.</summary>
    public const string Daily = "daily";

    /// <summary>An entry a month.</summary>
    public const string Monthly = "monthly";
}

/// <summary>The span of a usage breakdown: at most 366 days.</summary>
public sealed record UsageFilter
{
    /// <summary>Where it begins; the start of the billing period without it.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Where it ends.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How fine it is: see <see cref="UsageGranularity"/>; daily without it.</summary>
    public string? Granularity { get; init; }
}
