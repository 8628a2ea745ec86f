using System.Text.Json.Serialization;

namespace SendApi.Server.Statistics;

/// <summary>All routes of this slice.</summary>
public static class StatisticsRoutes
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        GetStatistics.Map(v1);
        GetQueue.Map(v1);
    }
}

/// <summary>The source-generated JSON types of the statistics slice.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StatisticsView))]
[JsonSerializable(typeof(QueueView))]
internal sealed partial class StatisticsJson : JsonSerializerContext;
