namespace SendApi.Core;

/// <summary>What the recipient sees as the sender: up to 11 letters, digits and spaces with at least one letter, or a number of 3 to 15 digits.</summary>
public readonly record struct SenderId
{
    private SenderId(string value) => Value = value;

    public string Value { get; }

    public bool IsAlphanumeric => Value.Any(char.IsAsciiLetter);

    public override string ToString() => Value;

    /// <summary>Reads a sender a caller asked for; throws 4006 when no network could show it.</summary>
    public static SenderId Parse(string text, string field) => IsPossible(text)
        ? new SenderId(text)
        : throw new Refusal(Errors.InvalidSender,
            "sender_id must be 1 to 11 letters, digits, spaces or -_.&+ with at least one letter, or a number of 3 to 15 digits with an optional plus sign.", field);

    /// <summary>A sender read back from our own store, where only parsed ones are written.</summary>
    public static SenderId Trusted(string stored) => new(stored);

    /// <summary>Whether a network could show it.</summary>
    public static bool IsPossible(string text)
    {
        var digits = text.StartsWith('+') ? text.AsSpan(1) : text.AsSpan();
        if (digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9'))
            return digits.Length is >= 3 and <= 15;

        return text.Length is >= 1 and <= 11 && text.Any(char.IsAsciiLetter) && text.Trim().Length == text.Length
            && text.All(c => char.IsAsciiLetterOrDigit(c) || " -_.&+".Contains(c));
    }
}
