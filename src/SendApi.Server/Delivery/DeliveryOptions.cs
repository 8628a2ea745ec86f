using System.ComponentModel.DataAnnotations;
using SendApi.Core.Sending;

namespace SendApi.Server.Delivery;

/// <summary>The settings of sending, section "Delivery".</summary>
public sealed class DeliveryOptions
{
    /// <summary>How long a worker may hold a message at least. Always longer than the connector's own limit for one send.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:30:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a worker looks for due messages when nothing woke it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The waits between tries in place of ours, the last one repeated until the message's validity is over.</summary>
    public IReadOnlyList<TimeSpan> RetryWaits { get; init; } = [];

    public IReadOnlyList<TimeSpan> Waits => RetryWaits.Count > 0 ? RetryWaits : Schedule;

    /// <summary>Whether what was said to providers and by them is kept with the attempts and receipts, for timelines; <see cref="RetentionOptions.Exchanges"/> says for how long.</summary>
    public bool KeepExchanges { get; init; } = true;

    /// <summary>The most messages that may be claimed and not yet written down: what a crash can leave uncertain.</summary>
    [Range(1, 100_000)]
    public int MostUnderWay { get; init; } = 1_000;

    /// <summary>How long a stop waits for the answers to messages that are under way.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan StopWait { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The lease for a link: longer than its longest send, else a slow answer would count as a crash.</summary>
    public TimeSpan LeaseFor(ILink sender) => Lease > sender.SendLimit + Margin ? Lease : sender.SendLimit + Margin;

    // Not the default of the setting: the values of a list in the settings would be added to it.
    private static readonly TimeSpan[] Schedule = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5)];

    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(3);
}
