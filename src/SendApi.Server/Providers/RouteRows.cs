using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Storage;

namespace SendApi.Server.Providers;

/// <summary>A route with the name of its provider, for lists.</summary>
public sealed record NamedRoute(CarrierRoute Route, string Provider);

/// <summary>The routes in the store. A destination has one route for each provider.</summary>
public static class RouteRows
{
    /// <summary>Sets a route, in the place of the one that this provider has for this destination; false when there is no such provider.</summary>
    public static async Task<bool> Set(Session session, NamedRoute route, DateTimeOffset now) => await session.Execute("""
        INSERT INTO sms_routes (id, destination, provider_id, priority, weight, cost, created_at)
        SELECT @id, @Destination, p.id, @Priority, @Weight, @Cost, @at
        FROM providers p
        WHERE p.name = @Provider
        ON CONFLICT (destination, provider_id) DO UPDATE SET priority = excluded.priority, weight = excluded.weight, cost = excluded.cost
        """, new { id = Ids.New(Ids.Route, now), route.Route.Destination, route.Route.Priority, route.Route.Weight, route.Route.Cost, route.Provider, at = now.ToMicros() }) == 1;

    /// <summary>All routes by destination, each in the order in which its providers are asked.</summary>
    public static async Task<List<NamedRoute>> List(Session session)
    {
        var names = (await ProviderRows.List(session)).ToDictionary(p => p.Id, p => p.Name);
        var routes = await session.Query<CarrierRoute>("SELECT destination, provider_id, priority, weight, cost FROM sms_routes ORDER BY destination, priority, cost, provider_id");
        return routes.ConvertAll(r => new NamedRoute(r, names.GetValueOrDefault(r.ProviderId, r.ProviderId)));
    }

    /// <summary>Removes a route; false when there is none.</summary>
    public static async Task<bool> Remove(Session session, string destination, string provider) => await session.Execute("""
        DELETE FROM sms_routes
        WHERE destination = @destination AND provider_id IN (SELECT id FROM providers WHERE name = @provider)
        """, new { destination, provider }) == 1;
}
