using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Accounts;

/// <summary>PATCH /v1/admin/plans/{name} and sendapi plans set: changes what a plan allows, for all accounts on it, within a second.</summary>
public static class UpdatePlan
{
    private const int MostRequests = 10_000_000, MostDiscounts = 20;
    private const long LargestQuota = 1_000_000_000_000;

    /// <summary>The body. What is left out stays as it is; a quota of null becomes unlimited.</summary>
    public sealed record Request
    {
        public int? RequestsPerMinute { get; init; }
        public QuotaChange SmsQuota { get; init; }
        public QuotaChange EmailQuota { get; init; }
        public QuotaChange OtpQuota { get; init; }
        public QuotaChange WhatsappQuota { get; init; }
        public QuotaChange SessionQuota { get; init; }
        public bool? IsPrepaid { get; init; }
        public List<Discount?>? Discounts { get; init; }
    }

    /// <summary>A volume discount: so many percent less once so many segments were sent within the period.</summary>
    public sealed record Discount(long? FromSegments, int? Percent);

    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapPatch("/plans/{name}", Handle)
        .Refuses(Errors.InvalidRequest, Errors.NotFound, Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(OperatorDocs.UpdatePlan);

    /// <summary>Changes the plan and gives it as it is then.</summary>
    public static async Task<PlanView> Run(Session session, string name, Request request)
    {
        var changed = Change(await PlanRows.Lock(session, name), request);
        await PlanRows.Update(session, changed);
        return PlanView.Of(changed);
    }

    private static Task<Answer> Handle(string name, Body<Request> body, Db db, CancellationToken ct) =>
        db.Write(async session => Answer.Ok(await Run(session, name, body.Value)), ct);

    private static Plan Change(Plan was, Request request)
    {
        var fields = new Fields();
        fields.Range("requests_per_minute", request.RequestsPerMinute, 1, MostRequests);
        var changed = was with
        {
            RequestsPerMinute = request.RequestsPerMinute ?? was.RequestsPerMinute,
            Quotas = new(
                Quota(fields, "sms_quota", request.SmsQuota, was.Quotas.Sms),
                Quota(fields, "email_quota", request.EmailQuota, was.Quotas.Emails),
                Quota(fields, "otp_quota", request.OtpQuota, was.Quotas.Otps),
                Quota(fields, "whatsapp_quota", request.WhatsappQuota, was.Quotas.WhatsAppMessages),
                Quota(fields, "session_quota", request.SessionQuota, was.Quotas.Sessions)),
            IsPrepaid = request.IsPrepaid ?? was.IsPrepaid,
            Discounts = request.Discounts is null ? was.Discounts : Discounts(fields, request.Discounts),
        };
        fields.Refuse();
        return changed;
    }

    private static long? Quota(Fields fields, string name, QuotaChange change, long? was)
    {
        if (change.Limit is < 0 or > LargestQuota)
            fields.Add(name, $"'{name}' must be 0 to {Shown.Count(LargestQuota)}, or null for unlimited.");
        return change.Over(was);
    }

    private static List<VolumeDiscount> Discounts(Fields fields, List<Discount?> given)
    {
        if (given.Count > MostDiscounts)
            fields.Add("discounts", $"'discounts' has {given.Count} steps; {MostDiscounts} are the most.");
        for (var i = 0; i < given.Count; i++)
            if (given[i] is not { FromSegments: >= 0 and <= LargestQuota, Percent: >= 1 and <= 100 })
                fields.Add($"discounts[{i}]", "A discount has 'from_segments', 0 or more, and 'percent', 1 to 100.");
        if (given.Select(d => d?.FromSegments).Distinct().Count() < given.Count)
            fields.Add("discounts", "Two discounts begin with the same number of segments.");
        return [.. given.Select(d => new VolumeDiscount(d?.FromSegments ?? 0, d?.Percent ?? 0)).OrderBy(d => d.FromSegments)];
    }
}
