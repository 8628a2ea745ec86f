using SendApi.Core;
using SendApi.Server.Events;
using SendApi.Server.Storage;
using SendApi.Server.Usage;

namespace SendApi.Server.Delivery;

/// <summary>The limits of the key that sends; null is no limit.</summary>
/// <param name="SpendPerPeriod">Millionths that its messages may cost within a billing period.</param>
/// <param name="RecipientsPerDay">Messages it may send on a day (UTC).</param>
public sealed record KeyLimits(long? SpendPerPeriod, long? RecipientsPerDay)
{
    public static readonly KeyLimits None = new(null, null);
}

/// <summary>A message that asks to be taken in, with all that the rules look at. Test messages count nowhere and cost nothing.</summary>
public sealed class Candidate
{
    private readonly bool _isSameCode;

    /// <param name="isSameCode">It brings a code that was counted with its first text: then it only costs.</param>
    public Candidate(MessageRow message, Account account, KeyLimits limits, bool isSameCode = false)
    {
        _isSameCode = isSameCode;
        Message = message;
        Account = account;
        Charge = message.IsTest == 0 && account.Plan.IsPrepaid ? message.Price : 0;
        if (message.IsTest == 1)
            return;

        var now = Times.FromMicros(message.CreatedAt);
        var period = account.PeriodAt(now);
        Counts = Counted(period.Start.ToMicros(), CounterKinds.Day(now));
        Allowances = [.. Limited(limits, period, now)];
        // The quota's own counter grows in any case, because a plan may change in the middle of a period.
        if (Allowances.Count > 0)
            Counts = [.. Counts, .. Allowances.Where(a => !CounterKinds.IsQuota(a.Counter.Kind)).Select(a => new CounterStep(a.Counter, a.Amount))];
    }

    public MessageRow Message { get; }

    public Account Account { get; }

    /// <summary>Where it waits until a link takes it: what <see cref="Routing.Choose"/> answered.</summary>
    public required RouteChoice Route { get; init; }

    /// <summary>When its sender may send it; null where nothing holds it up. What <see cref="SenderPaces.Reserve"/> answered.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When it is due, in microseconds.</summary>
    public long DueAt => NotBefore?.ToMicros() ?? Message.SendAt ?? Message.CreatedAt;

    /// <summary>The channel that it goes by, as suppression lists name it.</summary>
    public string Channel => Message.IsWhatsApp ? Channels.WhatsApp : Channels.Sms;

    /// <summary>Whether it answers what the recipient wrote just now: then it may go out although that was STOP.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>What is written with it, in the same transaction; null for nothing. It is asked only when the message is taken in.</summary>
    public Action<Session>? Beside { get; init; }

    /// <summary>Credit that must be there: the price, for live messages of prepaid accounts.</summary>
    public long Charge { get; }

    /// <summary>The limits that the message must stay within, in the order in which they refuse.</summary>
    public IReadOnlyList<Allowance> Allowances { get; } = [];

    /// <summary>Everything that is counted once the message is in.</summary>
    public IReadOnlyList<CounterStep> Counts { get; } = [];

    private CounterStep[] Counted(long period, long day)
    {
        CounterStep Step(string kind, long since, long amount) => new(new(Account.Id, kind, since), amount);
        if (_isSameCode)
            return [Step(CounterKinds.SmsCostDay, day, Charge)];
        if (Message.VerificationId is not null)
            return [Step(CounterKinds.Otp, period, 1), Step(CounterKinds.OtpDay, day, 1), Step(CounterKinds.SmsCostDay, day, Charge)];
        if (Message.IsWhatsApp)
            return [Step(CounterKinds.WhatsApp, period, 1), Step(CounterKinds.WhatsAppDay, day, 1)];
        return
        [
            Step(CounterKinds.Sms, period, 1), Step(CounterKinds.SmsSegments, period, Message.Segments),
            Step(CounterKinds.SmsDay, day, 1), Step(CounterKinds.SmsSegmentsDay, day, Message.Segments), Step(CounterKinds.SmsCostDay, day, Charge),
        ];
    }

    private IEnumerable<Allowance> Limited(KeyLimits limits, BillingPeriod period, DateTimeOffset now)
    {
        var (most, name) = Message switch
        {
            { VerificationId: not null } => (Account.Plan.Quotas.Otps, "OTP quota"),
            { IsWhatsApp: true } => (Account.Plan.Quotas.WhatsAppMessages, "WhatsApp quota"),
            _ => (Account.Plan.Quotas.Sms, "SMS quota"),
        };
        if (most is { } quota && !_isSameCode)
            yield return new(Counts[0].Counter, 1, quota, $"The {name} of {Shown.Count(quota)} a month", period.End);
        if (limits.SpendPerPeriod is { } spend)
            yield return new(new(Account.Id, CounterKinds.KeySpend(Message.KeyId), period.Start.ToMicros()), Charge, spend,
                $"The spend limit of this key, {Shown.Amount(spend)} USD a month,", period.End);
        if (limits.RecipientsPerDay is { } recipients && !_isSameCode)
            yield return new(new(Account.Id, CounterKinds.KeyRecipientsDay(Message.KeyId), CounterKinds.Day(now)), 1, recipients,
                $"The limit of this key, {Shown.Count(recipients)} recipients a day,", Times.FromMicros(CounterKinds.Day(now)).AddDays(1));
    }
}
