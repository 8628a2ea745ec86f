namespace SendApi.Dashboard.Pages.Suppressions;

/// <summary>An address as people write it, in the form that the server takes: a phone number without the marks between its digits.</summary>
public static class TypedAddress
{
    /// <summary>Null where nothing was typed.</summary>
    public static string? Read(string? typed) => typed?.Trim() switch
    {
        null or "" => null,
        ['+', ..] number => string.Concat(number.Where(c => c is not (' ' or '\u00A0' or '-' or '(' or ')' or '.' or '/'))),
        var address => address,
    };
}
