using SendApi.Core;

namespace SendApi.Server.Inboxes;

/// <summary>A message that reached a simulated phone.</summary>
/// <param name="Provider">The name of the simulated provider, and its own id of the message: what tells whose it is.</param>
/// <param name="From">What the phone shows as the sender, where the simulated network says it.</param>
/// <param name="Kind">What it is, as WhatsApp messages are called; texts are <c>text</c>.</param>
public sealed record Arrival((string Name, string Id) Provider, string Channel, string Phone, string? From, string Kind, string Text);

/// <summary>An arrival with the id that it is shown by.</summary>
internal sealed record KeptArrival(string Id, DateTimeOffset At, Arrival Arrival);

/// <summary>What the simulated phones of this process show: the newest thousand messages, and nothing of it on disk.</summary>
public sealed class PhoneMemory(TimeProvider clock)
{
    public const int Most = 1_000;

    /// <summary>As a text may have; of a longer WhatsApp message the beginning is kept.</summary>
    private const int LongestText = 1_600;

    private readonly Lock _gate = new();
    private readonly Queue<KeptArrival> _kept = [];

    /// <summary>Keeps what arrived; it does not block.</summary>
    public void Keep(Arrival arrival)
    {
        var now = clock.GetUtcNow();
        var kept = new KeptArrival(Ids.New(Ids.Simulated, now), now, arrival with
        {
            Phone = arrival.Phone.StartsWith('+') ? arrival.Phone : "+" + arrival.Phone,
            Text = arrival.Text.Length > LongestText ? arrival.Text[..LongestText] : arrival.Text,
        });
        lock (_gate)
        {
            if (_kept.Count == Most)
                _kept.Dequeue();
            _kept.Enqueue(kept);
        }
    }

    /// <summary>Everything that is kept, whoever's it is, newest first.</summary>
    internal List<KeptArrival> All()
    {
        lock (_gate)
            return [.. _kept.OrderByDescending(k => k.Id, StringComparer.Ordinal)];
    }
}
