using System.Text.Json.Serialization;
using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Accounts;

/// <summary>GET /v1/admin/plans: what each plan allows, the smallest first.</summary>
public static class ListPlans
{
    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapGet("/plans", Handle)
        .Refuses(Errors.Overloaded)
        .Describes(OperatorDocs.ListPlans);

    private static Task<Answer> Handle(Db db, CancellationToken ct) => db.Read(async session =>
    {
        var plans = (await PlanRows.List(session)).ConvertAll(PlanView.Of);
        return Answer.List(plans, new PageRequest(1, plans.Count, null).Meta(plans.Count, null));
    }, ct);
}

/// <summary>A plan as the API answers it; a quota of null is unlimited.</summary>
public sealed record PlanView(string Name, string Object, long RequestsPerMinute)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? SmsQuota { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? EmailQuota { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? OtpQuota { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? WhatsappQuota { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? SessionQuota { get; init; }
    public bool IsPrepaid { get; init; }
    public required IReadOnlyList<VolumeDiscount> Discounts { get; init; }

    public static PlanView Of(Plan plan) => new(plan.Name, "plan", plan.RequestsPerMinute)
    {
        SmsQuota = plan.Quotas.Sms,
        EmailQuota = plan.Quotas.Emails,
        OtpQuota = plan.Quotas.Otps,
        WhatsappQuota = plan.Quotas.WhatsAppMessages,
        SessionQuota = plan.Quotas.Sessions,
        IsPrepaid = plan.IsPrepaid,
        Discounts = plan.Discounts,
    };
}
