using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>GET and POST /callbacks/meta/{session}: the handshake of a callback address, and what Meta tells of a cloud session, verified by its app secret, and confirmed only when it is on disk. Anything but a success makes Meta call again.</summary>
/// <remarks>Source: the Graph API's documentation, Webhooks, Getting started. A session that is not there is answered as a call that nothing shows to be Meta's.</remarks>
public static partial class ReceiveMetaCall
{
    private const string Path = "/callbacks/meta/";

    /// <summary>3 MiB: the most that Meta sends in one call.</summary>
    private const int LongestBody = 3 * 1024 * 1024;

    /// <summary>Where Meta calls for a session.</summary>
    public static string UrlOf(Uri root, string session) => root.AbsoluteUri.TrimEnd('/') + Path + session;

    /// <summary>The session of such an address; null for any other.</summary>
    public static string? SessionOf(string url) => url.LastIndexOf(Path, StringComparison.Ordinal) is >= 0 and var at ? url[(at + Path.Length)..] : null;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Path + "{session}", Handshake);
        app.MapPost(Path + "{session}", Handle);
    }

    private static IResult Handshake(string session, HttpRequest request, CloudReader reader, CloudCredentials credentials, ILogger<GatewayInbox> log)
    {
        var query = request.Query;
        if (Ids.IsId(Ids.Session, session) && reader.Challenge(query["hub.mode"], query["hub.verify_token"], query["hub.challenge"], credentials.VerifyToken(session)) is { } challenge)
            return Results.Text(challenge);

        Forged(log, "The handshake has another verify token.");
        throw Unproven();
    }

    private static async Task<IResult> Handle(string session, HttpContext http, GatewayInbox inbox, TimeProvider clock, ILogger<GatewayInbox> log)
    {
        var headers = http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        switch (await inbox.Hear(session, headers, async () => await CallbackBody.Read(http, LongestBody, clock)))
        {
            case GatewayReading.Forged forged:
                Forged(log, forged.Why);
                throw Unproven();
            case GatewayReading.Unreadable unreadable:
                Unreadable(log, unreadable.Why);
                throw Refusal.Unreadable($"The call could not be read. {unreadable.Why}");
            default:
                return Results.Ok();
        }
    }

    // One answer for all: it tells nobody which sessions there are.
    private static Refusal Unproven() => new(Errors.InvalidApiKey, "Nothing shows that this call comes from Meta for a session that is here, so nothing in it was used.");

    [LoggerMessage(3833, LogLevel.Warning, "A call for a session of Meta's Cloud API was refused: {Why}")]
    private static partial void Forged(ILogger log, string why);

    [LoggerMessage(3834, LogLevel.Warning, "A call of Meta could not be read: {Why}")]
    private static partial void Unreadable(ILogger log, string why);
}
