using System.Globalization;
using System.Net;
using System.Text.Json;

namespace SendApi.Client.Http;

/// <summary>Makes the exception of what went wrong: from the error envelope, or from what broke on the way.</summary>
internal static class Faults
{
    private const int LongestError = 1 << 20, FirstServerFault = 500;

    /// <summary>The refusal in an answer. Whatever stands before the server may answer something else; then the status is all there is.</summary>
    public static async Task<SendApiException> ReadAsync(HttpResponseMessage response, TimeProvider clock, CancellationToken ct)
    {
        await response.Content.LoadIntoBufferAsync(LongestError, ct).ConfigureAwait(false);
        var error = Error(await response.Content.ReadAsByteArrayAsync(ct).ConfigureAwait(false));
        var retryAfter = error?.RetryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : RetryAfter(response, clock);
        var header = response.Headers.TryGetValues("X-Request-Id", out var ids) ? ids.FirstOrDefault() : null;
        var isInDoubt = (int)response.StatusCode >= FirstServerFault && error?.Code != SendApiErrors.Overloaded;
        return error is null
            ? new(string.Create(CultureInfo.InvariantCulture, $"The answer has the status {(int)response.StatusCode} and no error of SendAPI in it. Is the base address that of the server?"))
            {
                StatusCode = response.StatusCode,
                RetryAfter = retryAfter,
                RequestId = header,
                IsInDoubt = isInDoubt,
            }
            : new(error.Message ?? "The server refused the request.")
            {
                Code = error.Code,
                Type = error.Type ?? "",
                StatusCode = response.StatusCode,
                Details = [.. error.Details ?? []],
                RetryAfter = retryAfter,
                RequestId = error.RequestId ?? header,
                DocUrl = error.DocUrl,
                RequiredScope = error.RequiredScope,
                Used = error.Used,
                Limit = error.Limit,
                ResetsAt = error.ResetsAt,
                UpgradeUrl = error.UpgradeUrl,
                Balance = error.Balance,
                Required = error.Required,
                TopUpUrl = error.TopUpUrl,
                IsInDoubt = isInDoubt,
            };
    }

    /// <summary>No answer came, or not all of it.</summary>
    public static SendApiException Broken(Exception fault)
    {
        // Who was never reached has done nothing.
        var neverLeft = fault is HttpRequestException http && http.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
        return new(neverLeft ? "The server could not be reached." : "The connection broke before the whole answer came.", fault) { IsInDoubt = !neverLeft };
    }

    /// <param name="limit">How long was waited; null where somebody else's limit ended it, such as that of the connections.</param>
    public static SendApiException TooLate(Exception fault, TimeSpan? limit)
    {
        var within = limit is null ? "in time" : string.Create(CultureInfo.InvariantCulture, $"within {limit.Value.TotalSeconds:0.###} seconds");
        return new($"No answer came {within}.", fault) { IsInDoubt = true };
    }

    /// <summary>An answer that says that it succeeded and is not what this client knows.</summary>
    public static SendApiException Unreadable(HttpStatusCode status, JsonException fault) =>
        new("The server answered, but not in the form that this version of the client reads.", fault) { StatusCode = status };

    private static ErrorFacts? Error(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, SendApiJson.Default.ErrorEnvelope)?.Error;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider clock)
    {
        var asked = response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - clock.GetUtcNow();
        return asked is { } wait && wait < TimeSpan.Zero ? TimeSpan.Zero : asked;
    }
}

/// <summary>The envelope of a refusal on the wire.</summary>
internal sealed record ErrorEnvelope(ErrorFacts? Error);

/// <summary>A refusal on the wire.</summary>
internal sealed record ErrorFacts
{
    public string? Type { get; init; }
    public string? Message { get; init; }
    public int Code { get; init; }
    public string? RequestId { get; init; }
    public IReadOnlyList<SendApiErrorDetail>? Details { get; init; }
    public double? RetryAfter { get; init; }
    public string? RequiredScope { get; init; }
    public long? Used { get; init; }
    public long? Limit { get; init; }
    public DateTimeOffset? ResetsAt { get; init; }
    public string? UpgradeUrl { get; init; }
    public Money? Balance { get; init; }
    public Money? Required { get; init; }
    public string? TopUpUrl { get; init; }
    public string? DocUrl { get; init; }
}
