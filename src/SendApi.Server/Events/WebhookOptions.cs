using System.ComponentModel.DataAnnotations;

namespace SendApi.Server.Events;

/// <summary>The settings of webhook deliveries, section "Webhooks".</summary>
public sealed class WebhookOptions
{
    // Not the default of the setting: the values of a list in the settings would be added to it.
    private static readonly TimeSpan[] Schedule =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>The waits between attempts in place of ours; after the last one a delivery has failed.</summary>
    [MaxLength(50)]
    public IReadOnlyList<TimeSpan> RetryWaits { get; init; } = [];

    public IReadOnlyList<TimeSpan> Waits => RetryWaits.Count > 0 ? RetryWaits : Schedule;

    /// <summary>How long an endpoint may take to answer, connecting included.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most deliveries under way to one endpoint.</summary>
    [Range(1, 1_000)]
    public int MostToOne { get; init; } = 64;

    /// <summary>The most deliveries under way on a node. Endpoints that did not answer well yet get at most half of it.</summary>
    [Range(2, 10_000)]
    public int MostUnderWay { get; init; } = 512;

    /// <summary>After so many failures in a row an endpoint is paused, and then asked with one delivery at a time.</summary>
    [Range(1, 1_000)]
    public int FailuresBeforePause { get; init; } = 5;

    /// <summary>The first pause; each further one is twice as long.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ShortestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>No pause is longer, but for one that the endpoint itself asked for with Retry-After, an hour at most.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "24:00:00")]
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A webhook that failed for so long without one success is switched off.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")]
    public TimeSpan SwitchOffAfter { get; init; } = TimeSpan.FromDays(5);

    /// <summary>The most deliveries that may wait for one endpoint; looked at every few seconds. Beyond it deliveries are written down as canceled.</summary>
    [Range(100, 100_000_000)]
    public int MostWaiting { get; init; } = 100_000;

    /// <summary>How long events and finished deliveries are kept.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How often a worker looks for due deliveries when nothing woke it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a worker may hold a delivery: longer than the longest attempt.</summary>
    public TimeSpan Lease => AnswerWithin + Margin;
}
