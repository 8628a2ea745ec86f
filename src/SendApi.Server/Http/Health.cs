using SendApi.Core;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Http;

/// <summary>GET /healthz: the process lives. GET /readyz: it can take requests, its store answers and it is not going out of service.</summary>
public static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => Results.Text("""{"status":"live"}""", "application/json"));
        app.MapGet("/readyz", Ready);
    }

    // A server that drains never gets here: its edge answers 5030 first. One that is to become empty still takes requests until that has been seen.
    private static async Task<IResult> Ready(Db db, WorkGate gate, CancellationToken ct)
    {
        if (!gate.IsOpen)
            throw new Refusal(Errors.Overloaded, "This node is being emptied. Send to another one.") { RetryAfter = TimeSpan.FromSeconds(5) };

        await db.Read(s => s.Number("SELECT COUNT(*) FROM accounts WHERE id = ''"), ct);
        return Results.Text("""{"status":"ready"}""", "application/json");
    }
}
