using SendApi.Core.Sending;
using StackExchange.Redis;

namespace SendApi.Server.Http;

/// <summary>The settings of request limits, section "RateLimits".</summary>
public sealed class RateLimitOptions
{
    /// <summary>Redis or Valkey, as <c>host:port</c> with what else the client takes (<c>,password=…,ssl=true</c>). Without it each node takes its share of a limit.</summary>
    public string? Redis { get; init; }

    /// <summary>How long one answer of Redis may take before the request is counted without it.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromMilliseconds(250);

    /// <summary>The client's settings, or null without Redis; throws <see cref="InvalidSetting"/> for what cannot be read.</summary>
    internal ConfigurationOptions? Client()
    {
        if (string.IsNullOrWhiteSpace(Redis))
            return null;

        try
        {
            var client = ConfigurationOptions.Parse(Redis);
            client.ClientName = "sendapi";
            client.AbortOnConnectFail = false;
            client.BacklogPolicy = BacklogPolicy.FailFast;
            client.ConnectTimeout = 1_000;
            client.AsyncTimeout = (int)LongestAnswer.TotalMilliseconds;
            return client;
        }
        catch (ArgumentException)
        {
            // The text itself is not repeated: it may hold a password.
            throw new InvalidSetting("RateLimits:Redis", "The setting RateLimits:Redis must be host:port, with further options after commas, such as redis:6379,password=….");
        }
    }
}
