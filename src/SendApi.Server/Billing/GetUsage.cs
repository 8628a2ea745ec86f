using System.Globalization;
using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;
using SendApi.Server.Usage;

namespace SendApi.Server.Billing;

/// <summary>GET /v1/account/usage: what the billing period has used of each quota, the credit left, and a breakdown by day or month. Read from counters, never by counting messages.</summary>
public static class GetUsage
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/account/usage", Handle)
        .Needs(Scopes.AccountRead)
        .Refuses(Errors.InvalidRequest)
        .Describes(BillingDocs.Usage);

    private static async Task<Answer> Handle(HttpRequest request, Caller caller, Db db, TimeProvider clock, CancellationToken ct)
    {
        var period = caller.Account.PeriodAt(clock.GetUtcNow());
        var query = new QueryFields(request.Query);
        var (from, until) = query.Span(period.Start, period.End);
        var monthly = query.OneOf<bool>("granularity", name => name switch { "daily" => false, "monthly" => true, _ => null }, ["daily", "monthly"]) ?? false;
        query.Refuse();

        return await db.Read(async session =>
        {
            var used = await Counters.Read(session, [.. new[] { CounterKinds.Sms, CounterKinds.SmsSegments, CounterKinds.Otp, CounterKinds.OtpVerified, CounterKinds.WhatsApp }.Select(InPeriod)]);
            var days = await Counters.Between(session, caller.AccountId, CounterKinds.Day(from), until.ToMicros() - 1);
            var thisPeriod = from <= period.Start && until >= period.End ? days : await Counters.Between(session, caller.AccountId, period.Start.ToMicros(), period.End.ToMicros() - 1);
            return Answer.Ok(new UsageView
            {
                Plan = caller.Account.Plan.Name,
                BillingPeriod = PeriodView.Of(period),
                Usage = Channels(caller.Account.Quotas, kind => used[InPeriod(kind)],
                    (InThisPeriod(thisPeriod, period, CounterKinds.SmsCostDay), InThisPeriod(thisPeriod, period, CounterKinds.WhatsAppReceived), await Sessions(session, caller))),
                SmsBalance = MoneyView.Of((await Books.Balances(session, caller.AccountId))[Book.Available]),
                DailyBreakdown = [.. Breakdown(days, monthly)],
                Warnings = (await Warnings.Of(session, caller.AccountId, period.Start.ToMicros())).ConvertAll(w => new WarningView(w.Kind, w.Percent, Times.FromMicros(w.At).UtcDateTime)),
            });
        }, ct);

        CounterKey InPeriod(string kind) => CounterKinds.InPeriod(caller.Account, kind, period.Start);
    }

    private static Task<long> Sessions(Session session, Caller caller) =>
        session.Number("SELECT COUNT(*) FROM whatsapp_sessions WHERE account_id = @AccountId AND is_test = 0", new { caller.AccountId });

    private static long InThisPeriod(IEnumerable<(string Kind, long Period, long Used)> counters, BillingPeriod period, string kind) => counters
        .Where(c => c.Kind == kind && c.Period >= period.Start.ToMicros() && c.Period < period.End.ToMicros())
        .Sum(c => c.Used);

    // Email is not there yet: its counter is zero, its quota that of the account.
    private static ChannelsView Channels(Quotas quotas, Func<string, long> used, (long Cost, long Received, long Sessions) other) => new(
        new(used(CounterKinds.WhatsApp), other.Received, quotas.WhatsAppMessages, Percentage(used(CounterKinds.WhatsApp), quotas.WhatsAppMessages)),
        new(used(CounterKinds.Sms), used(CounterKinds.SmsSegments), Shown.Amount(other.Cost), quotas.Sms, Percentage(used(CounterKinds.Sms), quotas.Sms)),
        new(0, quotas.Emails, Percentage(0, quotas.Emails)),
        new(used(CounterKinds.Otp), used(CounterKinds.OtpVerified), quotas.Otps, Percentage(used(CounterKinds.Otp), quotas.Otps)),
        new(other.Sessions, quotas.Sessions));

    private static double? Percentage(long used, long? quota) => quota switch
    {
        null => null,
        0 => 100,
        { } limit => Math.Round(100.0 * used / limit, 1),
    };

    private static IEnumerable<DayView> Breakdown(IEnumerable<(string Kind, long Period, long Used)> counters, bool monthly) => counters
        .Where(c => c.Kind is CounterKinds.SmsDay or CounterKinds.SmsSegmentsDay or CounterKinds.SmsCostDay or CounterKinds.OtpDay or CounterKinds.WhatsAppDay)
        .GroupBy(c => Times.FromMicros(c.Period).UtcDateTime.ToString(monthly ? "yyyy-MM" : "yyyy-MM-dd", CultureInfo.InvariantCulture))
        .OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => new DayView(g.Key, Sum(g, CounterKinds.WhatsAppDay), Sum(g, CounterKinds.SmsDay), 0, Sum(g, CounterKinds.OtpDay), Sum(g, CounterKinds.SmsSegmentsDay), Shown.Amount(Sum(g, CounterKinds.SmsCostDay))));

    private static long Sum(IEnumerable<(string Kind, long Period, long Used)> counters, string kind) => counters.Where(c => c.Kind == kind).Sum(c => c.Used);
}
