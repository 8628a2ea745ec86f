using SendApi.Server.Http;

namespace SendApi.Server.Nodes;

/// <summary>What the operator sees and asks of nodes in words, for the reference and the OpenAPI document.</summary>
internal static class StatusDocs
{
    private const string Node = """
        {
          "id": "node_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "node",
          "name": "node-1",
          "state": "serving",
          "roles": ["api", "worker"],
          "is_draining": false,
          "drain_since": null,
          "under_way": 3,
          "links": "carrier: bound",
          "version": "1.0.0",
          "started_at": "2026-03-01T09:00:00Z",
          "last_seen_at": "2026-03-09T14:29:59Z"
        }
        """;

    private static readonly FieldDocs Name = new("name", "path", "The node's name, or its id.", Required: true) { Example = "node-1" };

    public static readonly OperationDocs Status = new("getStatus", "Look at the whole installation",
        "The nodes, what waits to go out, and what nobody knows the end of. Nothing is counted beyond 10,000, so that it answers quickly however much there is.", [])
    {
        Answer = typeof(StatusView),
        AnswerExample = $$"""
            {
              "object": "status",
              "version": "1.0.0",
              "store": "postgresql",
              "now": "2026-03-09T14:30:00Z",
              "started_at": "2026-03-01T09:00:00Z",
              "nodes": [{{Node}}],
              "queues": [{"name": "carrier", "kind": "provider", "waiting": 12, "due": 12, "is_at_least": false, "oldest_at": "2026-03-09T14:29:55Z"}],
              "webhooks": {"waiting": 2, "is_at_least": false, "oldest_at": "2026-03-09T14:29:58Z"},
              "uncertain": 1
            }
            """,
    };

    public static readonly OperationDocs Drain = new("drainNode", "Empty a node",
        "It takes no new work within a second, ends what it began and leaves its links to others. The answer does not wait for that: look at its state. `4090` where several nodes have the name. "
        + "Once it is empty it refuses all requests, that to work again too: then ask another node, or use `sendapi drain --undo`.", [Name])
    {
        Answer = typeof(NodeView),
        AnswerExample = Node.Replace("\"is_draining\": false", "\"is_draining\": true", StringComparison.Ordinal).Replace("\"drain_since\": null", "\"drain_since\": \"2026-03-09T14:30:00Z\"", StringComparison.Ordinal),
    };

    public static readonly OperationDocs Undrain = new("undrainNode", "Let a node work again", "It takes work again within a second. `4090` where several nodes have the name.", [Name])
    {
        Answer = typeof(NodeView),
        AnswerExample = Node,
    };
}
