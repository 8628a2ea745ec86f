using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Inbound;

/// <summary>GET /v1/sms/inbound/{id}: one inbound text.</summary>
public static class GetInbound
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/sms/inbound/{id}", Handle).Needs(Scopes.SmsRead).Refuses(Errors.NotFound).Describes(InboundDocs.Get);

    /// <summary>Where one is found.</summary>
    public static string Path(string id) => $"/v1/sms/inbound/{id}";

    private static async Task<Answer> Handle(string id, Caller caller, Db db, CancellationToken ct) => Answer.Ok(InboundView.Of(
        (Ids.IsId(Ids.Inbound, id) ? await db.Read(s => InboundRows.Find(s, caller.AccountId, caller.World, id), ct) : null)
        ?? throw new Refusal(Errors.NotFound, $"No inbound text '{Shown.Cut(id)}' exists in this account.", "id")));
}
