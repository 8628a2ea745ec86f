using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Accounts;

/// <summary>The fields of accounts that making and changing one read alike.</summary>
internal static class AccountFields
{
    private const int LongestName = 100, LongestReason = 200;

    /// <summary>A name of its own: not the operator's, and not in the form of an id, by which accounts are found too.</summary>
    public static string Name(Fields fields, string? text, bool isOperator = false)
    {
        var name = fields.Required("name", $"a name of its own, 1 to {LongestName} characters", text?.Trim());
        fields.Text("name", name, LongestName);
        if (name.Any(char.IsControl))
            fields.Add("name", "'name' holds control characters.");
        if (!isOperator && name.Equals(AccountRows.DefaultName, StringComparison.OrdinalIgnoreCase))
            fields.Add("name", $"The name '{AccountRows.DefaultName}' is kept for the operator's own account.");
        if (Ids.IsId(Ids.Account, name))
            fields.Add("name", "'name' has the form of an account's id. Choose another.");
        return name;
    }

    /// <summary>The plan's name as it is stored, from any case.</summary>
    public static string Plan(Fields fields, string text)
    {
        var plan = Plans.Named(text);
        if (plan is null)
            fields.Add("plan", $"There is no plan '{Shown.Cut(text)}'. Plans: {string.Join(", ", Plans.All)}.");
        return plan ?? text;
    }

    public static Subscription? Standing(Fields fields, string? text)
    {
        var subscription = text is null ? null : Subscriptions.Named(text);
        if (text is not null && subscription is null)
            fields.Add("subscription", $"'subscription' must be one of: {string.Join(", ", Subscriptions.All)}.");
        return subscription;
    }

    /// <summary>When a trial ends, told in days or as a time; null when neither is given.</summary>
    public static DateTimeOffset? TrialEnd(Fields fields, int? days, string? time, DateTimeOffset now)
    {
        if (days is not null && time is not null)
            fields.Add("trial_ends_at", "Give 'trial_days' or 'trial_ends_at', not both.");
        fields.Range("trial_days", days, 1, Trial.LongestDays);
        return days is null
            ? fields.Time("trial_ends_at", time, now, now.AddDays(Trial.LongestDays))
            : now.AddDays(Math.Clamp(days.Value, 1, Trial.LongestDays));
    }

    public static void Reason(Fields fields, string? reason)
    {
        fields.Text("suspended_reason", reason ?? "", LongestReason);
        if (reason?.Any(char.IsControl) == true)
            fields.Add("suspended_reason", "'suspended_reason' is one line of text: it holds control characters.");
    }
}
