using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Http;

namespace SendApi.Server.Callbacks;

/// <summary>POST /callbacks/{kind}/{provider}/receipts and /inbound: what a provider tells us is verified its own way, and confirmed only when it is on disk.</summary>
/// <remarks>Anything but a success makes the provider call again. What was told twice changes nothing.</remarks>
public static partial class ReceiveCallback
{
    /// <summary>The most calls that are read or written at once; beyond it the provider is asked to come again.</summary>
    private const int MostUnderWay = 500;

    /// <summary>256 KiB.</summary>
    private const int LongestBody = 256 * 1024;

    /// <summary>Shorter than providers wait. What is not written by then is written a little later, and again when it is repeated.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), ComeAgain = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapMethods($"{CallbackAddress.Root}/{{kind}}/{{provider}}/{{topic}}/{{secret?}}", [HttpMethods.Post, HttpMethods.Get], Handle);

    private static async Task<IResult> Handle(string kind, string provider, string topic, string? secret, HttpContext http, CallbackTools tools)
    {
        try
        {
            if (tools.Enter() > MostUnderWay)
                throw Later("More calls came at once than can be taken. Call again after 5 seconds.");

            var headers = http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            if (CallbackAddress.Topic(topic) is not { } about)
                throw new Refusal(Errors.NotFound, "Providers call /receipts and /inbound, and nothing else.");

            var call = new CallbackCall(about, http.Request.Method, Url(http.Request, tools.Options.Value.Url), headers, await CallbackBody.Read(http, LongestBody, tools.Clock), secret);
            return await Take(await tools.Providers.Read(kind, provider, call), provider, tools);
        }
        finally
        {
            tools.Leave();
        }
    }

    private static async Task<IResult> Take(CallbackReading? reading, string provider, CallbackTools tools)
    {
        switch (reading)
        {
            case CallbackReading.Heard heard:
                await Write(heard, tools);
                return heard.Answer is { } answer ? Results.Text(answer.Body, answer.ContentType) : Results.NoContent();
            case CallbackReading.Forged forged:
                Forged(tools.Log, provider, forged.Why);
                throw new Refusal(Errors.InvalidApiKey, $"Nothing shows that this call comes from the provider, so nothing in it was used. {forged.Why}");
            case CallbackReading.Unreadable unreadable:
                Unreadable(tools.Log, provider, unreadable.Why);
                throw Refusal.Unreadable($"The call could not be read. {unreadable.Why}");
            default:
                throw new Refusal(Errors.NotFound, "There is no provider of this kind and name that calls here. See: sendapi providers list");
        }
    }

    private static async Task Write(CallbackReading.Heard heard, CallbackTools tools)
    {
        // Not the caller's cancellation: what was verified is written also when he has gone.
        var receipts = heard.Receipts.Select(receipt => tools.Sinks.Receipts(receipt, CancellationToken.None));
        var texts = heard.Texts.Select(text => tools.Sinks.Inbound(text, CancellationToken.None));
        try
        {
            await Task.WhenAll([.. receipts, .. texts]).WaitAsync(Patience, tools.Clock);
        }
        catch (TimeoutException)
        {
            throw Later("It could not be written in time. Call again after 5 seconds.");
        }
    }

    /// <summary>The address in the spelling that the provider knows: proxies change the scheme and the host, never what follows.</summary>
    private static string Url(HttpRequest request, Uri? publicUrl)
    {
        var root = publicUrl?.AbsoluteUri.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}";
        return request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is ['/', ..] and var target ? root + target : root + request.GetEncodedPathAndQuery();
    }

    private static Refusal Later(string message) => new(Errors.Overloaded, message) { RetryAfter = ComeAgain };

    [LoggerMessage(3501, LogLevel.Warning, "A call for the provider {Provider} was refused: {Why}")]
    private static partial void Forged(ILogger log, string provider, string why);

    [LoggerMessage(3502, LogLevel.Warning, "A call of the provider {Provider} could not be read: {Why}")]
    private static partial void Unreadable(ILogger log, string provider, string why);
}
