namespace SendApi.Client;

/// <summary>Where the server is, who calls it, and how patiently. Read once, when the client is made.</summary>
public sealed class SendApiOptions
{
    /// <summary>The address of the server, such as <c>https://sms.example.com</c>. Required.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>A key of your account: <c>sk_live_…</c>, or <c>sk_test_…</c> for trying out. It goes into the Authorization header and nowhere else. Without one only <see cref="SignInsClient.CreateAsync"/> and <see cref="SignInsClient.SignUpAsync"/> succeed.</summary>
    public string? ApiKey { get; set; }

    /// <summary>How often a call is repeated at most after a fault that passes: 3. With 0 nothing is repeated.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>No repetition begins later than this after the call began: 2 minutes. A server that asks for a longer wait is not waited for: its refusal is thrown at once.</summary>
    public TimeSpan RetryWindow { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one try may take: 40 seconds, because a bulk send may take 25. Imports, exports and streams have no such limit.</summary>
    public TimeSpan TryTimeout { get; set; } = TimeSpan.FromSeconds(40);

    /// <summary>The wait before the first repetition: half a second. Each further one is twice as long, up to <see cref="LongestWait"/>; from each, chance takes up to a half.</summary>
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait between two tries where the server asked for none: 8 seconds.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>The clock that waits and time limits go by. Tests may turn one of their own.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Numbers from 0 up to 1, for spreading waits. Tests may give a fixed one.</summary>
#pragma warning disable RS0030 // The library is its own composition root; whoever wants another source gives it.
    public Func<double> Chance { get; set; } = Random.Shared.NextDouble;
#pragma warning restore RS0030

    /// <summary>The address with a slash at its end, so that paths can be appended. Throws for one that cannot be.</summary>
    internal Uri Root()
    {
        if (BaseAddress is not { IsAbsoluteUri: true } address || address.Scheme is not ("http" or "https"))
            throw new ArgumentException("BaseAddress must be the http or https address of your server, such as https://sms.example.com.");
        if (address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
            throw new ArgumentException("BaseAddress must be an address alone, without a query, a fragment or a user.");

        var path = address.AbsolutePath.TrimEnd('/');
        if (path.EndsWith("/v1", StringComparison.Ordinal))
            path = path[..^"/v1".Length];
        return new Uri($"{address.GetLeftPart(UriPartial.Authority)}{path}/");
    }

    /// <summary>The key, or null; throws, without showing it, for one that no header can carry.</summary>
    internal string? Key() => ApiKey is null ? null : ApiKey is { Length: > 0 } key && !key.AsSpan().ContainsAnyExceptInRange('!', '~')
        ? key
        : throw new ArgumentException("ApiKey must be a key of your account, as it was shown when it was made: sk_live_… or sk_test_…, without spaces.");

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MaxRetries);
        ArgumentOutOfRangeException.ThrowIfLessThan(RetryWindow, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TryTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(FirstWait, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(LongestWait, FirstWait);
    }
}
