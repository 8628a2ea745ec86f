using System.Text.RegularExpressions;

namespace SendApi.Dashboard.Pages.Messages;

/// <summary>Where in the dashboard an id leads: its prefix says what it names.</summary>
public static partial class MessageIds
{
    public const string Sms = "sms_", WhatsApp = "msg_", Received = "inb_", Batch = "batch_";

    /// <summary>The page of a whole id, or null where the text is none.</summary>
    public static string? Page(string text) => !Whole().IsMatch(text) ? null : text.StartsWith(Batch, StringComparison.Ordinal) ? $"batches/{text}" : $"messages/{text}";

    [GeneratedRegex("^(sms|msg|inb|batch)_[0-9A-HJKMNP-TV-Z]{26}$")]
    private static partial Regex Whole();
}
