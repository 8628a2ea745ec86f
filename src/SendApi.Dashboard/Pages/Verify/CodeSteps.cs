using SendApi.Client;
using SendApi.Dashboard.Parts;

namespace SendApi.Dashboard.Pages.Verify;

/// <summary>Words for the lines of a verification's timeline; a line of a kind that is not known here is shown by its own name.</summary>
public static class CodeSteps
{
    public static string Title(VerificationTimelineEntry step) => step.Type switch
    {
        "created" => "The code was made",
        "attempt" => step.Outcome switch
        {
            "accepted" => "The provider took its message",
            "rejected" => "The provider refused its message",
            "try_later" => "The provider asked to try later",
            "unknown" => "Nobody knows whether the provider took its message",
            _ => "Its message was handed to a provider",
        },
        "receipt" => "The carrier reported",
        "wrong_code" => "A wrong code was entered",
        "verified" => "The right code was entered",
        "locked" => "It was locked: too many wrong codes",
        "expired" => "Its time was over",
        "canceled" => "It was canceled",
        _ => Capital(Statuses.Shown(step.Type)),
    };

    /// <summary>What else the line has to say, in one line.</summary>
    public static string Facts(VerificationTimelineEntry step) => string.Join(" · ", new[]
    {
        step.Channel is { } channel ? Channels.Shown(channel) : null,
        step.Provider,
        step.State,
        step.Reason,
        step.AttemptsRemaining is { } left ? $"{left} more may be entered" : null,
    }.OfType<string>());

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
