using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Accounts;

/// <summary>The plans in the store, as the operator last set them.</summary>
public static class PlanRows
{
    private const string Selected = $"SELECT {AccountReader.PlanColumns} FROM plans p";

    /// <summary>All plans, the smallest first.</summary>
    public static async Task<List<Plan>> List(Session session) =>
        (await session.Query<Row>($"{Selected} ORDER BY p.rank")).ConvertAll(r => r.ReadPlan());

    /// <summary>The plan with this name in any case, or 4044. Nobody else can change it before the transaction ends.</summary>
    public static async Task<Plan> Lock(Session session, string name) =>
        (await session.First<Row>($"{Selected} WHERE p.name = @name {session.Dialect.Lock}", new { name = Plans.Named(name) ?? "" }))?.ReadPlan()
        ?? throw new Refusal(Errors.NotFound, $"There is no plan '{Shown.Cut(name)}'. Plans: {string.Join(", ", Plans.All)}.", "name");

    public static Task Update(Session session, Plan plan) => session.Execute("""
        UPDATE plans
        SET requests_per_minute = @requests, sms_quota = @sms, email_quota = @emails, otp_quota = @otps, whatsapp_quota = @whatsapp,
            session_quota = @sessions, is_prepaid = @isPrepaid, discounts = @discounts
        WHERE name = @name
        """, new
    {
        name = plan.Name,
        requests = (long)plan.RequestsPerMinute,
        sms = plan.Quotas.Sms,
        emails = plan.Quotas.Emails,
        otps = plan.Quotas.Otps,
        whatsapp = plan.Quotas.WhatsAppMessages,
        sessions = plan.Quotas.Sessions,
        isPrepaid = plan.IsPrepaid ? 1L : 0L,
        discounts = ApiJson.Text(plan.Discounts.ToList()),
    });

    private sealed class Row : PlanFacts;
}
