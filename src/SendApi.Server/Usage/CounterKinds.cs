using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Usage;

/// <summary>What is counted, and in which counter.</summary>
public static class CounterKinds
{
    /// <summary>Messages of a billing period, against the plan's quota; and segments, for the volume discount.</summary>
    public const string Sms = "sms", SmsSegments = "sms.segments";

    /// <summary>The same for each day, with what they cost in millionths.</summary>
    public const string SmsDay = "sms.day", SmsSegmentsDay = "sms.segments.day", SmsCostDay = "sms.cost.day";

    /// <summary>One-time codes sent in a billing period, against the plan's quota, and on a day; and those that were entered rightly.</summary>
    public const string Otp = "otp", OtpDay = "otp.day", OtpVerified = "otp.verified";

    /// <summary>WhatsApp messages sent in a billing period, against the plan's quota, and on a day; and those received.</summary>
    public const string WhatsApp = "whatsapp", WhatsAppDay = "whatsapp.day", WhatsAppReceived = "whatsapp.received";

    /// <summary>Whether it is what a plan limits.</summary>
    public static bool IsQuota(string kind) => kind is Sms or Otp or WhatsApp;

    /// <summary>What a key spent within a billing period.</summary>
    public static string KeySpend(string keyId) => "spend." + keyId;

    /// <summary>How many messages a key sent on a day.</summary>
    public static string KeyRecipientsDay(string keyId) => "recipients." + keyId + ".day";

    /// <summary>The first moment of the day (UTC) of a time, as counters name it.</summary>
    public static long Day(DateTimeOffset now) => new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).ToMicros();

    /// <summary>The counter of a billing period.</summary>
    public static CounterKey InPeriod(Account account, string kind, DateTimeOffset now) => new(account.Id, kind, account.PeriodAt(now).Start.ToMicros());
}
