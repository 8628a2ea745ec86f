using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Storage;

namespace SendApi.Server.Statistics;

/// <summary>Reads what became of messages, for everybody who asks the same within a few seconds once.</summary>
public sealed class StatisticsDesk(Db db, TimeProvider clock, StatisticsBounds bounds)
{
    private const string Sms = "sms", WhatsApp = "whatsapp", Verify = "verify";

    private const int MostErrors = 20;

    private static readonly string[] Channels = [Sms, WhatsApp, Verify];

    private readonly KeptAnswers<StatisticsQuery, StatisticsView> _kept = new(clock);

    internal Task<StatisticsView> Read(StatisticsQuery query) => _kept.Get(query, async () =>
    {
        var span = StatisticsSpan.Of(query, clock.GetUtcNow());
        return View(span, await db.Read(session => StatisticsRows.Count(session, query, span, bounds.Messages), CancellationToken.None));
    });

    private static StatisticsView View(StatisticsSpan span, CountedMessages counted)
    {
        var cells = counted.Rows.GroupBy(r => (At: span.Within(r.Row.Step * span.Step), Channel: ChannelOf(r.Prefix, r.Row))).ToDictionary(g => g.Key, g => Standing.Of(g.Select(r => r.Row)));
        return new()
        {
            From = span.From.UtcDateTime,
            To = span.Until.UtcDateTime,
            Granularity = span.IsDaily ? "daily" : "hourly",
            CountedFrom = counted.From.UtcDateTime,
            IsPartial = counted.IsPartial,
            Points = [.. from at in span.Steps from channel in Channels select cells.GetValueOrDefault((at, channel)).Point(at, channel)],
            Totals = [.. Channels.Select(channel => Standing.Of(counted.Rows.Where(r => ChannelOf(r.Prefix, r.Row) == channel).Select(r => r.Row)).Total(channel))],
            Errors = [.. Errors(counted)],
        };
    }

    private static string ChannelOf(string prefix, CountedRow row) => row.IsCode ? Verify : prefix == Ids.WhatsApp ? WhatsApp : Sms;

    /// <summary>Without the host of their pages: answers are kept for whoever asks.</summary>
    private static IEnumerable<ErrorCountView> Errors(CountedMessages counted) => counted.Rows.Where(r => r.Row.ErrorCode is not null)
        .GroupBy(r => r.Row.ErrorCode ?? 0)
        .Select(g => new ErrorCountView(g.Key, g.Sum(r => r.Row.Messages), Times.FromMicros(g.Max(r => r.Row.LastAt)).UtcDateTime, $"/docs/errors/{g.Key}"))
        .OrderByDescending(e => e.Count).ThenByDescending(e => e.LastAt)
        .Take(MostErrors);

    /// <summary>How many stand where.</summary>
    private readonly record struct Standing(long Waiting, long Sent, long Uncertain, long Delivered, long Failed, long Canceled)
    {
        public static Standing Of(IEnumerable<CountedRow> rows)
        {
            var all = rows.ToLookup(r => (MessageStatus)r.Status, r => r.Messages);
            return new(
                Sum(MessageStatus.Scheduled, MessageStatus.Queued, MessageStatus.Sending), Sum(MessageStatus.Sent), Sum(MessageStatus.Uncertain),
                Sum(MessageStatus.Delivered, MessageStatus.Read), Sum(MessageStatus.Undelivered, MessageStatus.Failed), Sum(MessageStatus.Canceled));

            long Sum(params ReadOnlySpan<MessageStatus> statuses)
            {
                var sum = 0L;
                foreach (var status in statuses)
                    sum += all[status].Sum();
                return sum;
            }
        }

        public PointView Point(long at, string channel) => new(Times.FromMicros(at).UtcDateTime, channel, Sent, Delivered, Failed, Waiting) { Uncertain = Uncertain, Canceled = Canceled };

        public TotalView Total(string channel) => new(channel, Waiting + Sent + Uncertain + Delivered + Failed + Canceled, Sent, Delivered, Failed, Uncertain, Waiting)
        {
            Canceled = Canceled,
            DeliveryRate = Delivered + Failed == 0 ? null : Math.Round((double)Delivered / (Delivered + Failed), 4),
        };
    }
}
