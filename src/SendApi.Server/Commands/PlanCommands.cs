using System.CommandLine;
using System.Globalization;
using SendApi.Core;
using SendApi.Server.Accounts;

namespace SendApi.Server.Commands;

/// <summary>sendapi plans list|set; what they do is what /v1/admin/plans does.</summary>
internal static class PlanCommands
{
    private const string Unlimited = "unlimited";

    private static readonly Column<PlanView>[] Columns =
    [
        new("PLAN", "name", p => p.Name), new("REQUESTS/MIN", "requests_per_minute", p => Number(p.RequestsPerMinute)), new("SMS", "sms_quota", p => Number(p.SmsQuota)),
        new("EMAIL", "email_quota", p => Number(p.EmailQuota)), new("OTP", "otp_quota", p => Number(p.OtpQuota)), new("WHATSAPP", "whatsapp_quota", p => Number(p.WhatsappQuota)),
        new("SESSIONS", "session_quota", p => Number(p.SessionQuota)), new("PREPAID", "is_prepaid", p => p.IsPrepaid ? "yes" : "no"),
        new("DISCOUNTS", "discounts", p => p.Discounts.Count == 0 ? null : string.Join(",", p.Discounts.Select(d => $"{Number(d.FromSegments)}:{Number(d.Percent)}"))),
    ];

    public static Command Make()
    {
        var group = new Command("plans", "What each plan allows: requests a minute, quotas of a billing period, prepaid texts, volume discounts.");
        group.Subcommands.Add(List());
        group.Subcommands.Add(Set());
        return group;
    }

    private static Command List() => new Command("list", "Lists the plans.").Runs(async (parsed, ct) =>
    {
        var plans = await CommandLine.With(parsed, db => db.Read(async s => (await PlanRows.List(s)).ConvertAll(PlanView.Of), ct));
        if (parsed.GetValue(CommandLine.Json))
            Output.View(true, plans, "");
        else
            Output.List(false, plans, "No plans.", Columns);
    });

    private static Command Set()
    {
        var name = new Argument<string>("plan") { Description = $"{string.Join(", ", Plans.All)}.", HelpName = "PLAN" };
        var requests = new Option<int?>("--requests-per-minute") { Description = "How many requests a key may make a minute.", HelpName = "N" };
        var (sms, email, otp, whatsapp, sessions) =
            (Quota("--sms-quota", "texts"), Quota("--email-quota", "emails"), Quota("--otp-quota", "codes"), Quota("--whatsapp-quota", "WhatsApp messages"), Quota("--session-quota", "WhatsApp sessions"));
        var prepaid = new Option<bool?>("--prepaid") { Description = "Whether texts are paid from credit: true or false.", HelpName = "BOOL" };
        var discounts = new Option<string?>("--discounts") { Description = "Percent off once so many segments were sent in the period, such as 1000:3,10000:5; \"\" for none.", HelpName = "LIST" };
        var command = new Command("set", "Changes what is named and leaves the rest, for all accounts on the plan. A running server knows it within a second.")
        {
            name, requests, sms, email, otp, whatsapp, sessions, prepaid, discounts,
        };
        return command.Runs(async (parsed, ct) =>
        {
            var request = new UpdatePlan.Request
            {
                RequestsPerMinute = parsed.GetValue(requests),
                SmsQuota = Read(parsed, sms),
                EmailQuota = Read(parsed, email),
                OtpQuota = Read(parsed, otp),
                WhatsappQuota = Read(parsed, whatsapp),
                SessionQuota = Read(parsed, sessions),
                IsPrepaid = parsed.GetValue(prepaid),
                Discounts = Discounts(parsed.GetValue(discounts)),
            };
            var plan = await CommandLine.With(parsed, db => db.Write(s => UpdatePlan.Run(s, parsed.GetRequiredValue(name), request), ct));
            Output.View(parsed.GetValue(CommandLine.Json), plan, $"Changed {plan.Name}. See: sendapi plans list");
        });
    }

    private static Option<string?> Quota(string name, string what) =>
        new(name) { Description = $"How many {what} a billing period allows, or '{Unlimited}'.", HelpName = "N" };

    private static QuotaChange Read(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) switch
    {
        null => default,
        Unlimited => QuotaChange.To(null),
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) => QuotaChange.To(limit),
        var text => throw new CommandFault($"'{text}' is no quota. Write a whole number, or '{Unlimited}'."),
    };

    private static List<UpdatePlan.Discount?>? Discounts(string? list) => list is null ? null :
    [
        .. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(step =>
            step.Split(':') is [var from, var percent] && long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var segments)
                && int.TryParse(percent, NumberStyles.None, CultureInfo.InvariantCulture, out var less)
                ? new UpdatePlan.Discount(segments, less)
                : throw new CommandFault($"'{step}' is no discount. Write segments and percent, such as 1000:3.")),
    ];

    private static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? Unlimited;
}
