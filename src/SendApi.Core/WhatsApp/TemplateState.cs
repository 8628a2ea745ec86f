namespace SendApi.Core.WhatsApp;

/// <summary>The states of a template, in our words for Meta's.</summary>
/// <remarks>Source: the Business Management API's reference of message templates, field <c>status</c>.</remarks>
public static class TemplateState
{
    public const string Draft = "draft", Pending = "pending", Approved = "approved", Rejected = "rejected", Paused = "paused", Disabled = "disabled";

    public static readonly IReadOnlyList<string> All = [Draft, Pending, Approved, Rejected, Paused, Disabled];

    /// <summary>Ours for Meta's; null for a template that Meta has deleted. What is not known cannot be sent with, and is disabled.</summary>
    public static string? Of(string metas) => metas.ToUpperInvariant() switch
    {
        "DRAFT" => Draft,
        "PENDING" or "IN_APPEAL" => Pending,
        "APPROVED" => Approved,
        "REJECTED" => Rejected,
        "PAUSED" => Paused,
        "DELETED" or "PENDING_DELETION" => null,
        _ => Disabled,
    };

    /// <summary>Why nothing can be sent with a template of this state, for a person; null for an approved one.</summary>
    public static string? Hindrance(string state, string? reason) => state switch
    {
        Approved => null,
        Draft => "was not handed in to Meta yet",
        Pending => "is still being looked at by Meta. You are told by template.approved or template.rejected",
        Rejected => $"was rejected by Meta{(reason is null ? "" : $" ({reason})")}. Make another one",
        Paused => "was paused by Meta, because people did not want it. Meta lets it go on by itself, or its own pages say what to do",
        _ => "was disabled by Meta",
    };
}
