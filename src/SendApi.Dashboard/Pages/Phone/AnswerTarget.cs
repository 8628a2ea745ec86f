namespace SendApi.Dashboard.Pages.Phone;

/// <summary>Whom a simulated phone can write to: a sender or number by SMS, or a session by WhatsApp.</summary>
public sealed record AnswerTarget(string Key, string Label)
{
    /// <summary>The key of a number that is still to be named.</summary>
    public const string AnotherKey = "another";

    private const string SmsKey = "sms:", SessionKey = "session:";

    /// <summary>To whom the text goes, of SMS.</summary>
    public string? To { get; init; }

    /// <summary>The session that is written to, of WhatsApp.</summary>
    public string? SessionId { get; init; }

    public static AnswerTarget Sms(string to) => new(SmsKey + to, $"SMS to {to}") { To = to };

    public static AnswerTarget Session(string id, string name, string? number) => new(SessionKey + id, number is null ? $"WhatsApp to {name}" : $"WhatsApp to {name} ({number})") { SessionId = id };
}
