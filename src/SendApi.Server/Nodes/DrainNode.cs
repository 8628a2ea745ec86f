using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Nodes;

/// <summary>POST /v1/admin/nodes/{name}/drain and …/undrain, sendapi drain: asks a node to become empty, or to take work again. It does so within a second; the answer does not wait for it.</summary>
public static class DrainNode
{
    public static void Map(IEndpointRouteBuilder admin)
    {
        Map(admin.MapPost("/nodes/{name}/drain", Drain)).Describes(StatusDocs.Drain);
        Map(admin.MapPost("/nodes/{name}/undrain", Undrain)).Describes(StatusDocs.Undrain);
    }

    /// <summary>Asks the node of this name or id, and gives it as it was before; 4044 when none is alive, 4090 when several have the name.</summary>
    public static async Task<NodeRow> Run(Session session, string which, bool isUndo, DateTimeOffset now)
    {
        var found = (await NodeRows.List(session)).FindAll(n => (n.Id == which || n.Name == which) && n.IsAlive(now));
        if (found.Count == 0)
            throw new Refusal(Errors.NotFound, $"No node '{Shown.Cut(which)}' is alive. GET /v1/admin/status lists them, as does: sendapi nodes", "name");
        if (found.Count > 1)
            throw new Refusal(Errors.Conflict, $"{found.Count} nodes have the name '{Shown.Cut(which)}'. Name one by its id: {string.Join(", ", found.Select(n => n.Id))}.", "name");

        await NodeRows.Drain(session, found[0].Id, isUndo ? null : Times.FromMicros(found[0].DrainSince) ?? now);
        return found[0];
    }

    private static RouteHandlerBuilder Map(RouteHandlerBuilder route) =>
        route.Refuses(Errors.NotFound, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.Overloaded);

    private static Task<Answer> Drain(string name, Caller caller, HttpContext http, Idempotency idempotency, TimeProvider clock) =>
        idempotency.Write(http, caller, session => Ask(session, name, isUndo: false, clock.GetUtcNow()));

    private static Task<Answer> Undrain(string name, Caller caller, HttpContext http, Idempotency idempotency, TimeProvider clock) =>
        idempotency.Write(http, caller, session => Ask(session, name, isUndo: true, clock.GetUtcNow()));

    private static async Task<Answer> Ask(Session session, string name, bool isUndo, DateTimeOffset now)
    {
        var asked = await Run(session, name, isUndo, now);
        return Answer.Ok(NodeView.Of((await NodeRows.List(session)).Find(n => n.Id == asked.Id) ?? asked, now));
    }
}
