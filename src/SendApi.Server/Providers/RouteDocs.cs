using SendApi.Server.Http;

namespace SendApi.Server.Providers;

/// <summary>What the operator does with routes in words, for the reference and the OpenAPI document.</summary>
internal static class RouteDocs
{
    private const string One = """
        {
          "object": "route",
          "destination": "GB",
          "provider": "carrier",
          "priority": 1,
          "weight": 1,
          "cost": {"amount": "0.012500", "currency": "USD"}
        }
        """;

    public static readonly OperationDocs List = new("listRoutes", "List routes",
        "Which providers take texts to which destinations, each in the order in which they are asked. Without any route every provider takes everything, the default one first.", [])
    {
        Answer = typeof(ProviderRouteView),
        AnswerExample = $"[{One}]",
        IsList = true,
    };

    public static readonly OperationDocs Set = new("setRoute", "Set a route",
        "A destination has one route for each provider: it is put in the place of the one before. The most specific destination that fits a recipient decides alone; in it the smallest priority is asked first, then the smallest cost, "
        + "and among equals chance decides by weight. In force on all nodes within a second.",
        [
            new("destination", "prefix, country or *", "A dial prefix such as `+447`, a country's two letters such as `GB`, or `*` for everything.", Required: true),
            new("provider", "a provider's name", "By which provider; its id does too.", Required: true),
            new("priority", "1 to 1000", "The smaller number is asked first; 1 without it.") { Schema = """{"minimum": 1, "maximum": 1000}""" },
            new("weight", "1 to 1000", "The part that it gets among equals; 1 without it.") { Schema = """{"minimum": 1, "maximum": 1000}""" },
            new("cost", "decimal text", "What a segment costs you, in US dollars, such as `\"0.0125\"`; unknown without it."),
        ])
    {
        Request = typeof(SetRoute.Request),
        RequestExample = """{"destination": "GB", "provider": "carrier", "cost": "0.0125"}""",
        Answer = typeof(ProviderRouteView),
        AnswerExample = One,
    };

    public static readonly OperationDocs Remove = new("removeRoute", "Remove a route", "What waits already stays where it is.",
        [
            new("destination", "query", "The destination, as it was set; the plus sign as `%2B`.", Required: true) { Example = "GB" },
            new("provider", "query", "The provider's name, or its id.", Required: true) { Example = "carrier" },
        ])
    {
        Answer = typeof(RemovedRouteView),
        AnswerExample = """{"destination": "GB", "provider": "carrier", "deleted": true}""",
    };
}
