using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Keys;

/// <summary>POST /v1/api-keys/{id}/rotation: a new key that may do the same; the old one works on for the overlap.</summary>
public static class RotateKey
{
    private const int DayInSeconds = 86_400, LongestOverlapSeconds = 30 * DayInSeconds;

    /// <summary>The body, which may be left out.</summary>
    public sealed record Request
    {
        public int? OverlapSeconds { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/api-keys/{id}/rotation", Handle)
        .Needs(Scopes.Admin)
        .Refuses(Errors.InvalidRequest, Errors.NotFound, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(KeyDocs.Rotate);

    /// <summary>Why a key cannot be rotated.</summary>
    public static string Hindrance(KeyRow key, DateTimeOffset now) => key.StateAt(now) switch
    {
        KeyState.Revoked => "The key is revoked and cannot be rotated. Create a new one.",
        _ when key.ReplacedBy is { } successor => $"The key was rotated already, to {successor}. Rotate that one.",
        _ => "The key is expired and cannot be rotated. Create a new one.",
    };

    private static async Task<Answer> Handle(string id, Caller caller, HttpContext http, Idempotency idempotency, TimeProvider clock)
    {
        var body = await Body.OrNone<Request>(http);
        return await idempotency.Write(http, caller, body, async session =>
        {
            var fields = new Fields();
            fields.Range("overlap_seconds", body.Value.OverlapSeconds, 0, LongestOverlapSeconds);
            fields.Refuse();

            var (now, overlap) = (clock.GetUtcNow(), TimeSpan.FromSeconds(body.Value.OverlapSeconds ?? DayInSeconds));
            var old = await GetKey.Find(session, caller, id);
            var (made, secret) = await KeyRows.Rotate(session, old, overlap, now)
                ?? throw new Refusal(Errors.Conflict, Hindrance(await GetKey.Find(session, caller, id), now), "id");
            return KeyView.Made(await GetKey.Find(session, caller, made), secret, now);
        });
    }
}
