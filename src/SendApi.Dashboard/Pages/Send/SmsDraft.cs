using SendApi.Client;

namespace SendApi.Dashboard.Pages.Send;

/// <summary>A text as it stands in the form.</summary>
public sealed record SmsDraft
{
    public string To { get; init; } = "";
    public string Text { get; init; } = "";
    public string Sender { get; init; } = "";
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>Zero leaves it to the server.</summary>
    public int ValiditySeconds { get; init; }

    public int? MaxSegments { get; init; }
    public bool IsSmart { get; init; }

    /// <summary>What is sent: what was left empty is left to the server.</summary>
    public SendSmsRequest Request() => new()
    {
        To = To.Trim(),
        Content = Text,
        SenderId = Sender.Length > 0 ? Sender : null,
        SendAt = SendAt,
        Validity = ValiditySeconds > 0 ? TimeSpan.FromSeconds(ValiditySeconds) : null,
        MaxSegments = MaxSegments,
        SmartEncoding = IsSmart ? true : null,
    };

    /// <summary>The text with every character replaced that only makes it longer.</summary>
    public SmsDraft Simpler(TextMeasure measure) => this with
    {
        Text = measure.CharactersForcingUcs2.Aggregate(Text, (text, foreign) => foreign.Suggestion is { } simple ? text.Replace(foreign.Character, simple, StringComparison.Ordinal) : text),
    };
}
