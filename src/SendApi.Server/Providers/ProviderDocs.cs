using SendApi.Server.Http;

namespace SendApi.Server.Providers;

/// <summary>What the operator does with providers in words, for the reference and the OpenAPI document.</summary>
internal static class ProviderDocs
{
    private const string One = """
        {
          "id": "prov_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "provider",
          "name": "carrier",
          "kind": "smpp",
          "is_default": true,
          "settings": {"host": "smpp.example.net", "port": "2775", "system_id": "shop"},
          "secrets_set": ["password"],
          "created_at": "2026-03-01T09:00:00Z",
          "queue": {"waiting": 12, "due": 12, "is_at_least": false, "oldest_at": "2026-03-09T14:29:55Z"},
          "health": [
            {
              "node": "node-1",
              "state": "up",
              "says": "bound",
              "since": "2026-03-09T08:00:00Z",
              "last_error": "no answer within 10 seconds",
              "last_error_at": "2026-03-08T23:10:04Z"
            }
          ]
        }
        """;

    private static readonly FieldDocs Name = new("name", "path", "The provider's name, or its id.", Required: true) { Example = "carrier" };

    public static readonly OperationDocs Connectors = new("listConnectors", "List kinds of providers",
        "What this version can talk to, each with the settings that it takes: draw a form from it.", [])
    {
        Answer = typeof(ConnectorView),
        AnswerExample = """
            [{
              "kind": "smpp",
              "object": "connector",
              "title": "SMPP 3.4 (a carrier or an aggregator)",
              "settings": [
                {"name": "host", "help": "Name or address of the carrier's SMSC.", "required": true, "secret": false, "default": null},
                {"name": "port", "help": "TCP port of the SMSC.", "required": false, "secret": false, "default": "2775"},
                {"name": "password", "help": "The password that goes with it.", "required": true, "secret": true, "default": null}
              ]
            }]
            """,
        IsList = true,
    };

    public static readonly OperationDocs List = new("listProviders", "List providers",
        "All providers, the oldest first, with what waits for each and what each node says of its link. A secret is never in an answer.", [])
    {
        Answer = typeof(ProviderView),
        AnswerExample = $"[{One}]",
        IsList = true,
    };

    public static readonly OperationDocs Get = new("getProvider", "Look at a provider",
        "Its settings without the secrets, what waits for it, and what each node says of its link.", [Name])
    {
        Answer = typeof(ProviderView),
        AnswerExample = One,
    };

    public static readonly OperationDocs Add = new("addProvider", "Add a provider",
        "All nodes open their links within a second. The first one becomes the default. Settings that could never work are refused with `4000`, which names `settings.<name>`; whether the carrier takes them, the test tells.",
        [
            new("name", "1 to 100 characters", "A name of its own. Messages keep it.", Required: true) { Schema = """{"minLength": 1, "maxLength": 100}""" },
            new("kind", "word", "What it is, as `GET /v1/admin/connectors` lists them.", Required: true),
            new("settings", "object of texts", "Each setting by its name. An empty one is as one that is left out."),
        ])
    {
        Request = typeof(AddProvider.Request),
        RequestExample = """{"name": "carrier-b", "kind": "smpp", "settings": {"host": "127.0.0.1", "port": "2775", "system_id": "shop", "password": "sesame"}}""",
        Answer = typeof(ProviderView),
        AnswerExample = One,
        Status = StatusCodes.Status201Created,
    };

    public static readonly OperationDocs Update = new("updateProvider", "Change a provider's settings",
        "The settings become what is given. A secret that is left out keeps its value, and an empty one is taken away; everything else that is left out goes back to its default. "
        + "All nodes close their links and open them anew within a second, and what is known of failures is forgotten. What waits goes on waiting for it.",
        [Name, new("settings", "object of texts", "Each setting by its name.", Required: true)])
    {
        Request = typeof(UpdateProvider.Request),
        RequestExample = """{"settings": {"host": "127.0.0.1", "port": "2776", "system_id": "shop"}}""",
        Answer = typeof(ProviderView),
        AnswerExample = One,
    };

    public static readonly OperationDocs Remove = new("removeProvider", "Remove a provider",
        "With its routes. What waits for it goes by the others; when it was the default, the oldest left becomes it.", [Name])
    {
        Answer = typeof(DeletedView),
        AnswerExample = """{"id": "prov_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "deleted": true}""",
    };

    public static readonly OperationDocs Test = new("testProvider", "Try a provider's settings",
        "Binds once, or asks the provider for something that only the right credentials can see, from the node that is asked. Sends nothing. Answers 200 whether it works or not, within 20 seconds.", [Name])
    {
        Answer = typeof(ProviderTestView),
        AnswerExample = """{"works": false, "says": "Failed at bind refused: ESME_RINVPASWD (14)", "took_ms": 41}""",
    };

    public static readonly OperationDocs Default = new("makeDefaultProvider", "Make a provider the default",
        "Without a route, texts go by it as long as it works.", [Name])
    {
        Answer = typeof(ProviderView),
        AnswerExample = One,
    };
}
