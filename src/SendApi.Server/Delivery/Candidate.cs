using SendApi.Core;
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
public sealed record Candidate(MessageRow Message, Account Account, KeyLimits Limits)
{
    /// <summary>Credit that must be there: the price, for live messages of prepaid accounts.</summary>
    public long Charge => Message.IsTest == 0 && Account.Plan.IsPrepaid ? Message.Price : 0;

    private DateTimeOffset At => Times.FromMicros(Message.CreatedAt);

    /// <summary>The limits that the message must stay within, in the order in which they refuse.</summary>
    public IReadOnlyList<Allowance> Allowances()
    {
        if (Message.IsTest == 1)
            return [];

        var resets = Account.PeriodAt(At).End;
        var allowances = new List<Allowance>(3);
        if (Account.Plan.Quotas.Sms is { } quota)
            allowances.Add(new(CounterKinds.InPeriod(Account, CounterKinds.Sms, At), 1, quota, $"The SMS quota of {Shown.Count(quota)} a month", resets));
        if (Limits.SpendPerPeriod is { } spend)
            allowances.Add(new(CounterKinds.InPeriod(Account, CounterKinds.KeySpend(Message.KeyId), At), Message.Price, spend,
                $"The spend limit of this key, {Shown.Amount(spend)} USD a month,", resets));
        if (Limits.RecipientsPerDay is { } recipients)
            allowances.Add(new(CounterKinds.OnDay(Account, CounterKinds.KeyRecipientsDay(Message.KeyId), At), 1, recipients,
                $"The limit of this key, {Shown.Count(recipients)} recipients a day,", Times.FromMicros(CounterKinds.Day(At)).AddDays(1)));
        return allowances;
    }

    /// <summary>Everything that is counted once the message is in: quotas also without a limit, because a plan may change in the middle of a period.</summary>
    public IEnumerable<CounterStep> Counts()
    {
        if (Message.IsTest == 1)
            return [];

        IEnumerable<CounterStep> counts =
        [
            new(CounterKinds.InPeriod(Account, CounterKinds.Sms, At), 1),
            new(CounterKinds.InPeriod(Account, CounterKinds.SmsSegments, At), Message.Segments),
            new(CounterKinds.OnDay(Account, CounterKinds.SmsDay, At), 1),
            new(CounterKinds.OnDay(Account, CounterKinds.SmsSegmentsDay, At), Message.Segments),
            new(CounterKinds.OnDay(Account, CounterKinds.SmsCostDay, At), Charge),
        ];
        return counts.Concat(Allowances().Where(a => a.Counter.Kind != CounterKinds.Sms).Select(a => new CounterStep(a.Counter, a.Amount)));
    }
}
