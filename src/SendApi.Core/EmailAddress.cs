namespace SendApi.Core;

/// <summary>An email address in lower case, in which form two spellings of one person are one. Whether it exists is for the post to find out.</summary>
public readonly record struct EmailAddress
{
    private const int Longest = 254;

    private EmailAddress(string value) => Value = value;

    public string Value { get; }

    public override string ToString() => Value;

    /// <summary>Reads an address a caller sent; throws 4000 with the field named when it is none.</summary>
    public static EmailAddress Parse(string text, string field) =>
        Read(text, out var address) is { } fault ? throw new Refusal(Errors.InvalidRequest, fault, field) : address;

    /// <summary>Reads an address of many, without throwing; the answer is what is wrong with it, or null.</summary>
    public static string? Read(string text, out EmailAddress address)
    {
        address = default;
        if (!IsAddress(text))
            return $"'{(text.Length <= 60 ? text : text[..60] + "…")}' is not an email address such as ada@example.com, of at most {Longest} characters.";

        address = new EmailAddress(text.ToLowerInvariant());
        return null;
    }

    private static bool IsAddress(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return text.Length <= Longest && at > 0 && at < text.Length - 1 && at == text.LastIndexOf('@')
            && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
    }
}
