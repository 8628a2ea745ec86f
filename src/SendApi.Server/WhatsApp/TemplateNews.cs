using SendApi.Core.WhatsApp;
using SendApi.Server.Events;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>What is told of a template whose state has changed.</summary>
internal static class TemplateNews
{
    public static IReadOnlyList<Happening> Of(SessionRow session, TemplateRow now)
    {
        var at = Times.FromMicros(now.UpdatedAt);
        return now.Status switch
        {
            TemplateState.Approved => [Told(session, now, EventNames.TemplateApproved, ApiJson.Text(new TemplateApprovedData
            {
                TemplateId = now.Id,
                SessionId = session.Id,
                Name = now.Name,
                Language = now.Language,
                ApprovedAt = at.UtcDateTime,
            }))],
            TemplateState.Rejected => [Told(session, now, EventNames.TemplateRejected, ApiJson.Text(new TemplateRejectedData
            {
                TemplateId = now.Id,
                SessionId = session.Id,
                Name = now.Name,
                Language = now.Language,
                Reason = now.Reason,
                RejectedAt = at.UtcDateTime,
            }))],
            _ => [],
        };
    }

    private static Happening Told(SessionRow session, TemplateRow row, string type, string data) =>
        new(row.AccountId, row.IsTest, type, row.Id, Times.FromMicros(row.UpdatedAt), data) { CallbackUrl = session.WebhookUrl };
}
