using System.Net;

namespace SendApi.Client.Http;

/// <summary>Whether a call is made again after a fault, and after what wait.</summary>
/// <remarks>What may have been done is repeated only where doing it twice is doing it once; what surely was not done, always.</remarks>
internal sealed class Retries(SendApiOptions options)
{
    /// <summary>From each wait of our own, chance takes up to this part, so that many callers do not come back in one wave.</summary>
    private const double Spread = 0.5;

    /// <summary>To a wait that the server asked for, chance adds up to this part: coming early would be in vain.</summary>
    private const double SpreadBehind = 0.1;

    /// <summary>The wait before the next try, or null when there is none.</summary>
    /// <param name="failures">How many tries failed; waiting for the first try of the same call (4092) is not failing.</param>
    /// <param name="elapsed">How long ago the call began.</param>
    public TimeSpan? Wait(Call call, SendApiException fault, int failures, TimeSpan elapsed)
    {
        if (call.IsInHaste && fault.Code == SendApiErrors.RateLimitExceeded)
            return null;
        if (options.MaxRetries == 0 || failures > options.MaxRetries || !call.CanSendAgain || !(IsUndone(fault) || (call.IsRepeatable && fault.IsInDoubt)))
            return null;

        var wait = fault.RetryAfter is { } asked ? Max(asked, Own(1)) * (1 + (SpreadBehind * options.Chance())) : Own(Math.Max(1, failures));
        return elapsed + wait <= options.RetryWindow ? wait : null;
    }

    /// <summary>Whether the fault only says that the first try of this call is still worked on.</summary>
    public static bool IsStillRunning(SendApiException fault) => fault.Code == SendApiErrors.IdempotencyInProgress;

    /// <summary>Whether surely nothing was done, and it will pass. The limit of codes for one person passes too, but a person waits for the answer.</summary>
    private static bool IsUndone(SendApiException fault) => fault.Code switch
    {
        SendApiErrors.Overloaded or SendApiErrors.IdempotencyInProgress => true,
        SendApiErrors.RateLimitExceeded => fault.RetryAfter is not null,
        // Something before the server: it has no numbers.
        0 => fault.StatusCode == HttpStatusCode.TooManyRequests ? fault.RetryAfter is not null : fault is { StatusCode: null, IsInDoubt: false },
        _ => false,
    };

    private TimeSpan Own(int failures)
    {
        var wait = options.FirstWait * Math.Pow(2, Math.Min(failures - 1, 30));
        return Min(wait, options.LongestWait) * (1 - (Spread * options.Chance()));
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
