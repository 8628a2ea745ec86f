using System.Collections.Concurrent;
using System.Globalization;

namespace SendApi.Server.Http;

/// <summary>The request limit of each key on this node, and the headers that tell a caller about it.</summary>
public sealed class RateLimits(TimeProvider clock)
{
    /// <summary>Above this many keys seen, all windows are forgotten: a minute's leniency instead of growing memory.</summary>
    private const int MostKeys = 100_000;

    private readonly ConcurrentDictionary<string, SlidingWindow> _windows = [];

    /// <summary>Counts the request and writes the headers; the answer is null when it may pass, else how long to wait.</summary>
    public TimeSpan? Refuse(Caller caller, IHeaderDictionary headers)
    {
        if (_windows.Count > MostKeys)
            _windows.Clear();

        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var limit = caller.Account.Plan.RequestsPerMinute;
        var admission = _windows.GetOrAdd(caller.KeyId, _ => new SlidingWindow()).Take(now, limit);

        var limitText = limit.ToString(CultureInfo.InvariantCulture);
        var remaining = admission.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Limit"] = limitText;
        headers["X-RateLimit-Remaining"] = remaining;
        headers["X-RateLimit-Reset"] = (now + admission.Wait).ToString(CultureInfo.InvariantCulture);
        // IETF draft-ietf-httpapi-ratelimit-headers: a policy by name, and what is left of it.
        headers["RateLimit-Policy"] = string.Concat("\"key\";q=", limitText, ";w=60");
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"key\";r={remaining};t={admission.Wait}");
        return admission.IsAdmitted ? null : TimeSpan.FromSeconds(admission.Wait);
    }
}
