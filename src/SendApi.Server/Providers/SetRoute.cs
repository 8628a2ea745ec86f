using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Providers;

/// <summary>PUT /v1/admin/routes, sendapi routes set: sets the route of a provider to a destination, in the place of the one that it has. In force on all nodes within a second.</summary>
public static class SetRoute
{
    private const int Most = 1000;

    /// <summary>The body. The cost is a decimal text, so that no program between here and there makes a float of it.</summary>
    public sealed record Request
    {
        public string? Destination { get; init; }
        public string? Provider { get; init; }
        public int? Priority { get; init; }
        public int? Weight { get; init; }
        public string? Cost { get; init; }
    }

    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapPut("/routes", Handle)
        .Refuses(Errors.InvalidRequest, Errors.NotFound, Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(RouteDocs.Set);

    /// <summary>Sets it; 4000 for what cannot be read, 4044 for a provider that is not there.</summary>
    public static async Task<NamedRoute> Run(Session session, Request request, DateTimeOffset now)
    {
        var fields = new Fields();
        var destination = Destination(fields, request.Destination);
        var provider = fields.Required("provider", "the provider's name", request.Provider);
        fields.Range("priority", request.Priority, 1, Most);
        fields.Range("weight", request.Weight, 1, Most);
        var cost = request.Cost is null ? null : Amounts.Read(request.Cost);
        if (request.Cost is not null && cost is null or < 0)
            fields.Add("cost", "'cost' must be an amount in US dollars as a decimal text with at most six places, such as \"0.0125\".");
        fields.Refuse();

        var route = new CarrierRoute { Destination = destination, Priority = request.Priority ?? 1, Weight = request.Weight ?? 1, Cost = cost };
        var named = new NamedRoute(route, (await ProviderRows.Get(session, provider, "provider")).Name);
        return await RouteRows.Set(session, named, now) ? named : throw ProviderRoutes.NotFound(provider, "provider");
    }

    /// <summary>A destination as it is stored.</summary>
    public static string Destination(Fields fields, string? text)
    {
        var destination = fields.Required("destination", "a dial prefix such as +447, a country's two letters such as GB, or * for everything", text?.Trim()).ToUpperInvariant();
        var isPrefix = destination is ['+', >= '1' and <= '9', ..] && destination.Length <= 16 && destination.Skip(1).All(char.IsAsciiDigit);
        if (destination.Length > 0 && !isPrefix && destination != RouteTable.Everything && !PhoneNumber.IsCountry(destination))
            fields.Add("destination", "'destination' must be a dial prefix such as +447, a country's two letters such as GB, or * for everything.");
        return destination;
    }

    private static Task<Answer> Handle(Body<Request> body, Db db, TimeProvider clock, CancellationToken ct) =>
        db.Write(async session => Answer.Ok(ProviderRouteView.Of(await Run(session, body.Value, clock.GetUtcNow()))), ct);
}
