using SendApi.Core;
using SendApi.Core.Codes.Guarding;
using SendApi.Core.Phones;

namespace SendApi.Tests.Core.Codes.Guarding;

/// <summary>Hours of codes in a moment: people who ask and enter them after a while, attackers who only ask, and the guard between them and the carrier.</summary>
public sealed class GuardWorld(int seed, GuardPolicy? policy = null)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 9, 14, 0, 0, TimeSpan.Zero);

    public static readonly GuardPolicy Usual = new(GuardMode.Enforce, [], [], ["premium"], new Dictionary<string, int>());

    private readonly Random _random = new(seed);
    private readonly PriorityQueue<Action, DateTimeOffset> _next = new();
    private readonly Dictionary<string, Dictionary<DateTimeOffset, (long Sent, long Verified)>> _traffic = [];
    private readonly HashSet<string> _known = [];
    private DateTimeOffset _now = Start;

    public Tally Honest { get; } = new();

    public Tally Attack { get; } = new();

    /// <summary>People who ask for a code each, at even times, and enter it within two minutes; some never do.</summary>
    public void People(string prefix, int count, (TimeSpan From, TimeSpan Until) when, double enter)
    {
        for (var i = 0; i < count; i++)
            At(when.From + ((when.Until - when.From) * _random.NextDouble()), () => Person(Number(prefix), enter));
    }

    /// <summary>Codes to one number after the other, from a number on.</summary>
    public void Pump(string first, int count, (TimeSpan From, TimeSpan Until) when)
    {
        for (var i = 0; i < count; i++)
        {
            var number = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"+{long.Parse(first[1..], System.Globalization.CultureInfo.InvariantCulture) + i}");
            At(when.From + ((when.Until - when.From) * i / count), () => Ask(number, Attack));
        }
    }

    /// <summary>Codes to numbers strewn over a whole country.</summary>
    public void PumpStrewn(string prefix, int count, (TimeSpan From, TimeSpan Until) when)
    {
        for (var i = 0; i < count; i++)
            At(when.From + ((when.Until - when.From) * i / count), () => Ask(Number(prefix), Attack));
    }

    public void Run()
    {
        while (_next.TryDequeue(out var act, out _now))
            act();
    }

    public static (TimeSpan, TimeSpan) Minutes(int from, int until) => (TimeSpan.FromMinutes(from), TimeSpan.FromMinutes(until));

    private void Person(string number, double enter)
    {
        var asked = _now;
        if (!Ask(number, Honest) || _random.NextDouble() >= enter)
            return;

        _next.Enqueue(() => Enter(number, asked), _now + TimeSpan.FromSeconds(10 + (110 * _random.NextDouble())));
    }

    private bool Ask(string number, Tally tally)
    {
        var to = PhoneNumber.Trusted(number);
        var subjects = GuardSubjects.Of(to, "key_1");
        var picture = new GuardPicture(Of(subjects.Range), Of(subjects.Prefix), Of(subjects.Country), Of(subjects.Key)) { IsKnown = _known.Contains(number) };
        tally.Asked++;
        if (CodeGuard.Judge((to, LineType.Mobile, subjects), picture, (policy ?? Usual, GuardLimits.Usual), _now, _random.NextDouble) is not null)
        {
            tally.Stopped++;
            return false;
        }

        Count(subjects, _now, sent: 1, verified: 0);
        return true;
    }

    private void Enter(string number, DateTimeOffset asked)
    {
        _known.Add(number);
        Count(GuardSubjects.Of(PhoneNumber.Trusted(number), "key_1"), asked, sent: 0, verified: 1);
    }

    private GuardTraffic Of(string subject) =>
        new([.. _traffic.GetValueOrDefault(subject, []).Select(t => new TrafficSlot(t.Key, t.Value.Sent, t.Value.Verified))]);

    private void Count(GuardSubjects subjects, DateTimeOffset at, int sent, int verified)
    {
        foreach (var subject in subjects.All)
        {
            var (slots, slot) = (_traffic.TryGetValue(subject, out var known) ? known : _traffic[subject] = [], GuardTraffic.SlotOf(at));
            var was = slots.GetValueOrDefault(slot);
            slots[slot] = (was.Sent + sent, was.Verified + verified);
        }
    }

    private void At(TimeSpan after, Action act) => _next.Enqueue(act, Start + after);

    /// <summary>A number of twelve digits that begins so.</summary>
    private string Number(string prefix)
    {
        while (prefix.Length < 13)
            prefix += (char)('0' + _random.Next(10));
        return prefix;
    }

    /// <summary>What became of those who asked.</summary>
    public sealed class Tally
    {
        public int Asked { get; set; }
        public int Stopped { get; set; }
        public double Share => (double)Stopped / Asked;
    }
}
