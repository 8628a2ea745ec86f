using SendApi.Core.Sending;

namespace SendApi.Connectors.Http;

/// <summary>What a field of a provider holds, by its name: providers spell it in many ways, so parts of names decide, without regard to case and signs.</summary>
internal static class FieldNames
{
    private static readonly string[]
        Secrets = ["secret", "token", "password", "sig", "apikey", "hmac", "auth"],
        Amounts = ["price", "balance", "cost", "charge", "pricing"],
        Words = ["text", "body", "content", "caption", "message", "data", "profile", "contacts", "quoted"],
        People = ["msisdn", "recipient", "destination", "phone", "mobile", "waid", "chatid", "participant", "receiver", "subscriber"];

    /// <summary>What the operator pays, or has left: nothing for who only sends.</summary>
    public static bool IsAmount(string name) => Amounts.Any(Simple(name).Contains);

    public static bool IsTime(string name) => Simple(name) is var simple && (simple.Contains("time", StringComparison.Ordinal) || simple.Contains("date", StringComparison.Ordinal));

    public static bool IsError(string name) => Simple(name).Contains("error", StringComparison.Ordinal);

    /// <summary>What stands in place of a field's value, where its name says that it is nobody's business; null where it does not.</summary>
    public static string? Instead(string name)
    {
        var simple = Simple(name);
        if (Secrets.Any(simple.Contains))
            return Exchange.Secret;
        if (IsAmount(name))
            return Exchange.Amount;
        if (simple is "to" or "from" || People.Any(simple.Contains))
            return Exchange.Number;
        // Ids and states of messages are named after them, so only the end of a name tells.
        return Words.Any(simple.EndsWith) ? Exchange.Words : null;
    }

    private static string Simple(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
