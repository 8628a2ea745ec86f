using System.Globalization;

namespace SendApi.Server.Http;

/// <summary>The request limit of each key, and the headers that tell a caller about it.</summary>
public sealed class RateLimits(IRequestWindows windows, TimeProvider clock)
{
    /// <summary>Counts the request and writes the headers; the answer is null when it may pass, else how long to wait.</summary>
    public async ValueTask<TimeSpan?> Refuse(Caller caller, IHeaderDictionary headers)
    {
        var limit = caller.Account.Plan.RequestsPerMinute;
        var admission = await windows.Take(caller.KeyId, limit);

        var limitText = limit.ToString(CultureInfo.InvariantCulture);
        var remaining = admission.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Limit"] = limitText;
        headers["X-RateLimit-Remaining"] = remaining;
        headers["X-RateLimit-Reset"] = (clock.GetUtcNow().ToUnixTimeSeconds() + admission.Wait).ToString(CultureInfo.InvariantCulture);
        // IETF draft-ietf-httpapi-ratelimit-headers: a policy by name, and what is left of it.
        headers["RateLimit-Policy"] = string.Concat("\"key\";q=", limitText, ";w=60");
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"key\";r={remaining};t={admission.Wait}");
        return admission.IsAdmitted ? null : TimeSpan.FromSeconds(admission.Wait);
    }
}
