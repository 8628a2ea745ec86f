using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Inbound;

/// <summary>GET /v1/admin/inbound: the texts of which nobody knows whose they are, newest first.</summary>
public static class ListUnassigned
{
    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapGet("/inbound", Handle)
        .Refuses(Errors.InvalidRequest)
        .Describes(NumberDocs.Unassigned);

    private static Task<Answer> Handle(HttpRequest request, Db db, CancellationToken ct) => ListInbound.Run(request, (InboundRow.Nobody, 0), db, ct);
}
