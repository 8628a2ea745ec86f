using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>POST /callbacks/waha: what the gateway of live sessions tells us, verified by its signature, and confirmed only when it is on disk. Anything but a success makes it call again.</summary>
public static partial class ReceiveGatewayCall
{
    public const string Path = "/callbacks/waha";

    /// <summary>1 MiB: media come as addresses.</summary>
    private const int LongestBody = 1024 * 1024;

    public static void Map(IEndpointRouteBuilder app) => app.MapPost(Path, Handle);

    private static async Task<IResult> Handle(HttpContext http, GatewayInbox inbox, SessionGateways gateways, TimeProvider clock, ILogger<GatewayInbox> log)
    {
        var headers = http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var reading = await inbox.Hear(gateways.Live, headers, await CallbackBody.Read(http, LongestBody, clock));
        switch (reading)
        {
            case GatewayReading.Forged forged:
                Forged(log, forged.Why);
                throw new Refusal(Errors.InvalidApiKey, $"Nothing shows that this call comes from the gateway, so nothing in it was used. {forged.Why}");
            case GatewayReading.Unreadable unreadable:
                Unreadable(log, unreadable.Why);
                throw Refusal.Unreadable($"The call could not be read. {unreadable.Why}");
            default:
                return Results.NoContent();
        }
    }

    [LoggerMessage(3811, LogLevel.Warning, "A call for the WhatsApp gateway was refused: {Why}")]
    private static partial void Forged(ILogger log, string why);

    [LoggerMessage(3812, LogLevel.Warning, "A call of the WhatsApp gateway could not be read: {Why}")]
    private static partial void Unreadable(ILogger log, string why);
}
