using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Statistics;

/// <summary>GET /v1/account/queue: what of the account has not left yet, and why.</summary>
public static class GetQueue
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/account/queue", Handle)
        .Needs(Scopes.AccountRead)
        .Refuses(Errors.Overloaded)
        .Describes(StatisticsDocs.Queue);

    private static async Task<Answer> Handle(Caller caller, QueueDesk desk) => Answer.Ok(await desk.Read(caller.AccountId, caller.World));
}
