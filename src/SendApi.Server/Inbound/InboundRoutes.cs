using SendApi.Server.Http;

namespace SendApi.Server.Inbound;

/// <summary>All routes of this slice. Those of the operator stand in one group that is marked as a whole.</summary>
public static class InboundRoutes
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        ListInbound.Map(v1);
        GetInbound.Map(v1);
        SimulateInbound.Map(v1);

        var admin = v1.MapGroup("/admin").NeedsOperator();
        ListUnassigned.Map(admin);
        ListNumbers.Map(admin);
        AddNumber.Map(admin);
        RemoveNumber.Map(admin);
    }
}
