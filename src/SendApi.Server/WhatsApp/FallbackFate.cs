using System.Globalization;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;

namespace SendApi.Server.WhatsApp;

/// <summary>What a message came to, as far as it decides whether it falls back. Pure.</summary>
internal abstract record FallbackFate
{
    private const long Second = 1_000_000;

    private FallbackFate() { }

    /// <summary>It arrived, was taken back, or is gone.</summary>
    public sealed record Settled : FallbackFate;

    /// <summary>It may still arrive in its time; in microseconds.</summary>
    public sealed record Waiting(long Until) : FallbackFate;

    /// <summary>It did not arrive, or not in its time.</summary>
    public sealed record Lost(string Reason) : FallbackFate;

    public static FallbackFate Of(FallbackRow row, MessageRow? message, long now)
    {
        if (message is null)
            return new Settled();

        var until = (message.SendAt ?? message.CreatedAt) + (row.AfterSeconds * Second);
        var seconds = row.AfterSeconds.ToString(CultureInfo.InvariantCulture);
        return (MessageStatus)message.Status switch
        {
            MessageStatus.Delivered or MessageStatus.Read or MessageStatus.Canceled => new Settled(),
            MessageStatus.Failed or MessageStatus.Undelivered => new Lost("WhatsApp did not deliver it."),
            _ when until > now => new Waiting(until),
            // A worker holds it: what comes of that is known in a moment.
            _ when message.LeaseToken is not null => new Waiting(now + Second),
            MessageStatus.Sent => new Lost($"No receipt came within {seconds} seconds."),
            MessageStatus.Uncertain => new Lost($"Nobody knows whether it left, and no receipt came within {seconds} seconds."),
            _ => new Lost($"It had not left after {seconds} seconds."),
        };
    }
}
