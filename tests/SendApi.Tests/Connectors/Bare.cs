using SendApi.Core.Sending;

namespace SendApi.Tests.Connectors;

/// <summary>Receipts without what came over the wire, to compare what was read.</summary>
internal static class Bare
{
    public static Receipt Of(Receipt receipt) => receipt with { Exchange = null };

    public static IReadOnlyList<GatewayNews> Of(IReadOnlyList<GatewayNews> news) => [.. news.Select(n => n is GatewayNews.Told told ? told with { Receipt = Of(told.Receipt) } : n)];
}
