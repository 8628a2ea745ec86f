using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Http;

namespace SendApi.Server.Settling;

/// <summary>POST /v1/admin/uncertain/{id}/settlement: says what became of an uncertain message, or sends it once more.</summary>
public static class SettleUncertain
{
    /// <summary>The body.</summary>
    public sealed record Request
    {
        public string? As { get; init; }
    }

    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapPost("/uncertain/{id}/settlement", Handle)
        .Refuses(Errors.InvalidRequest, Errors.NotFound, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(SettlingDocs.Settle);

    private static Task<Answer> Handle(string id, Body<Request> body, Caller caller, HttpContext http, SettlingTools tools) =>
        tools.Idempotency.Write(http, caller, body, async session =>
        {
            var fields = new Fields();
            var way = fields.Required("as", "delivered, failed or resend", body.Value.As);
            if (way.Length > 0)
                fields.OneOf("as", way, Settlement.Ways, null);
            fields.Refuse();

            await tools.Settlement.Settle(session, id, Settlement.Ways[way], tools.Clock.GetUtcNow());
            return Answer.Ok(new SettlementView(id, way));
        });
}

/// <summary>What settling needs beside the store.</summary>
public sealed record SettlingTools(Idempotency Idempotency, Settlement Settlement, TimeProvider Clock);
