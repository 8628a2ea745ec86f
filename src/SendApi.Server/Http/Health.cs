using SendApi.Server.Storage;

namespace SendApi.Server.Http;

/// <summary>GET /healthz: the process lives. GET /readyz: it can take requests, its store answers and it is not stopping.</summary>
public static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => Results.Text("""{"status":"live"}""", "application/json"));
        app.MapGet("/readyz", Ready);
    }

    // A server that drains never gets here: its edge answers 5030 first.
    private static async Task<IResult> Ready(Db db, CancellationToken ct)
    {
        await db.Read(s => s.Number("SELECT COUNT(*) FROM accounts WHERE id = ''"), ct);
        return Results.Text("""{"status":"ready"}""", "application/json");
    }
}
