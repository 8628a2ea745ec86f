using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Providers;

/// <summary>GET /v1/admin/connectors: the kinds of providers that this version can talk to, each with its settings, so that forms are drawn from it.</summary>
public static class ListConnectors
{
    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapGet("/connectors", Handle)
        .Refuses(Errors.Overloaded)
        .Describes(ProviderDocs.Connectors);

    private static Answer Handle(ProviderTools tools)
    {
        var views = tools.Desk.Infos.Select(ConnectorView.Of).ToList();
        return Answer.List(views, new PageRequest(1, views.Count, null).Meta(views.Count, null));
    }
}
