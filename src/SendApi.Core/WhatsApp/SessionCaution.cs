using System.Globalization;
using SendApi.Core.Sending;

namespace SendApi.Core.WhatsApp;

/// <summary>Until when a linked number pauses by itself, why, and how many pauses in a row that makes.</summary>
public readonly record struct SessionRest(DateTimeOffset? Until, string? Why, int Count);

/// <summary>Lets a linked number pause when what it meets looks as if WhatsApp were about to ban it. Pure: the same facts at the same times give the same pauses.</summary>
/// <remarks>The thresholds, and why they are these: docs/decisions/0018-pauses.md.</remarks>
public sealed class SessionCaution(SessionRest rest)
{
    /// <summary>So many refusals of the gateway in a row are a sign.</summary>
    public const int RefusedInARow = 5;

    /// <summary>So many losses of the connection within an hour are a sign, each within <see cref="SoonAfter"/> a send.</summary>
    public const int LossesInAnHour = 3;

    /// <summary>So many messages are judged by their receipts, and so many of them without one are a sign.</summary>
    public const int Judged = 20, Unheard = 15;

    /// <summary>Only where so many of the messages before those had one: who never gets receipts has no way of hearing them.</summary>
    public const int Compared = 40, HeardOfCompared = 20;

    /// <summary>A receipt is waited for so long before its absence counts.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static readonly TimeSpan SoonAfter = TimeSpan.FromMinutes(1);

    /// <summary>The pauses, one after the other; the last is the longest.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(24)];

    /// <summary>After so long without a sign a pause is the first one again.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(24);

    /// <summary>What a connector refuses by itself: the gateway was not asked.</summary>
    private const string OurOwn = "content";

    private readonly Queue<DateTimeOffset> _losses = new(LossesInAnHour);
    private DateTimeOffset? _lastSend;
    private int _refused;

    public SessionRest Rest { get; private set; } = rest;

    public bool Rests(DateTimeOffset now) => Rest.Until > now;

    /// <summary>A send has ended.</summary>
    public void Sent(SendOutcome outcome, DateTimeOffset now)
    {
        _lastSend = now;
        if (outcome is SendOutcome.Accepted)
            _refused = 0;
        else if (outcome is SendOutcome.Rejected { ProviderCode: not OurOwn } && ++_refused >= RefusedInARow)
            Begin(string.Create(CultureInfo.InvariantCulture, $"{_refused} messages in a row were refused, as for numbers without WhatsApp or people who blocked it"), now);
    }

    /// <summary>The connection is proven to be lost.</summary>
    public void Lost(DateTimeOffset now)
    {
        if (!(now - _lastSend <= SoonAfter))
            return;

        while (_losses.TryPeek(out var first) && now - first > TimeSpan.FromHours(1))
            _losses.Dequeue();
        _losses.Enqueue(now);
        if (_losses.Count >= LossesInAnHour)
            Begin(string.Create(CultureInfo.InvariantCulture, $"its connection was lost {_losses.Count} times within an hour, each time just after a message had left"), now);
    }

    /// <summary>Judges by the receipts of what left since the last pause.</summary>
    /// <param name="heard">Whether each message reached its phone, the newest first; without those that are younger than <see cref="Patience"/>.</param>
    public void Judge(IReadOnlyList<bool> heard, DateTimeOffset now)
    {
        if (heard.Count < Judged + Compared || heard.Skip(Judged).Take(Compared).Count(h => h) < HeardOfCompared)
            return;
        if (heard.Take(Judged).Count(h => !h) is >= Unheard and var silent)
            Begin(string.Create(CultureInfo.InvariantCulture, $"of its last {Judged} messages {silent} have reached no phone"), now);
    }

    private void Begin(string why, DateTimeOffset now)
    {
        if (Rests(now))
            return;

        var count = now - Rest.Until < Forgotten ? Rest.Count + 1 : 1;
        Rest = new(now + Pauses[Math.Min(count, Pauses.Length) - 1], why, count);
        _refused = 0;
        _losses.Clear();
    }
}
