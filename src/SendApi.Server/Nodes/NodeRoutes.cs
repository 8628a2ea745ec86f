using System.Text.Json.Serialization;
using SendApi.Server.Http;

namespace SendApi.Server.Nodes;

/// <summary>What the operator sees of the whole installation, and what he asks of a node.</summary>
public static class NodeRoutes
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        var admin = v1.MapGroup("/admin").NeedsOperator();
        GetStatus.Map(admin);
        DrainNode.Map(admin);
    }
}

/// <summary>The source-generated JSON types of the nodes slice.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(NodeView))]
internal sealed partial class NodesJson : JsonSerializerContext;
