using System.Globalization;

namespace SendApi.Server.Http;

/// <summary>The request limit of each key, and the headers that tell a caller about it.</summary>
public sealed class RateLimits(IRequestWindows windows, TimeProvider clock)
{
    /// <summary>A person with a few open pages, each of which renews itself, reads this often at most; what he changes counts against the plan as a program's requests do.</summary>
    public const int ReadsOfPeople = 600;

    /// <summary>Counts the request and writes the headers; the answer is null when it may pass, else how long to wait.</summary>
    public async ValueTask<TimeSpan?> Refuse(Caller caller, HttpContext http)
    {
        var headers = http.Response.Headers;
        var isPersonsRead = caller.SignIn is not null && HttpMethods.IsGet(http.Request.Method);
        var limit = isPersonsRead ? Math.Max(caller.Account.Plan.RequestsPerMinute, ReadsOfPeople) : caller.Account.Plan.RequestsPerMinute;
        var admission = await windows.Take(isPersonsRead ? caller.KeyId + ".read" : caller.KeyId, limit);

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
