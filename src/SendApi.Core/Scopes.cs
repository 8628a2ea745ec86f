using System.Collections.Frozen;

namespace SendApi.Core;

/// <summary>What a key may do. <c>write</c> implies <c>read</c>; <c>admin</c> implies all.</summary>
public static class Scopes
{
    public const string SmsRead = "sms:read", SmsWrite = "sms:write", AccountRead = "account:read", Admin = "admin";

    /// <summary>Every scope there is, in the order people read them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        SmsRead, SmsWrite, WhatsAppRead, WhatsAppWrite, "email:read", "email:write", VerifyRead, VerifyWrite,
        WebhooksRead, WebhooksWrite, SuppressionsRead, SuppressionsWrite, AccountRead, Admin,
    ];

    public const string WhatsAppRead = "whatsapp:read", WhatsAppWrite = "whatsapp:write";

    public const string VerifyRead = "verify:read", VerifyWrite = "verify:write";

    public const string SuppressionsRead = "suppressions:read", SuppressionsWrite = "suppressions:write";

    public const string WebhooksRead = "webhooks:read", WebhooksWrite = "webhooks:write";

    /// <summary>Reads a comma-separated list; the answer names the first scope that does not exist, or is null when all do.</summary>
    public static string? FirstUnknown(IEnumerable<string> scopes) => scopes.FirstOrDefault(s => !All.Contains(s));

    /// <summary>All that a list of scopes allows, implied ones included.</summary>
    public static FrozenSet<string> Granted(IReadOnlyCollection<string> scopes) =>
        scopes.Contains(Admin) ? All.ToFrozenSet() : scopes.Concat(scopes.Select(Implied)).ToFrozenSet();

    private static string Implied(string scope) =>
        scope.EndsWith(":write", StringComparison.Ordinal) ? scope.Replace(":write", ":read", StringComparison.Ordinal) : scope;
}
