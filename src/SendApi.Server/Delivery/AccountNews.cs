using Microsoft.Extensions.Options;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>Tells an account when what was just accepted used up much of a quota, or brought its credit below the mark.</summary>
public sealed class AccountNews(Publisher publisher, TimeProvider clock, IOptions<CreditOptions> credit)
{
    /// <summary>Publishes in the transaction of the accepted messages; each crossing once.</summary>
    public Task Tell(Session session, Admission admission)
    {
        var (now, mark) = (clock.GetUtcNow(), credit.Value.LowBelowMillionths);
        return publisher.Publish(session,
        [
            .. admission.Passed.Select(p => Of(p.Warning.AccountId, EventNames.QuotaWarning, now, ApiJson.Text(new QuotaWarningData
            {
                Kind = p.Warning.Kind,
                Percentage = p.Warning.Percent,
                Used = p.Used,
                Quota = p.Quota,
                ResetsAt = p.ResetsAt.UtcDateTime,
                WarnedAt = now.UtcDateTime,
            }))),
            .. admission.Paid.Where(p => p.Before >= mark && p.After < mark).Select(p => Of(p.AccountId, EventNames.BalanceLow, now, ApiJson.Text(new BalanceLowData
            {
                Balance = MoneyView.Of(p.After),
                Threshold = MoneyView.Of(mark),
                LowAt = now.UtcDateTime,
            }))),
        ]);
    }

    // What concerns the account itself is told to live webhooks, each kind in its order.
    private static Happening Of(string account, string type, DateTimeOffset now, string data) => new(account, 0, type, $"{account} {type}", now, data);
}
