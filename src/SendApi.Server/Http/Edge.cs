using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Http;

/// <summary>The outermost layer of every request: gives it its id, and turns whatever goes wrong further in into one numbered answer.</summary>
public sealed partial class Edge(RequestDelegate next, Draining draining, TimeProvider clock, ILogger<Edge> log)
{
    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(2), ShutdownPause = TimeSpan.FromSeconds(5);

    public async Task Invoke(HttpContext http)
    {
        http.TraceIdentifier = Ids.New(Ids.Request, clock.GetUtcNow());
        http.Response.Headers["X-Request-Id"] = http.TraceIdentifier;
        draining.Enter();
        try
        {
            // Told so, a client does not write its next request into a connection that is about to close.
            if (draining.IsDraining)
                http.Response.Headers.Connection = "close";
            if (draining.IsDraining && !http.Request.Path.StartsWithSegments("/healthz"))
                throw new Refusal(Errors.Overloaded, "The server is shutting down and accepted nothing. Retry after 5 seconds.") { RetryAfter = ShutdownPause };

            await next(http);
            if (Unanswered(http) is { } refusal)
                await Answer(http, refusal);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            Abandoned(log, http.TraceIdentifier);
        }
        catch (Exception fault) when (!http.Response.HasStarted)
        {
            await Answer(http, Classify(fault, http));
        }
        finally
        {
            draining.Leave();
        }
    }

    /// <summary>Writes a refusal and its log line; gates call it directly, so that a refusal on the hot path is not thrown.</summary>
    public static Task Refuse(HttpContext http, Refusal refusal, DateTimeOffset now, ILogger log)
    {
        Refused(log, http.TraceIdentifier, refusal.Code.Number, http.Features.Get<Caller>()?.KeyId);
        return ErrorAnswer.Write(http, refusal, now);
    }

    private Task Answer(HttpContext http, Refusal refusal) => Refuse(http, refusal, clock.GetUtcNow(), log);

    /// <summary>What the framework answers with a bare status becomes a numbered answer too.</summary>
    private static Refusal? Unanswered(HttpContext http)
    {
        if (http.Response.HasStarted || http.Response.ContentType is not null)
            return null;

        return http.Response.StatusCode switch
        {
            404 => new Refusal(Errors.NotFound, $"There is nothing at {Shown(http.Request.Path)}. See /docs for the paths there are."),
            405 => new Refusal(Errors.MethodNotAllowed, $"{http.Request.Method} is not allowed here. Use {http.Response.Headers.Allow}."),
            415 => new Refusal(Errors.UnsupportedMediaType, "The body must be JSON: send the header Content-Type: application/json."),
            _ => null,
        };
    }

    private Refusal Classify(Exception fault, HttpContext http)
    {
        switch (fault)
        {
            case Refusal refusal:
                return refusal;
            case BadHttpRequestException { StatusCode: 413 }:
                return new Refusal(Errors.PayloadTooLarge, $"The body is larger than {Body.LimitBytes:N0} bytes. Send less in one request.");
            case BadHttpRequestException bad:
                return Refusal.Unreadable($"The request could not be read: {bad.Message.TrimEnd('.')}.");
            case StoreUnavailable unavailable:
                StoreIsDown(log, unavailable, http.TraceIdentifier);
                return new Refusal(Errors.Overloaded, "The server cannot write to its store just now and accepted nothing. Retry after 2 seconds.") { RetryAfter = ShortPause };
            default:
                Broke(log, fault, http.TraceIdentifier);
                return new Refusal(Errors.Internal, "An unexpected fault happened. Retry with the same Idempotency-Key; if it lasts, report the request id.");
        }
    }

    private static string Shown(PathString path) => path.Value is { Length: > 100 } longPath ? longPath[..100] + "…" : path.Value ?? "/";

    [LoggerMessage(1001, LogLevel.Information, "{RequestId} refused with {Code}, key {KeyId}")]
    private static partial void Refused(ILogger log, string requestId, int code, string? keyId);

    [LoggerMessage(1002, LogLevel.Error, "{RequestId} failed")]
    private static partial void Broke(ILogger log, Exception fault, string requestId);

    [LoggerMessage(1003, LogLevel.Warning, "{RequestId} found the store unavailable")]
    private static partial void StoreIsDown(ILogger log, Exception fault, string requestId);

    [LoggerMessage(1004, LogLevel.Debug, "{RequestId} was abandoned by its caller")]
    private static partial void Abandoned(ILogger log, string requestId);
}
